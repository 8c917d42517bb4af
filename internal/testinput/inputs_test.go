package testinput

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
)

const inputsContract = `
package inputs

#Input: {
	size: *3 | int & >=2 & <=9 | error("must be from 2 to 9")
	name: =~"^[a-z]{1,8}$" & !~"^x" | error("must be letters")
	mode: *"slow" | "fast"
	on: *false | bool
	note?: string
	labels: [string]: string
	ports: [...{number: int & >=1 & <=99 | error("must be from 1 to 99"), comment?: string}]
	few: [...string] & list.MaxItems(2) | error("must be two at most")
	limits: {cpu?: int & >=0 & <=4 | error("must be from 0 to 4")}
}
input: #Input

objects: [string]: {apiVersion: string, kind: string, ...}
outputs: {
	commented: [for p in input.ports if p.comment != _|_ {p.comment}]
	seven:     [if input.size == 7 {"seven"}, "other"][0]
	owner: {for k, v in input.labels if k == "owner" {(k): v}}
}
`

// TestInputs shows the inputs that there must be for a small contract: each text is in
// one at least.
func TestInputs(t *testing.T) {
	m := compiled(t, strings.Replace(inputsContract, "#Input", "import \"list\"\n\n#Input", 1))
	words := Vocabulary{Texts: []string{"owner", "seven"}, Numbers: []int64{7}, Patterns: []string{"^q+$"}}
	inputs := Inputs(m, words, 200)
	var all strings.Builder
	seen := map[string]bool{}
	for _, input := range inputs {
		line := encode(input)
		if seen[line] {
			t.Errorf("%s is there twice", line)
		}
		seen[line] = true
		all.WriteString(line + "\n")
	}
	for what, texts := range map[string][]string{
		"a bound from both sides":        {`"size":1}`, `"size":2}`, `"size":9}`, `"size":10}`, `"number":0}`, `"number":1}`, `"number":99}`, `"number":100}`},
		"a bound inside something":       {`"limits":{"cpu":-1}`, `"limits":{"cpu":0}`, `"limits":{"cpu":4}`, `"limits":{"cpu":5}`, `"limits":{}`},
		"a number of the contract":       {`"size":6`, `"size":7`, `"size":8`},
		"a word of the contract":         {`"note":"seven"`, `"owner":"example-labels"`, `"mode":"seven"`, `"name":"q"`},
		"each value":                     {`"mode":"slow"`, `"mode":"fast"`, `"on":true`, `"on":false`},
		"null":                           {`"note":null`, `"name":null`, `"labels":null`, `"ports":null`},
		"another kind":                   {`"size":"1"`, `"on":"a"`, `"name":1`, `"ports":"a"`, `"limits":"a"`},
		"an unknown key":                 {`"unknown_key":"a"}`, `"limits":{"unknown_key":"a"}`},
		"none, one and several elements": {`"ports":[]`, `"ports":[{"number":1}]`, `"few":[]`, `"few":["example-few"]`, `"few":["example-few","b"]`, `"few":["example-few","example-few","example-few"]`, `"labels":{}`, `"labels":{"example":"a","examplee":"b","exampleee":"example-labels"}`},
		"what a pattern refuses":         {`"name":"x"`},
	} {
		for _, text := range texts {
			if !strings.Contains(all.String(), text) {
				t.Errorf("%s: no input has %s", what, text)
			}
		}
	}
	if t.Failed() {
		t.Log(all.String())
	}
	presence(t, inputs, "note", "size", "labels", "ports", "limits")
	conditions(t, m, inputs)
	together(t, inputs, "mode", "on", "size")
	counted(t, inputs, "labels", 6, 7, 8)
	counted(t, inputs, "few", 6, 7, 8)
}

// together demands that the values which two fields have alone are there together, of
// numbers those that the bounds and the contract name.
func together(t *testing.T, inputs []model.Object, fields ...string) {
	t.Helper()
	values := map[string][]model.Value{
		"mode": {"slow", "fast"}, "on": {true, false}, "size": {int64(2), int64(6), int64(7), int64(8), int64(9)},
	}
	for _, one := range fields {
		for _, other := range fields {
			for _, v := range values[one] {
				for _, w := range values[other] {
					both := func(input model.Object) bool {
						a, _ := input.Get(one)
						b, _ := input.Get(other)
						return model.Equal(a, v) && model.Equal(b, w)
					}
					if one != other && !slices.ContainsFunc(inputs, both) {
						t.Errorf("%s = %v and %s = %v are in no input together", one, v, other, w)
					}
				}
			}
		}
	}
}

