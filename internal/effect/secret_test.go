package effect_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// No text of a sensitive input is in what is reported about any change from one example of the
// project to the next, whether the secrets stay, or change too.
func TestNothingSensitiveIsReported(t *testing.T) {
	m, err := compile.Compile("../../schema")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../testdata/inputs/*")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no examples", err)
	}
	secrets := 0
	for i, file := range files {
		before := readInput(t, file)
		after := readInput(t, files[(i+1)%len(files)])
		for _, other := range []model.Object{after, renewed(m, before), renewed(m, after)} {
			old, _ := m.Evaluate(before)
			new, _ := m.Evaluate(other)
			if old == nil || new == nil {
				continue // a secret of another form
			}
			secrets += checkReported(t, m, old, new)
		}
	}
	if secrets < 50 {
		t.Errorf("there were only %d secrets", secrets)
	}
}

// checkReported looks for the secrets of both inputs, and returns how many there are.
func checkReported(t *testing.T, m *model.Model, before, after *model.Result) int {
	t.Helper()
	comparer := effect.New(m, m)
	c := comparer.Compare(before, after)
	secrets := checkSecrets(t, m, c, before, after)
	comparer.Explain(c, before, after)
	checkSecrets(t, m, c, before, after)
	return secrets
}

func checkSecrets(t *testing.T, m *model.Model, c *effect.Change, before, after *model.Result) int {
	t.Helper()
	json, err := c.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	reported := string(json)
	for _, o := range c.Objects {
		reported += o.ID
		for _, cause := range o.Because {
			reported += cause.String()
		}
		for _, f := range o.Fields {
			reported += f.Path + effect.Shown(f.Old) + effect.Shown(f.New)
		}
	}
	secrets := 0
	for _, f := range m.Inputs {
		for _, r := range []*model.Result{before, after} {
			v, _ := r.Input.Get(f.Name)
			each(v, func(s string) {
				if !f.Sensitive || len(s) < 6 {
					return
				}
				secrets++
				for _, form := range []string{s, base64.StdEncoding.EncodeToString([]byte(s))} {
					if strings.Contains(reported, form) {
						t.Errorf("%q of %s is reported", s, f.Name)
					}
				}
			})
		}
	}
	return secrets
}

// each calls yield with every string in a value.
func each(v model.Value, yield func(string)) {
	switch v := v.(type) {
	case string:
		yield(v)
	case []model.Value:
		for _, elem := range v {
			each(elem, yield)
		}
	case model.Object:
		for _, member := range v {
			each(member.Value, yield)
		}
	}
}

// renewed is an input with other secrets.
func renewed(m *model.Model, o model.Object) model.Object {
	other := append(model.Object(nil), o...)
	for i, member := range other {
		if f := model.FindField(m.Inputs, member.Key); f != nil && f.Sensitive {
			other[i].Value = longer(member.Value)
		}
	}
	return other
}

func longer(v model.Value) model.Value {
	switch v := v.(type) {
	case string:
		return v + "9"
	case model.Object:
		all := append(model.Object(nil), v...)
		for i := range all {
			all[i].Value = longer(all[i].Value)
		}
		return all
	}
	return v
}

func readInput(t *testing.T, file string) model.Object {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := input.NewReader(f, file, input.FormatOf(file)).Next()
	if err != nil {
		t.Fatal(err)
	}
	return d.Value.(model.Object)
}

// Where a sensitive input goes, its values are masked before any cause is known: through
// conditions, comprehensions and locals. What stands beside them is reported.
func TestSensitiveFlow(t *testing.T) {
	m := compiled(t, `
package flow

#Input: {
	// Text.
	a: *"x" | string
	// Secret.
	token: *"" | string
	// Secrets.
	tokens: {[string]: string}
}

input: #Input

_long: "\(input.a)-\(input.token)"
_both: {
	plain:  input.a
	secret: _long
}

objects: [string]: {apiVersion: string, kind: string, ...}
objects: config: {
	apiVersion: "v1"
	kind:       "ConfigMap"
	metadata: name: "c"
	data: {
		plain:  _both.plain
		secret: _both.secret
		if input.token == "1" {one: "yes"}
		for k, v in input.tokens {"of-\(k)": "yes"}
	}
}
`)
	for _, f := range m.Inputs { // the compiler would refuse the contract
		f.Sensitive = f.Name != "a"
	}
	c := effect.New(m, m).Compare(evaluate(t, m, `{}`), evaluate(t, m, `{"a": "z", "token": "1", "tokens": {"b": "2"}}`))
	got := map[string]string{}
	for _, f := range c.Objects[0].Fields {
		got[f.Path] = value(f.New)
	}
	want := map[string]string{"data.plain": `"z"`, "data.secret": `"masked"`, "data.one": `"masked"`, `data["of-b"]`: `"masked"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("new values (-want +got):\n%s", diff)
	}
}
