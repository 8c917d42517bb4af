package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestGallery: docs/gallery.md has a row for each contract of the repository, and for no other. Each has
// inputs, and inputs that it refuses.
func TestGallery(t *testing.T) {
	text, err := os.ReadFile("gallery.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if link, ok := strings.CutPrefix(line, "| ["); ok {
			name, _, _ := strings.Cut(link, "]")
			rows[name] = true
		}
	}
	for _, pattern := range []string{"schema", "testdata/layers/acme", "testdata/contracts/*"} {
		dirs, err := filepath.Glob(filepath.Join("..", pattern))
		if err != nil || len(dirs) == 0 {
			t.Fatalf("%s: nothing: %v", pattern, err)
		}
		for _, dir := range dirs {
			name, _ := filepath.Rel("..", dir)
			if !rows[filepath.ToSlash(name)] {
				t.Errorf("gallery.md has no row for %s", name)
			}
			delete(rows, filepath.ToSlash(name))
			checkExamples(t, dir)
		}
	}
	for name := range rows {
		t.Errorf("gallery.md has a row for %s, which is no contract", name)
	}
}

// checkExamples demands both kinds of inputs of a contract.
func checkExamples(t *testing.T, dir string) {
	if filepath.Base(dir) == "schema" {
		dir = filepath.Join("..", "testdata")
	}
	for _, kind := range []string{"inputs", "refused"} {
		if found, _ := filepath.Glob(filepath.Join(dir, kind, "*.*")); len(found) == 0 {
			t.Errorf("%s has no %s", dir, kind)
		}
	}
}

const gallery = "gallery.md"

// TestGallerySections: each contract of testdata/contracts has a section with a paragraph, the
// command that works on it, links to its files, and a table of its inputs, which UPDATE=1 rewrites.
func TestGallerySections(t *testing.T) {
	text, err := os.ReadFile(gallery)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	dirs, err := filepath.Glob("../testdata/contracts/*")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no contracts:", err)
	}
	for _, dir := range dirs {
		name := filepath.Base(dir)
		section := regexp.MustCompile(`(?s)\n## ` + name + `\n\n([A-Z].*?\n)\n` +
			"```sh\ngo run ./cmd/gen --schema testdata/contracts/" + name + "/schema --out " + name + "\n```\n" +
			`(.*?)(<!-- inputs ` + name + ` -->\n.*?<!-- end -->)`)
		found := section.FindStringSubmatch(got)
		if found == nil {
			t.Errorf("%s has no section ## %s with a paragraph, the command that generates it and the inputs", gallery, name)
			continue
		}
		for _, part := range []string{"schema", "inputs", "refused"} {
			if !strings.Contains(found[2], "(../testdata/contracts/"+name+"/"+part+")") {
				t.Errorf("%s: the section %s has no link to %s", gallery, name, part)
			}
		}
		got = strings.Replace(got, found[3], "<!-- inputs "+name+" -->\n"+inputs(t, filepath.Join(dir, "schema"))+"<!-- end -->", 1)
	}
	golden.Compare(t, gallery, []byte(got))
}

// inputs is a table of a contract's inputs.
func inputs(t *testing.T, dir string) string {
	t.Helper()
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, f := range m.Inputs {
		otherwise := "required"
		switch {
		case f.Default != nil:
			otherwise = code(string(model.AppendJSON(nil, f.Default.Value)))
		case !f.Required():
			otherwise = "none"
		}
		rows = append(rows, []string{code(f.Name), strings.Join(strings.Fields(f.Doc), " "), otherwise})
	}
	return table("input, what it is, default", rows)
}