// counted demands that a list or map has as many elements.
func counted(t *testing.T, inputs []model.Object, field string, sizes ...int) {
	t.Helper()
	for _, n := range sizes {
		if !slices.ContainsFunc(inputs, func(input model.Object) bool {
			switch v, _ := input.Get(field); v := v.(type) {
			case []model.Value:
				return len(v) == n
			case model.Object:
				return len(v) == n
			}
			return false
		}) {
			t.Errorf("%s never has %d elements", field, n)
		}
	}
}

// presence demands inputs with and without each field.
func presence(t *testing.T, inputs []model.Object, fields ...string) {
	t.Helper()
	for _, name := range fields {
		with, without := false, false
		for _, input := range inputs {
			_, given := input.Get(name)
			with, without = with || given, without || !given
		}
		if !with || !without {
			t.Errorf("%s is in an input: %t, is not: %t", name, with, without)
		}
	}
}

// TestInputsKeys shows that maps have keys that a check asks for, wherever they are.
func TestInputsKeys(t *testing.T) {
	m := compiled(t, `
package keys

#Input: {
	pods: [...{settings: [string]: {level: *0 | uint8}}]
	_checks: [string]: true
	_checks: {for i, p in pods for k, _ in p.settings if k !~ "^APP_[A-Z]+$" {"setting_\(i)_\(k)": error("pods[\(i)].settings: \(k): must begin with APP_")}}
}
input: #Input

objects: [string]: {apiVersion: string, kind: string, ...}
outputs: settings: [for p in input.pods {p.settings}]
`)
	var all strings.Builder
	for _, input := range Inputs(m, Vocabulary{}, 200) {
		if len(m.Refusals(input)) == 0 {
			all.WriteString(encode(input) + "\n")
		}
	}
	for _, text := range []string{`{"settings":{"APP_A":{}}}`, `{"settings":{"APP_A":{"level":1}}}`, `"APP_AA":`} {
		if !strings.Contains(all.String(), text) {
			t.Errorf("no accepted input has %s:\n%s", text, &all)
		}
	}
}

func compiled(t *testing.T, contract string) *model.Model {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "contract.cue"), []byte(contract), 0o666); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// conditions demands accepted inputs for which each condition of a model is true, and
// others for which it is false.
func conditions(t *testing.T, m *model.Model, inputs []model.Object) {
	t.Helper()
	w := newWatch(m)
	for _, input := range inputs {
		w.shows(input)
	}
	if len(w.conditions()) == 0 {
		t.Error("the contract has no conditions")
	}
	for _, cond := range w.conditions() {
		for _, holds := range []bool{true, false} {
			if !w.reached[outcome{cond, holds}] {
				t.Errorf("%s: the condition is never %t", cond.Pos, holds)
			}
		}
	}
}

// TestInputsMost shows that a large contract has no more inputs than are asked for.
func TestInputsMost(t *testing.T) {
	m, err := compile.Compile("../../schema")
	if err != nil {
		t.Fatal(err)
	}
	const most = 60
	accepted, refused := 0, 0
	for _, input := range Inputs(m, Vocabulary{}, most) {
		if len(m.Refusals(input)) == 0 {
			accepted++
		} else {
			refused++
		}
	}
	// The inputs that turn a condition are beyond most.
	if accepted < most || accepted > 2*most || refused > refusedShare*2*most {
		t.Errorf("%d accepted and %d refused inputs", accepted, refused)
	}
}

// TestLongTexts finds what a check on a length refuses, though the text must match a pattern.
func TestLongTexts(t *testing.T) {
	m := compiled(t, `
package long

import "encoding/base64"

#Input: {
	url: *"" | =~"^https?://[a-z.]+$" | error("must be a URL")
	_checks: [string]: true
	_checks: {if len(base64.Encode(null, url)) > 2000 {url_long: error("url: is too long: shorten it")}}
}
input: #Input

objects: [string]: {apiVersion: string, kind: string, ...}
outputs: url: input.url
`)
	set, err := Find(m)
	if err != nil || len(set.Missing) > 0 {
		t.Error(err, set.Missing)
	}
}
