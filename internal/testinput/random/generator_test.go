package random

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
)

// TestPatterns shows that the strings made from a pattern match it.
func TestPatterns(t *testing.T) {
	p := newPatterns(rand.New(rand.NewPCG(1, 1)))
	for _, pattern := range []string{
		`^[1-9][0-9]{0,5}[KMGT]i$`,
		`^(?:a|bc*)+d?$`,
		`^[^/]{3,}$`,
		`^.{0,63}$`,
		`^\d+\.\w+\s$`,
		`^(?i)abc$`,
		`^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)(?:\.[a-z]+)*$`,
		`^[\x{e000}-\x{e001}]$`,
		`x.y`,
		``,
	} {
		re := regexp.MustCompile(pattern)
		made := map[string]bool{}
		for range 300 {
			s := p.matching(pattern)
			if made[s] = true; !re.MatchString(s) {
				t.Errorf("%q does not match %s", s, pattern)
			}
		}
		if len(made) == 1 && strings.ContainsAny(pattern, "+*{") {
			t.Errorf("%s: always the same string", pattern)
		}
	}
}

// TestPatternsRule shows that strings meet all patterns of a rule.
func TestPatternsRule(t *testing.T) {
	p := newPatterns(rand.New(rand.NewPCG(1, 1)))
	rule := &model.Rule{Match: []string{`^[a-z]{1,9}$`, `e`}, NoMatch: []string{`^x`}}
	for range 100 {
		if s := p.satisfy(rule); !p.meets(rule, s) {
			t.Errorf("%q", s)
		}
	}
}

const generatedModel = `{
	"inputs": [
		{"name": "name", "type": {"kind": "string", "constraint": {"any_of": [{"match": ["^[a-z]{1,5}$"]}], "words": "must be letters"}}},
		{"name": "size", "type": {"kind": "object", "fields": [
			{"name": "cpu", "type": {"kind": "number", "constraint": {"any_of": [{"min": 1, "max": 64}], "words": "must be from 1 to 64"}}},
			{"name": "gpu", "type": {"kind": "string", "nullable": true}, "default": [null]}
		]}},
		{"name": "labels", "type": {"kind": "map", "elem": {"kind": "string"}}, "default": [{}]},
		{"name": "command", "type": {"kind": "list", "elem": {"kind": "string"}}, "default": [["sh"]]},
		{"name": "public", "type": {"kind": "bool"}, "default": [false]}
	],
	"checks": [{
		"name": "public",
		"clauses": [{"if": {"op": "input", "name": "public"}}],
		"message": {"op": "literal", "value": ["public = true: not here"]},
		"inputs": ["public"]
	}],
	"objects": []
}`

func generatorModel(t *testing.T) *model.Model {
	t.Helper()
	m := new(model.Model)
	if err := json.Unmarshal([]byte(generatedModel), m); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestGenerator shows what the generator's inputs reach.
func TestGenerator(t *testing.T) {
	m := generatorModel(t)
	g := New(m, 1)
	accepted := 0
	var all bytes.Buffer
	for range 2000 {
		input := g.Next()
		all.Write(append(input, '\n'))
		value, err := model.ParseInput(input)
		if err != nil {
			t.Fatalf("%s: %v", input, err)
		}
		if result, _ := m.Evaluate(value); result != nil {
			accepted++
		}
	}
	if accepted < 800 || accepted > 1500 {
		t.Errorf("%d of 2000 inputs accepted", accepted)
	}
	for _, part := range []string{
		`"cpu":1`, `"cpu":64`, `"cpu":65`, `"cpu":0`, `"cpu":null`, `"cpu":"`, `"size":[`, `"labels":{}`, `"labels":null`,
		`"gpu":null`, `${`, `%{`, `$(`, `\n`, `"public":true`, `"command":[]`, `é`,
	} {
		if !bytes.Contains(all.Bytes(), []byte(part)) {
			t.Errorf("no input with %s", part)
		}
	}
}

// TestGeneratorSeed shows that a seed stands for its inputs.
func TestGeneratorSeed(t *testing.T) {
	m := generatorModel(t)
	one, same, other := New(m, 7), New(m, 7), New(m, 8)
	differ := false
	for range 50 {
		input := one.Next()
		if again := same.Next(); !bytes.Equal(input, again) {
			t.Fatalf("%s and %s from one seed", input, again)
		}
		differ = differ || !bytes.Equal(input, other.Next())
	}
	if !differ {
		t.Error("two seeds have the same inputs")
	}
}
