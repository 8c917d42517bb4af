// Package schema_test shows, with CUE's own evaluator and nothing of the generator,
// that the contract accepts and refuses what it should, and that what it renders
// keeps its promises.
package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/encoding/json"
	"cuelang.org/go/encoding/yaml"
	"github.com/google/go-cmp/cmp"
)

// contract loads the schema, in a context of its own, because contexts grow.
func contract(t testing.TB) cue.Value {
	t.Helper()
	v := cuecontext.New().BuildInstance(load.Instances([]string{"."}, nil)[0])
	if err := v.Err(); err != nil {
		t.Fatal(err)
	}
	return v
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
	const golden = "../testdata/refused.txt"
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
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("words changed (-old +new); UPDATE=1 takes them over\n%s", diff)
	}
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

func TestReadmeNamesExistingExamples(t *testing.T) {
	readme, err := contract(t).LookupPath(cue.ParsePath("readme")).MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile("`testdata/[^`]*`").FindAllString(string(readme), -1)
	if len(shown) == 0 {
		t.Error("the README names no example")
	}
	for _, file := range shown {
		if _, err := os.Stat(filepath.Join("..", strings.Trim(file, "`"))); err != nil {
			t.Error(err)
		}
	}
}
