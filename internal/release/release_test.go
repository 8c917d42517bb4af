package release_test

import (
	"errors"
	"path"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/release"
)

// engine is what tests say has made a release.
var engine = release.Engine{Name: "gen", Version: "abc", Go: "go1.26.0", Modules: []*debug.Module{
	{Path: "example.com/Second", Version: "v2.0.0+incompatible", Sum: "h1:bbb="},
	{Path: "example.com/first", Version: "v0.1.0", Replace: &debug.Module{Path: "example.com/fork", Version: "v0.2.0", Sum: "h1:aaa="}},
	{Path: "example.com/local", Version: "v0.3.0", Replace: &debug.Module{Path: "../local"}},
}}

var licence = output.File{Path: "LICENSE", Content: []byte("Do as you like.\n")}

// notes is the contract in testdata.
func notes() *generate.Contract {
	return &generate.Contract{Schema: "testdata/contract/schema", Inputs: "testdata/contract/inputs", Say: func(model.Diagnostic) {}}
}

// published are the files of a release of the contract in testdata, by their paths.
func published(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := notes().Release([]output.File{licence}, engine)
	if err != nil {
		t.Fatal(err)
	}
	return byPath(t, files)
}

func byPath(t *testing.T, files []output.File) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for _, f := range files {
		if _, twice := found[f.Path]; twice {
			t.Errorf("%s is there twice", f.Path)
		}
		found[f.Path] = f.Content
	}
	return found
}

const stem = "kept-notes-2.1.0-rc.1"

// TestLayout: what a release consists of.
func TestLayout(t *testing.T) {
	files := published(t)
	var list []string
	for name := range files {
		list = append(list, name)
	}
	slices.Sort(list)
	golden.Compare(t, "testdata/layout.txt", []byte(strings.Join(list, "\n")+"\n"))
	for dir := range map[string]bool{stem + "-terraform": true, stem + "-flat": true, stem + "-prerequisites": true} {
		if diff := cmp.Diff(string(licence.Content), string(files[dir+"/LICENSE"])); diff != "" {
			t.Errorf("%s/LICENSE: %s", dir, diff)
		}
	}
}

// TestModuleIsTheGeneratedOne: what is published as the module is what gen writes, but for the
// README, which calls it by its address.
func TestModuleIsTheGeneratedOne(t *testing.T) {
	generated, err := notes().Files()
	if err != nil {
		t.Fatal(err)
	}
	files, compared := published(t), 0
	for _, f := range generated {
		name, ok := strings.CutPrefix(f.Path, "terraform/")
		want, got := string(f.Content), string(files[path.Join(stem+"-terraform", name)])
		if name == "README.md" {
			want = strings.Replace(want, `"./generated"`, `"example/notes/kubernetes"`, 1)
		}
		if ok {
			compared++
			golden.Equal(t, name, want, got)
		}
	}
	if compared < 15 {
		t.Errorf("only %d files are compared", compared)
	}
}

// TestForms: a form leaves out, moves, adds and replaces, and has everything else.
func TestForms(t *testing.T) {
	files := published(t)
	module, flat := stem+"-terraform/", stem+"-flat/"
	for name, want := range map[string]string{
		"README.md":       "# Flat 2.1.0-rc.1\n",
		"docs/index.md":   "Nothing.\n",
		"main.tftest.hcl": string(files[module+"tests/values.tftest.hcl"]),
	} {
		golden.Equal(t, name, want, string(files[flat+name]))
	}
	for name, text := range files {
		inner, ok := strings.CutPrefix(name, module)
		if !ok || inner == "README.md" || inner == "tests/values.tftest.hcl" || strings.HasPrefix(inner, "examples/") {
			continue
		}
		if string(files[flat+inner]) != string(text) {
			t.Errorf("%s is not in the form as it is in the module", inner)
		}
	}
}

// TestRefused: a release that would not be what its contract says.
func TestRefused(t *testing.T) {
	contract := func(change func(*model.Model)) error {
		m := &model.Model{Name: "a", Around: &model.Surroundings{Version: "1.0.0"}}
		change(m)
		_, err := (&release.Contract{Model: m, Generated: []output.File{{Path: "terraform/main.tf"}}}).Files()
		return err
	}
	form := func(name string, f *model.Form) func(*model.Model) {
		f.Pos = model.Position{File: "a.cue", Line: 3, Column: 1}
		return func(m *model.Model) { m.Surroundings().Release.Forms = map[string]*model.Form{name: f} }
	}
	if err := contract(func(m *model.Model) { m.Surroundings().Version = "" }); !errors.Is(err, release.ErrNoVersion) {
		t.Errorf("a contract without a version: %v", err)
	}
	if err := contract(form("other", &model.Form{Move: map[string]string{"main.tf": "a.tf"}})); err != nil {
		t.Errorf("a form that moves what is there: %v", err)
	}
	for want, change := range map[string]func(*model.Model){
		"a.cue:3:1: error: the module has no main.tfx (write the path of a file, or of a directory with a slash behind it)": form("other", &model.Form{Move: map[string]string{"main.tfx": "a.tf"}}),
		"a.cue:3:1: error: the module has no main/ (write the path of a file, or of a directory with a slash behind it)":    form("other", &model.Form{Without: []string{"main/"}}),
		"a.cue:3:1: error: a release has a part template of its own (choose another name)":                                  form("template", &model.Form{}),
	} {
		if err := contract(change); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestOrder: files that come in another order give the same release.
func TestOrder(t *testing.T) {
	c := &release.Contract{Model: &model.Model{Name: "a", Around: &model.Surroundings{Version: "1.0.0"}}, Engine: engine, Included: []output.File{licence, {Path: "NOTICE"}},
		Generated: []output.File{{Path: "terraform/a/b.tf"}, {Path: "terraform/a.tf"}, {Path: "model.json"}, {Path: "template/main.tf"}, {Path: "input.schema.json"}}}
	before, err := c.Files()
	if err != nil {
		t.Fatal(err)
	}
	turned := *c
	turned.Generated, turned.Included, turned.Engine.Modules = slices.Clone(c.Generated), slices.Clone(c.Included), slices.Clone(engine.Modules)
	slices.Reverse(turned.Generated)
	slices.Reverse(turned.Included)
	slices.Reverse(turned.Engine.Modules)
	after, err := turned.Files()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(byPath(t, before), byPath(t, after)); diff != "" {
		t.Error(diff)
	}
}
