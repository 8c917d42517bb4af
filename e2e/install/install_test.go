// Package install has gen as a user gets it who has nothing but Go.
package install

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"

	"github.com/base-k8s/base-k8s/e2e/engine"
)

// served is the module as the test's proxy has it.
var served = module.Version{Path: "github.com/base-k8s/base-k8s", Version: "v0.0.0-install.test"}

// TestInstall: "go install" builds gen from the module that a proxy makes of what git has. The
// program knows its version, and what the tutorial does with it outside of the checkout holds.
func TestInstall(t *testing.T) {
	cache := goEnv(t, "GOMODCACHE")
	forget(t, cache)
	t.Cleanup(func() { forget(t, cache) })
	bin, home := t.TempDir(), t.TempDir()
	run(t, home, []string{
		"GOBIN=" + bin, "GOFLAGS=", "GOSUMDB=off", "GOWORK=off",
		"GOPROXY=" + fileURL(proxy(t)) + "," + fileURL(filepath.Join(cache, "cache", "download")) + "," + goEnv(t, "GOPROXY"),
	}, "go", "install", served.Path+"/cmd/gen@"+served.Version)

	var version struct{ Version string }
	said := run(t, home, nil, filepath.Join(bin, "gen"), "version", "-o", "json")
	if err := json.Unmarshal(said, &version); err != nil || version.Version != served.Version {
		t.Errorf("the program says that it is %q: %v", version.Version, err)
	}
	tutorial(t, bin, home)
	workflow, err := os.ReadFile(filepath.Join(home, "shop", ".github", "workflows", "contract.yml"))
	if err != nil || !bytes.Contains(workflow, []byte("cmd/gen@"+served.Version+"\n")) {
		t.Errorf("the workflow does not install the version that has made it: %v\n%s", err, workflow)
	}
	engine.Each(t, func(t *testing.T, e *engine.Engine) { plan(t, e, filepath.Join(home, "shop", "stack")) })
}

// proxy is a directory as the Go command reads one in place of a proxy, with the module as
// git has it in its index.
func proxy(t *testing.T) string {
	t.Helper()
	root, tree := t.TempDir(), t.TempDir()
	run(t, filepath.Join("..", ".."), nil, "git", "checkout-index", "--all", "--prefix="+tree+"/")
	dir := filepath.Join(root, filepath.FromSlash(served.Path), "@v")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	var archive bytes.Buffer
	if err := zip.CreateFromDir(&archive, served, tree); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(tree, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"list":                   []byte(served.Version + "\n"),
		served.Version + ".info": fmt.Appendf(nil, `{"Version": %q}`, served.Version),
		served.Version + ".mod":  mod,
		served.Version + ".zip":  archive.Bytes(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// forget takes the module out of the cache of modules, which the Go command has it in
// write-protected.
func forget(t *testing.T, cache string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(cache, "cache", "download", filepath.FromSlash(served.Path), "@v", served.Version+".*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(found, filepath.Join(cache, filepath.FromSlash(served.String()))) {
		filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() {
				return os.Chmod(path, 0o700)
			}
			return nil
		})
		if err := os.RemoveAll(path); err != nil {
			t.Error(err)
		}
	}
}

func fileURL(dir string) string { return "file://" + filepath.ToSlash(dir) }

func goEnv(t *testing.T, name string) string {
	t.Helper()
	return strings.TrimSpace(string(run(t, ".", nil, "go", "env", name)))
}

// run runs a program in a directory, and returns what it prints.
func run(t *testing.T, dir string, env []string, program string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(cmd.Args, " "), err, said.String(), out)
	}
	return out
}
