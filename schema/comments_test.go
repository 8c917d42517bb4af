package schema_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// Every comment of the contract is in the .tf files of the module, except for those in the map
// elsewhere.
func TestCommentsReachTheModule(t *testing.T) {
	module := words(moduleText(t))
	left := map[string]bool{}
	for key := range elsewhere {
		left[key] = true
	}
	files, err := filepath.Glob("*.cue")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		for _, comment := range comments(t, file) {
			text := words(comment.Text())
			switch key := listed(file, text); {
			case strings.Contains(module, text) && key != "":
				t.Errorf("%s: the comment is in the module, and need not be listed: %s", comment.Pos(), text)
			case strings.Contains(module, text):
			case key == "":
				t.Errorf("%s: the comment is nowhere in the module: %s", comment.Pos(), text)
			default:
				delete(left, key)
			}
		}
	}
	for key := range left {
		t.Errorf("%q stands for no comment that is not in the module", key)
	}
}

// moduleText is all text of the module but its README.
func moduleText(t *testing.T) string {
	t.Helper()
	m, err := compile.Compile(".")
	if err != nil {
		t.Fatal(err)
	}
	files, err := terraform.Print(m)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		if filepath.Ext(f.Name) == ".tf" {
			all.Write(f.Content)
		}
	}
	return all.String()
}

// words are those of a comment or of a module, whatever lines they stand in, without what
// makes a line a comment and what a literal is escaped with.
func words(text string) string {
	var all []string
	for _, word := range strings.Fields(strings.ReplaceAll(text, `\"`, `"`)) {
		if word != "#" {
			all = append(all, word)
		}
	}
	return strings.Join(all, " ")
}

// comments are those of a file below its package clause.
func comments(t *testing.T, file string) (all []*ast.CommentGroup) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(file, src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	ast.Walk(f, func(n ast.Node) bool {
		if _, ok := n.(*ast.Package); !ok {
			all = append(all, ast.Comments(n)...)
		}
		return true
	}, nil)
	return all
}

// listed is what stands for a comment in elsewhere, "" if nothing does.
func listed(file, text string) string {
	for key := range elsewhere {
		if key == file || strings.HasPrefix(text, key) {
			return key
		}
	}
	return ""
}

// elsewhere are files of the contract, and beginnings of comments, that are about what is not
// in the module, and where that is instead.
var elsewhere = map[string]string{
	"callers.cue":       "what gen vet finds in templates",
	"choices.cue":       "layers over the contract, which are CUE",
	"clusters.cue":      "a table of the README",
	"exemptions.cue":    "a table of the README",
	"layer.cue":         "what a layer begins with",
	"promises.cue":      "what gen proves of the contract, and a table of the README",
	"prerequisites.cue": "the files that are applied before the module",
	"readme.cue":        "the README",
	"release.cue":       "what is published",
	"rows.cue":          "docs/requirements.md",
	"setup.cue":         "the README",
	"template.cue":      "the Coder template around the module",

	"What a workspace can do. Documents write":               "the input capabilities, which has words of its own",
	"The capability matrix: what this base offers":           "a table of the README, and words of checks",
	"The matrix as rows of the README's table.":              "the README",
	"The table as rows of the README, by name.":              "the README",
	"Defaults that a company may want to be others.":         "layers over the contract, which are CUE",
	"#Input is what a template author chooses":               "the order of the contract's inputs",
	"Rules between inputs, and rules on the keys of maps.":   "how rules are written in CUE",
	"The one free value: everything else":                    "how CUE evaluates the contract",
	"True of the usage that callers have":                    "a warning that is no check of the module",
	"Depends on something sensitive, and unknown in a plan.": "a warning that is no check of the module",
	"The network policy, a row for each kind of peer":        "how the contract keeps the rules",
	"Who is at the other end, for people.":                   "a table of the README",
	"The ports of the rules; none are all. In its own words": "how the contract keeps the rules",
}
