package docs_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/golden"
)

const architecture = "architecture.md"

// goPackage is a package of this module as the go command lists it.
type goPackage struct {
	ImportPath, Doc string
	Imports         []string
}

// goPackages are the packages of this module by their directories. The program in the
// browser has another list of imports than one for this machine.
func goPackages(t *testing.T) map[string]*goPackage {
	t.Helper()
	listed := map[string]*goPackage{}
	for _, system := range []string{"GOOS=" + os.Getenv("GOOS"), "GOOS=js"} {
		cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Doc,Imports", "./...")
		cmd.Dir = ".."
		cmd.Env = append(cmd.Environ(), system)
		if system == "GOOS=js" {
			cmd.Env = append(cmd.Env, "GOARCH=wasm")
		}
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		readPackages(t, out, listed)
	}
	return listed
}

func readPackages(t *testing.T, out []byte, listed map[string]*goPackage) {
	t.Helper()
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		p.Imports = slices.DeleteFunc(p.Imports, func(path string) bool { return directory(path) == "" })
		for i, path := range p.Imports {
			p.Imports[i] = directory(path)
		}
		if dir := directory(p.ImportPath); p.Doc != "" || len(p.Imports) > 0 { // else there are tests only
			listed[dir] = &p
		}
	}
}

// directory is where a package of this module is, "" for others.
func directory(importPath string) string {
	const module = "github.com/base-k8s/base-k8s"
	if importPath == module {
		return "."
	}
	dir, ours := strings.CutPrefix(importPath, module+"/")
	if !ours {
		return ""
	}
	return dir
}

// TestArchitecture: each package stands in the tables once, with its own sentence and
// imports, and imports go down only. UPDATE=1 takes the sentences and imports over.
func TestArchitecture(t *testing.T) {
	listed, order := goPackages(t), []string(nil)
	row := regexp.MustCompile(`(?m)^\| (?:\[)?([\w./]+)(?:\]\(\S+\))? \|[^|]*\|[^|\n]*\|$`)
	text, err := os.ReadFile(architecture)
	if err != nil {
		t.Fatal(err)
	}
	got := replaceSection(string(text), "## All packages", func(section string) string {
		return row.ReplaceAllStringFunc(section, func(line string) string {
			dir := row.FindStringSubmatch(line)[1]
			p, ok := listed[dir]
			if dir == "package" {
				return line
			}
			if !ok {
				t.Errorf("%s is not a package", dir)
				return line
			}
			order = append(order, dir)
			return "| [" + dir + "](../" + dir + ") | " + sentence(p.Doc) + " | " + strings.Join(short(p.Imports), ", ") + " |"
		})
	})
	golden.Compare(t, architecture, []byte(got))
	checkOrder(t, listed, order)
}

// replaceSection changes the part of a text from a heading to the next one of its level.
func replaceSection(text, heading string, change func(string) string) string {
	before, rest, _ := strings.Cut(text, heading+"\n")
	section, after, _ := strings.Cut(rest, "\n## ")
	return before + heading + "\n" + change(section) + "\n## " + after
}

// sentence is what a package's comment says that it does.
func sentence(doc string) string {
	words := strings.SplitN(doc, " ", 3)
	return strings.NewReplacer("[", "", "]", "", "|", `\|`).Replace(words[len(words)-1])
}

// short are packages as the tables name them.
func short(dirs []string) []string {
	names := make([]string, len(dirs))
	for i, dir := range dirs {
		names[i] = strings.TrimPrefix(dir, "internal/")
	}
	return names
}

// checkOrder demands that every package stands in the order once, and after all that
// import it.
func checkOrder(t *testing.T, listed map[string]*goPackage, order []string) {
	t.Helper()
	place := map[string]int{}
	for i, dir := range order {
		if _, twice := place[dir]; twice {
			t.Errorf("%s: %s has two rows", architecture, dir)
		}
		place[dir] = i
	}
	for dir, p := range listed {
		at, ok := place[dir]
		if !ok {
			t.Errorf("%s has no row for %s: put one above what it imports and below what imports it", architecture, dir)
			continue
		}
		for _, imported := range p.Imports {
			if below, ok := place[imported]; ok && below <= at {
				t.Errorf("%s: %s imports %s, which stands above it", architecture, dir, imported)
			}
		}
	}
}

// TestPicture: an arrow of the picture is an import, directly or through others.
func TestPicture(t *testing.T) {
	text, err := os.ReadFile(architecture)
	if err != nil {
		t.Fatal(err)
	}
	listed := goPackages(t)
	arrows := regexp.MustCompile(`(?m)^    (\S+) --> (\S+)$`).FindAllStringSubmatch(string(text), -1)
	if len(arrows) < 20 {
		t.Fatalf("there are %d arrows", len(arrows))
	}
	for _, arrow := range arrows {
		if from, to := arrow[1], arrow[2]; !imports(listed, from, to) {
			t.Errorf("%s: %s does not import %s", architecture, from, to)
		}
	}
}

// imports reports whether a package imports another one, directly or through others.
func imports(listed map[string]*goPackage, from, to string) bool {
	p, ok := listed[from]
	return ok && slices.ContainsFunc(p.Imports, func(dir string) bool { return dir == to || imports(listed, dir, to) })
}
