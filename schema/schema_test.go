// Package schema_test shows that the contract accepts and refuses what it should, with
// CUE's own evaluator, and that what it renders keeps its promises. Tests name the rows
// of the contract that they show (rows.cue).
package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/encoding/json"
	"cuelang.org/go/encoding/yaml"
	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/golden"
)

// loaded is the contract, and how often it was handed out.
var loaded struct {
	contract cue.Value
	uses     int
}

// contract is the schema. It is loaded again now and then, because CUE's contexts grow.
func contract(t rapid.TB) cue.Value {
	t.Helper()
	if loaded.uses++; loaded.uses%50 != 1 {
		return loaded.contract
	}
	loaded.contract = cuecontext.New().BuildInstance(load.Instances([]string{"."}, nil)[0])
	if err := loaded.contract.Err(); err != nil {
		t.Fatal(err)
	}
	return loaded.contract
}

// hidden decodes a hidden field of the contract.
func hidden(t testing.TB, name string, into any) {
	t.Helper()
	v := contract(t).LookupPath(cue.MakePath(cue.Hid(name, ":base")))
	if !v.Exists() {
		t.Fatalf("the contract has no %s", name)
	}
	if err := v.Decode(into); err != nil {
		t.Fatal(err)
	}
}

// input reads a document.
func input(t testing.TB, file string) cue.Value {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(file) == ".json" {
		expr, err := json.Extract(file, data)
		if err != nil {
			t.Fatal(err)
		}
		return cuecontext.New().BuildExpr(expr)
	}
	tree, err := yaml.Extract(file, data)
	if err != nil {
		t.Fatal(err)
	}
	return cuecontext.New().BuildFile(tree)
}

// verdict lists the messages that refuse an input, a line each.
func verdict(c, in cue.Value) []string {
	err := c.LookupPath(cue.MakePath(cue.Def("#Input"))).Unify(in).Validate(cue.Concrete(true))
	if err == nil {
		return nil
	}
	var lines []string
	for _, e := range errors.Errors(errors.Sanitize(errors.Promote(err, ""))) {
		format, args := e.Msg()
		path := strings.TrimPrefix(strings.Join(e.Path(), "."), "#Input.")
		lines = append(lines, path+": "+fmt.Sprintf(format, args...))
	}
	return lines
}

// render evaluates the contract on an accepted input.
func render(t testing.TB, c, in cue.Value) cue.Value {
	t.Helper()
	if refused := verdict(c, in); refused != nil {
		t.Fatalf("refused: %s", strings.Join(refused, "\n"))
	}
	return c.FillPath(cue.ParsePath("input"), in)
}

func files(t testing.TB, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) == 0 {
		t.Fatalf("no files match %s (%v)", pattern, err)
	}
	return found
}

// TestInputsAreAccepted: CUE accepts every example input, and gives concrete objects, outputs
// and warnings for it.
func TestInputsAreAccepted(t *testing.T) {
	for _, file := range files(t, "../testdata/inputs/*") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			c := contract(t)
			v := render(t, c, input(t, file))
			for _, part := range []string{"objects", "outputs", "warnings"} {
				if err := v.LookupPath(cue.ParsePath(part)).Validate(cue.Concrete(true)); err != nil {
					t.Error(errors.Details(err, nil))
				}
			}
		})
	}
}

// TestRefusals compares the words of every refusal with testdata/refused.txt;
// UPDATE=1 rewrites it.
func TestRefusals(t *testing.T) {
	var got strings.Builder
	for _, file := range files(t, "../testdata/refused/*") {
		c := contract(t)
		refused := verdict(c, input(t, file))
		if len(refused) == 0 {
			t.Errorf("%s is accepted", file)
		}
		for _, line := range refused {
			fmt.Fprintf(&got, "%s\n\t%s\n", filepath.Base(file), line)
		}
	}
	golden.Compare(t, "../testdata/refused.txt", []byte(got.String()))
}

// TestExamplesHoldNoSecrets: what is committed may carry tokens and secrets only when
// they say that they are examples.
func TestExamplesHoldNoSecrets(t *testing.T) {
	c := contract(t)
	for _, file := range append(files(t, "../testdata/inputs/*"), files(t, "../testdata/refused/*")...) {
		in := input(t, file)
		fields, err := c.LookupPath(cue.MakePath(cue.Def("#Input"))).Fields()
		if err != nil {
			t.Fatal(err)
		}
		for fields.Next() {
			if a := fields.Value().Attribute("sensitive"); a.Err() != nil {
				continue
			}
			in.LookupPath(cue.MakePath(fields.Selector())).Walk(func(v cue.Value) bool {
				if s, err := v.String(); err == nil && s != "" && !strings.HasPrefix(s, "example-") {
					t.Errorf("%s: %s does not begin with example-", file, v.Path())
				}
				return true
			}, nil)
		}
	}
}
