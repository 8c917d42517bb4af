package docs_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/scaffold"
)

// TestCIWorkflow: the first workflow of ci.md is the one that gen init writes. UPDATE=1 takes
// it over.
func TestCIWorkflow(t *testing.T) {
	files, err := scaffold.Contract{Name: "app"}.Files()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("ci.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Path != ".github/workflows/contract.yml" {
			continue
		}
		fence := regexp.MustCompile("(?s)```yaml\n.*?```").FindIndex(text)
		got := string(text[:fence[0]]) + "```yaml\n" + string(f.Content) + "```" + string(text[fence[1]:])
		golden.Compare(t, "ci.md", []byte(got))
		return
	}
	t.Error("gen init writes no workflow")
}
