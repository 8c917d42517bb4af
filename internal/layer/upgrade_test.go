package layer

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/output"
)

const schema = "../../schema"

// smallLayers are the texts of the small layers over the project's contract, by their names.
func smallLayers(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../testdata/layers/small/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no layers", err)
	}
	layers := map[string]string{}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name == "layer.cue" {
				layers[strings.TrimSuffix(filepath.Base(name), ".txtar")] = string(f.Data)
			}
		}
	}
	return layers
}

// vendored makes a directory with the project's contract as the base, and files of a layer.
func vendored(t *testing.T, layers map[string]string) *Vendored {
	t.Helper()
	base, err := ReadBase(schema, schema)
	if err != nil {
		t.Fatal(err)
	}
	files, err := (&Start{Name: "acme", Base: base}).Files()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := output.Create(t.Context(), dir, files); err != nil {
		t.Fatal(err)
	}
	for name, text := range layers {
		if err := os.WriteFile(filepath.Join(dir, Dir, "acme", name+".cue"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, Dir, "acme", "acme.cue")); err != nil { // it gives a default, too
		t.Fatal(err)
	}
	v, err := Open(filepath.Join(dir, Dir))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// upgraded compares with the project's contract after an edit of its files.
func upgraded(t *testing.T, v *Vendored, edit func(text string) string) *Upgrade {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(schema, "*.cue"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), []byte(edit(string(text))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	to, err := ReadBase(dir, "newer")
	if err != nil {
		t.Fatal(err)
	}
	u, err := v.Upgrade(to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := u.Close(); err != nil {
			t.Error(err)
		}
	})
	return u
}

// TestWhatFits: the small layers fit a newer version of the project's contract that has what they
// add to.
func TestWhatFits(t *testing.T) {
	u := upgraded(t, vendored(t, smallLayers(t)), func(text string) string { return "// Newer.\n" + text })
	for _, d := range append(u.Faults, u.Notes...) {
		t.Error(d)
	}
	if u.Same() || len(u.Contracts) != 1 || u.Contracts[0].New == nil {
		t.Errorf("compared are %d contracts, the same: %t", len(u.Contracts), u.Same())
	}
}

var hidden = regexp.MustCompile(`(?m)^_\w+`)

// TestRenamedExtensionPoints: a version of the project's contract in which the hidden fields that
// the small layers add to have other names does not fit, at each place where a layer has one.
func TestRenamedExtensionPoints(t *testing.T) {
	layers, want, names := smallLayers(t), map[string]bool{}, map[string]bool{}
	for layer, text := range layers {
		for _, at := range hidden.FindAllStringIndex(text, -1) {
			names[text[at[0]:at[1]]] = true
			want[layer+".cue:"+lineOf(text, at[0])] = true
		}
	}
	if len(names) < 8 {
		t.Fatalf("only %d hidden fields are added to", len(names))
	}
	word := regexp.MustCompile(`\b_\w+`)
	u := upgraded(t, vendored(t, layers), func(text string) string {
		return word.ReplaceAllStringFunc(text, func(name string) string {
			if names[name] {
				return name + "2"
			}
			return name
		})
	})
	for _, d := range u.Faults {
		at := d.Positions[0]
		if strings.Contains(d.Summary, "any more") {
			delete(want, filepath.Base(at.File)+":"+strings.Split(at.String(), ":")[1])
		}
	}
	for at := range want {
		t.Errorf("no fault at %s", at)
	}
}

// lineOf is the number of the line with the byte at an offset.
func lineOf(text string, offset int) string {
	return strconv.Itoa(1 + strings.Count(text[:offset], "\n"))
}
