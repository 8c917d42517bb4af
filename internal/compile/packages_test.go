package compile

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

const (
	ownModuleFile = "module: \"acme.example/ws\"\nlanguage: version: \"v0.17.0\"\n"
	importing     = "package p\n\nimport \"acme.example/ws/own\"\n\n#Input: a: *\"\" | string\ninput: #Input\nobjects: {}\noutputs: x: own.x\n"
)

// inModule is a contract in the directory c of a module, with other files.
func inModule(contract string, files map[string]string) *contractFiles {
	all := fstest.MapFS{"cue.mod/module.cue": {Data: []byte(ownModuleFile)}, "c/contract.cue": {Data: []byte(contract)}}
	for name, text := range files {
		all[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return &contractFiles{fs: all, dir: "c", name: "c"}
}

// Packages have limits of their own: they may be larger than a contract, and not without end.
func TestLimitsOfImports(t *testing.T) {
	comment := strings.Repeat("// words\n", 1<<20/9+1)
	for name, tc := range map[string]struct{ own, want string }{
		"comments": {comment + "package own\nx: 1\n", ""},
		"fields":   {"package own\nx: 1\n" + numbered(20_000, "f%d: 1\n"), ""},
		"bytes":    {strings.Repeat(comment, 17) + "package own\nx: 1\n", "c/contract.cue:3:8: error: the packages that are imported have more than 16 MiB (import smaller ones, or copy what is needed into a package of its own)"},
		"deep":     {"package own\nx: " + strings.Repeat("a: ", 1000) + "1", "own/own.cue:2:748: error: the text nests deeper than 500 levels (name its parts with hidden fields)"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := compileFiles(inModule(importing, map[string]string{"own/own.cue": tc.own}))
			golden.Equal(t, "error", tc.want, said(err))
		})
	}
}

// The fields of packages are counted apart from those of the contract.
func TestNodesOfImports(t *testing.T) {
	instance, err := inModule(importing, map[string]string{"own/own.cue": "package own\nx: 1\ny: 2\n"}).load()
	if err != nil {
		t.Fatal(err)
	}
	for nodes, want := range map[int]string{
		100: "",
		5:   "own/own.cue:2:4: error: what is imported has more than 5 expressions and fields (make it smaller)",
	} {
		golden.Equal(t, "error", want, said(readable(instance.Dependencies()[0].Files, nodes, "what is imported")))
	}
}

func said(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// A contract is found in a directory below its module, which is complete: what leads out of it
// is not read.
func TestLinksStayInTheModule(t *testing.T) {
	outside := t.TempDir()
	write(t, filepath.Join(outside, "own.cue"), "package own\nx: 1\n")
	for name, tc := range map[string]struct{ link, to, want string }{
		"file":      {"own/linked.cue", filepath.Join(outside, "own.cue"), "own/linked.cue:1:1: error: this is a symbolic link that leads out of the CUE module, or is absolute (copy what it leads to)"},
		"relative":  {"own/linked.cue", "../../" + filepath.Base(outside) + "/own.cue", "own/linked.cue:1:1: error: this is a symbolic link that leads out of the CUE module, or is absolute (copy what it leads to)"},
		"directory": {"cue.mod/pkg/acme.example", outside, `c/contract.cue:4:8: error: there is no package "acme.example" (packages are not fetched: copy its CUE files into cue.mod/pkg/acme.example)`},
		"inside":    {"own/linked.cue", "../kept/kept.cue", ""},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			t.Chdir(root)
			contract := importing
			if name == "directory" {
				contract = strings.Replace(importing, "\n#Input", "import vendored \"acme.example:own\"\n#Input", 1) + "outputs: y: vendored.x\n"
			}
			write(t, "cue.mod/module.cue", ownModuleFile)
			write(t, "c/contract.cue", contract)
			write(t, "own/own.cue", "package own\nx: 1\n")
			write(t, "kept/kept.cue", "package own\nz: 1\n")
			if err := os.MkdirAll(filepath.Dir(tc.link), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(tc.to, tc.link); err != nil {
				t.Fatal(err)
			}
			_, err := Compile("c")
			golden.Equal(t, "error", tc.want, said(err))
		})
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A digest is that of all files that are loaded, wherever they are, and of no other.
func TestDigestOfImports(t *testing.T) {
	before := digestOf(t, nil)
	for name, tc := range map[string]struct {
		files map[string]string
		same  bool
	}{
		"a package":              {map[string]string{"own/own.cue": "package own\nimport \"other.example/deep\"\nx: deep.y + 1\n"}, false},
		"a file of a package":    {map[string]string{"own/more.cue": "package own\nz: 1\n"}, false},
		"a package of a package": {map[string]string{"cue.mod/pkg/other.example/deep/deep.cue": "package deep\ny: 2\n"}, false},
		"beside it":              {map[string]string{"cue.mod/usr/other.example/deep/deep.cue": "package deep\nw: 2\n"}, false},
		"the module":             {map[string]string{"cue.mod/module.cue": strings.Replace(ownModuleFile, "v0.17.0", "v0.16.0", 1)}, false},
		"a file above":           {map[string]string{"above.cue": "package p\nz: 1\n"}, false},
		"another package":        {map[string]string{"unused/unused.cue": "package unused\n"}, true},
		"another name":           {map[string]string{"own/other.cue": "package other\n"}, true},
		"line ends":              {map[string]string{"own/own.cue": strings.ReplaceAll(ownText, "\n", "\r\n")}, true},
	} {
		if got := digestOf(t, tc.files); (got == before) != tc.same {
			t.Errorf("%s: the digest is the same: %t", name, got == before)
		}
	}
}

const ownText = "package own\nimport \"other.example/deep\"\nx: deep.y\n"

func digestOf(t *testing.T, files map[string]string) string {
	t.Helper()
	all := map[string]string{"own/own.cue": ownText, "cue.mod/pkg/other.example/deep/deep.cue": "package deep\ny: 1\n"}
	for name, text := range files {
		all[name] = text
	}
	f := inModule(importing, all)
	instance, err := f.load()
	if err != nil {
		t.Fatal(err)
	}
	digest, err := f.digest(instance)
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

// Files of one name in a base and in its layer are two files, to the digest and in errors.
func TestLayersWithFilesOfOneName(t *testing.T) {
	texts := [2]string{"package p\n\nobjects: {}\n_a: 1\n", "package p\n\n#Input: a: *\"\" | string\ninput: #Input\n_a: 2\n"}
	var digests [2]string
	for i := range texts {
		f := &contractFiles{fs: fstest.MapFS{
			"cue.mod/module.cue": {Data: []byte(ownModuleFile)},
			"base/x.cue":         {Data: []byte(texts[i])},
			"base/layer/x.cue":   {Data: []byte(texts[1-i])},
		}, dir: "base/layer", name: "base/layer"}
		_, err := compileFiles(f)
		want := "base/layer/x.cue:%d:5: error: _a: conflicting values"
		if !strings.HasPrefix(said(err), fmt.Sprintf(want, []int{5, 4}[i])) || !strings.Contains(said(err), "_a: conflicting values") {
			t.Errorf("got %v", err)
		}
		instance, err := f.load()
		if err != nil {
			t.Fatal(err)
		}
		if digests[i], err = f.digest(instance); err != nil {
			t.Fatal(err)
		}
	}
	if digests[0] == digests[1] {
		t.Error("the contents of two files are exchanged, and the digest is the same")
	}
}

// How a directory is called from here changes nothing: CUE unifies the files of a base before
// those of its layer, and so orders the fields.
func TestNameOfDirectoryDoesNotMatter(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	write(t, "cue.mod/module.cue", ownModuleFile)
	write(t, "base/z.cue", "package p\n\n#Input: a: *\"\" | string\ninput: #Input\nobjects: {}\n_all: {z: 1, y: 2}\noutputs: x: [for k, v in _all {\"\\(k)=\\(v)\"}]\n")
	write(t, "base/layer/a.cue", "package p\n\n_all: {b: 3, a: 4}\n")
	var digests []string
	for _, at := range []struct{ dir, name string }{{root, "base/layer"}, {"base/layer", "."}, {"..", "layer"}} {
		t.Chdir(at.dir)
		m, err := Compile(at.name)
		if err != nil {
			t.Fatal(err)
		}
		digests = append(digests, m.Digest)
		result, diagnostics := m.Evaluate(model.Object{})
		if result == nil {
			t.Fatal(diagnostics)
		}
		x, _ := result.Outputs.Get("x")
		golden.Equal(t, at.name, "[z=1 y=2 b=3 a=4]", fmt.Sprint(x)) // as cue export has it
	}
	if digests[0] != digests[1] || digests[1] != digests[2] {
		t.Errorf("the digests are %s", digests)
	}
}
