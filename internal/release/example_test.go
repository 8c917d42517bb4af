package release_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/golden"
)

// TestExamples: the root modules that call the module, as golden files.
func TestExamples(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		t.Helper()
		files := published(t)
		for i, f := range archive.Files {
			archive.Files[i].Data = files[stem+"-terraform/examples/"+f.Name]
		}
		return archive
	})
}

// TestExamplesAreFormatted: as "terraform fmt" leaves them, and without a secret of the input.
func TestExamplesAreFormatted(t *testing.T) {
	seen := 0
	for name, text := range published(t) {
		if !strings.Contains(name, "/examples/") {
			continue
		}
		seen++
		if strings.HasSuffix(name, ".tf") {
			golden.Equal(t, name, string(hclwrite.Format(text)), string(text))
		}
		if strings.Contains(string(text), "example-secret") || strings.Contains(string(text), "example-password") {
			t.Errorf("%s shows a sensitive input", name)
		}
	}
	if seen != 10 {
		t.Errorf("%d files", seen)
	}
}
