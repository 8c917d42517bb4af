// Package build makes the programs that the tests run: from modules of the Go module
// proxy, at the versions in the go.mod files below e2e.
//
// What goes in is a folder with a go.mod and a package; what comes out is the file of
// a program. The Go build cache has what is expensive, so a second build only links,
// and a program that is up to date is not even linked again.
package build

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/mod/module"
)

var programs sync.Map // folder and package → func() (string, error)

// Binary builds a package within the module in a folder of e2e, and returns the
// program's file, in the user's cache directory.
func Binary(folder, pkg string, flags ...string) (string, error) {
	once, _ := programs.LoadOrStore(folder+" "+pkg, sync.OnceValues(func() (string, error) { return binary(folder, pkg, flags) }))
	return once.(func() (string, error))()
}

func binary(folder, pkg string, flags []string) (string, error) {
	root, err := root()
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	unversioned, _, _ := module.SplitPathVersion(pkg)
	file := filepath.Join(cache, "base-k8s-e2e", path.Base(unversioned))
	args := append([]string{"build", "-o", file}, flags...)
	cmd := exec.Command("go", append(args, pkg)...)
	cmd.Dir = filepath.Join(root, folder)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build %s in %s: %w\n%s", pkg, cmd.Dir, err, out)
	}
	return file, nil
}

// Fetch brings the modules that a package within the module in a folder of e2e is built from onto the
// machine. It fails where one of them cannot be had.
func Fetch(folder, pkg string) error {
	root, err := root()
	if err != nil {
		return err
	}
	cmd := exec.Command("go", "list", "-deps", pkg)
	cmd.Dir = filepath.Join(root, folder)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go list -deps %s in %s: %w\n%s", pkg, cmd.Dir, err, out)
	}
	return nil
}

// Version is the version of a module, without the v, that the go.mod in a folder of e2e asks for.
func Version(folder, path string) (string, error) {
	root, err := root()
	if err != nil {
		return "", err
	}
	cmd := exec.Command("go", "list", "-m", "-f", "{{.Version}}", path)
	cmd.Dir = filepath.Join(root, folder)
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go list -m %s in %s: %w", path, cmd.Dir, err)
	}
	return strings.TrimPrefix(strings.TrimSpace(string(out)), "v"), nil
}

// root is the folder e2e, that of the go.mod that this package belongs to.
func root() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/base-k8s/base-k8s/e2e").Output()
	if err != nil {
		return "", fmt.Errorf("go list -m: %w", err)
	}
	return string(bytes.TrimSpace(out)), nil
}
