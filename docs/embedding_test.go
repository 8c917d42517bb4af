package docs_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestEmbeddingExamples: the programs in the documents about embedding are parts of files that tests run.
func TestEmbeddingExamples(t *testing.T) {
	sources := map[string]string{"go": "../contract/example_test.go", "js": "../npm/examples/render.mjs"}
	block := regexp.MustCompile("(?ms)^```(go|js)\n(.*?)^```$")
	for document, want := range map[string]int{"embedding.md": 2, "../npm/README.md": 1} {
		blocks := block.FindAllStringSubmatch(read(t, document), -1)
		if len(blocks) != want {
			t.Errorf("%s has %d programs, want %d", document, len(blocks), want)
		}
		for _, b := range blocks {
			language, program := b[1], b[2]
			source := read(t, sources[language])
			if language == "go" { // it is inside a function
				source = strings.ReplaceAll(source, "\n\t", "\n")
			}
			if !strings.Contains(source, program) {
				t.Errorf("%s: this is not in %s:\n%s", document, sources[language], program)
			}
		}
	}
}
