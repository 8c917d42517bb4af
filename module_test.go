package basek8s

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/zip"
)

// tracked is a file of the working tree, by its path in the module.
type tracked string

func (f tracked) Path() string                 { return string(f) }
func (f tracked) Lstat() (os.FileInfo, error)  { return os.Lstat(filepath.FromSlash(string(f))) }
func (f tracked) Open() (io.ReadCloser, error) { return os.Open(filepath.FromSlash(string(f))) }

// TestModule shows that "go install" from the module's path has all that gen is built from:
// whatever git has, and will have with the next commit, makes a module, nested ones apart,
// and nothing that gen needs is ignored or in one of those.
func TestModule(t *testing.T) {
	listed, err := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		t.Skipf("there is no git repository: %v", err)
	}
	var files []zip.File
	for path := range strings.SplitSeq(strings.TrimSuffix(string(listed), "\x00"), "\x00") {
		if _, err := os.Lstat(path); err == nil { // is not deleted since
			files = append(files, tracked(path))
		}
	}
	checked, err := zip.CheckFiles(files)
	if err != nil {
		t.Error(err)
	}
	for _, needed := range append(built(t, "./cmd/gen"), "go.mod", "go.sum", "LICENSE") {
		if !slices.Contains(checked.Valid, needed) {
			t.Errorf("gen is built from %s, which the module does not have", needed)
		}
	}
}

// TestModuleFile shows that the go.mod has nothing for which "go install" of a version refuses a
// module.
func TestModuleFile(t *testing.T) {
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	file, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(file.Replace)+len(file.Exclude) > 0 {
		t.Errorf("go.mod has %d replace and %d exclude directives: the Go command installs no version of such a module", len(file.Replace), len(file.Exclude))
	}
}
