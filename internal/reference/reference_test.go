package reference

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestNamespaced: which kinds are in no namespace is what Kubernetes' own clients are made
// from, a mark above the types in its source.
func TestNamespaced(t *testing.T) {
	found, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "k8s.io/api").Output()
	if err != nil {
		t.Fatal(err)
	}
	mark := regexp.MustCompile(`(?m)^// \+genclient:nonNamespaced\n(?:(?://.*)?\n)*type (\w+) struct`)
	for _, k := range Kinds() {
		group, version, ok := strings.Cut(k.APIVersion, "/")
		if !ok {
			group, version = "core", k.APIVersion
		}
		group, _, _ = strings.Cut(group, ".")
		if group == "apiregistration" { // of k8s.io/kube-aggregator, where it has the mark
			if k.Namespaced {
				t.Errorf("%s is namespaced", k.Kind)
			}
			continue
		}
		text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(found)), group, version, "types.go"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "\ntype "+k.Kind+" struct") {
			t.Errorf("%s %s is not in the source", k.APIVersion, k.Kind)
		}
		namespaced := true
		for _, match := range mark.FindAllStringSubmatch(string(text), -1) {
			namespaced = namespaced && match[1] != k.Kind
		}
		if k.Namespaced != namespaced {
			t.Errorf("%s is namespaced: %t, want %t", k.Kind, k.Namespaced, namespaced)
		}
	}
}
