package preview_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The browser loads the model, the manifest writer and the effects of changes only, and what
// says whether text is in Unicode's NFC: CUE, HCL and the types of Kubernetes would be
// megabytes.
func TestTheBrowserLoadsTheCoreOnly(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "../../cmd/wasm")
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	const module = "github.com/base-k8s/base-k8s/"
	want := []string{module + "cmd/wasm", module + "internal/effect", module + "internal/hcl", module + "internal/manifest", module + "internal/model", module + "internal/modulecall", module + "internal/preview",
		"golang.org/x/text/transform", "golang.org/x/text/unicode/norm"}
	got := strings.Fields(string(out))
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("packages in the WASM program (-want +got):\n%s", diff)
	}
}
