package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What a document names must be there: the targets of its links, and what it writes in
// backquotes as a path from the project's root.
var (
	link   = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	quoted = regexp.MustCompile("`((?:\\.ci|checkers|cmd|contract|docs|e2e|generated|internal|lint|npm|schema|testdata|web)(?:/[\\w.*-]+)*|[A-Z]+\\.md)`")
)

// TestPaths: every link and path of the documents for those who change the project, and
// the links of the other ones, lead somewhere.
func TestPaths(t *testing.T) {
	checked := 0
	for document, alsoQuoted := range map[string]bool{
		"../CONTRIBUTING.md": true, "architecture.md": true, "ci.md": false, "../README.md": false, "contracts.md": false, "upgrades.md": false, "security.md": false, "tutorial.md": false, "layers.md": false, "gallery.md": false, "embedding.md": false, "../npm/README.md": false, "operations.md": true, "preview.md": false,
	} {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range link.FindAllStringSubmatch(string(text), -1) {
			exists(t, document, filepath.Join(filepath.Dir(document), match[1]))
			checked++
		}
		if alsoQuoted {
			for _, match := range quoted.FindAllStringSubmatch(string(text), -1) {
				exists(t, document, fromRoot(match[1]))
				checked++
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d paths were found", checked)
	}
}

// fromRoot is a path that a document gives from the project's root. A name alone is one
// of a file in its directory.
func fromRoot(path string) string {
	return filepath.Join("..", strings.TrimSuffix(path, "/"))
}

// exists demands a file, or one that matches the pattern.
func exists(t *testing.T, document, path string) {
	t.Helper()
	if found, err := filepath.Glob(path); err != nil || len(found) == 0 {
		t.Errorf("%s names %s, which does not exist", document, path)
	}
}
