package evaluator

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
)

const moduleFile = "module: \"acme.example/apps\"\nlanguage: version: \"v0.17.0\"\n"

func write(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Files of one name in a base, its layer and a package are three files, each with the name that
// it has from here.
func TestPositionsOfFilesOfOneName(t *testing.T) {
	write(t, map[string]string{
		"cue.mod/module.cue": moduleFile,
		"base/x.cue":         "package p\n\n#Input: n: int\ninput: #Input\nobjects: {}\noutputs: a: input.n & <5\n",
		"base/layer/x.cue":   "package p\n\nimport \"acme.example/apps/own\"\n\noutputs: b: input.n & <6\noutputs: c: input.n & own.#Few\n",
		"own/x.cue":          "package own\n\n\n\n\n\n\n#Few: <7\n",
	})
	c, err := NewCUE("base/layer", []*model.Field{{Name: "n", Type: &model.Type{Kind: model.Number}}})
	if err != nil {
		t.Fatal(err)
	}
	for input, want := range map[string]string{
		`{"n": 9}`: "base/x.cue:6:23",
		`{"n": 8}`: "base/layer/x.cue:5:23",
		`{"n": 7}`: "own/x.cue:8:7",
	} {
		verdict, err := c.Evaluate([]byte(input))
		if err != nil || !verdict.Refused {
			t.Fatalf("%s: %v, %v", input, verdict, err)
		}
		if !slices.ContainsFunc(verdict.Positions, func(p model.Position) bool { return p.String() == want }) {
			t.Errorf("%s: the positions are %v, without %s", input, verdict.Positions, want)
		}
	}
}

// A module that is required is not fetched, whatever registry the environment names.
func TestModulesAreNotFetched(t *testing.T) {
	t.Setenv("CUE_REGISTRY", "localhost:1")
	write(t, map[string]string{
		"cue.mod/module.cue": moduleFile + "deps: \"other.example/far@v0\": v: \"v0.1.0\"\n",
		"x.cue":              "package p\n\nimport \"other.example/far/x\"\n\na: x.a\n",
	})
	_, err := Load(".")
	if want := "the module other.example/far@v0.1.0 is not fetched: copy its packages into cue.mod/pkg"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
