package schema_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/layertest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// point is an extension point as docs/contracts.md lists it: the path of a field, and a line that a layer
// may have.
type point struct{ path, line string }

func documentedPoints(t testing.TB) (points []point) {
	t.Helper()
	doc, err := os.ReadFile("../docs/contracts.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(doc), "## Extension points of base-k8s\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for line := range strings.Lines(section) {
		cells := strings.Split(strings.ReplaceAll(strings.TrimSpace(line), `\|`, "\x00"), " | ")
		if len(cells) == 3 && strings.HasPrefix(cells[0], "| `") {
			example := strings.ReplaceAll(strings.Trim(strings.TrimSuffix(cells[2], " |"), "`"), "\x00", "|")
			points = append(points, point{strings.Trim(strings.TrimPrefix(cells[0], "| "), "`"), example})
		}
	}
	return points
}

// TestExtensionPoints: each extension point that docs/contracts.md lists is there, and its line in a layer
// changes what is generated.
func TestExtensionPoints(t *testing.T) {
	points := documentedPoints(t)
	if len(points) < 20 {
		t.Fatalf("only %d extension points were found in docs/contracts.md", len(points))
	}
	base := generatedFrom(t, baseModel(t))
	for _, p := range points {
		t.Run(p.path, func(t *testing.T) {
			if !strings.HasPrefix(p.line, strings.Split(p.path, ".")[0]) {
				t.Errorf("%s is not what %s adds to", p.path, p.line)
			}
			if !contract(t).LookupPath(pathOf(p.path)).Exists() {
				t.Errorf("schema has no field %s", p.path)
			}
			archive := &txtar.Archive{Files: []txtar.File{{Name: "layer.cue", Data: []byte("package base\n\n" + p.line + "\n")}}}
			m, err := compile.CompileAs(layertest.Lay(t, ".", "acme", layertest.Files(archive)), "base/acme")
			if err != nil {
				t.Fatal(err)
			}
			if generatedFrom(t, m) == base {
				t.Errorf("%s changes nothing", p.line)
			}
		})
	}
}

// TestStructsForLayersAreDocumented: a hidden struct whose members are constrained by a pattern, and which no other
// field is made from in full, is there for layers, and stands in docs/contracts.md.
func TestStructsForLayersAreDocumented(t *testing.T) {
	documented := map[string]bool{}
	for _, p := range documentedPoints(t) {
		documented[p.path] = true
	}
	for line := range strings.Lines(allFiles(t)) {
		name, rest, _ := strings.Cut(line, ":")
		pattern := strings.HasPrefix(rest, " [string]:") || strings.HasPrefix(rest, " [N=string]:")
		if strings.HasPrefix(name, "_") && pattern && !documented[name] && name != "_capabilityMatrix" {
			t.Errorf("%s is keyed and open, and docs/contracts.md does not list it", name)
		}
	}
}

// pathOf is a path such as #Input._checks.
func pathOf(path string) cue.Path {
	var steps []cue.Selector
	for name := range strings.SplitSeq(path, ".") {
		switch {
		case strings.HasPrefix(name, "#"):
			steps = append(steps, cue.Def(name))
		case strings.HasPrefix(name, "_"):
			steps = append(steps, cue.Hid(name, ":base"))
		default:
			steps = append(steps, cue.Str(name))
		}
	}
	return cue.MakePath(steps...)
}

// allFiles is all files of the contract.
func allFiles(t testing.TB) string {
	t.Helper()
	var b strings.Builder
	for _, file := range files(t, "*.cue") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(data)
	}
	return b.String()
}

// generatedFrom is all of a model that something is generated from, as a text: the digest and locals, which
// nothing may use, are left out.
func generatedFrom(t testing.TB, m *model.Model) string {
	t.Helper()
	around := m.Surroundings()
	parts := []any{m.Inputs, m.Fixed, m.Checks, m.Outputs, m.Warnings, m.Readme, around.Prerequisites, around.Template, around.Callers}
	for _, o := range m.Objects {
		parts = append(parts, o)
	}
	for _, l := range m.Locals {
		if l.Name != "defaults" && l.Name != "choices" && l.Name != "offered" {
			parts = append(parts, l)
		}
	}
	data, err := json.Marshal(parts)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
