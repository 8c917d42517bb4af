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

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/zip"

	"github.com/base-k8s/base-k8s/e2e/engine"
)

// served is the module as the test's proxy has it.
type served struct {
	module.Version
	proxy string // the directory that stands for a proxy
}

// TestInstall: "go install" builds gen from the module that a proxy makes of what git has. The
// program knows its version, and what the tutorial does with it outside of the checkout holds.
func TestInstall(t *testing.T) {
	cache, served := goEnv(t, "GOMODCACHE"), serve(t)
	t.Cleanup(func() { served.forget(t, cache) })
	bin, home := t.TempDir(), t.TempDir()
	run(t, home, []string{
		"GOBIN=" + bin, "GOFLAGS=", "GOSUMDB=off", "GOWORK=off",
		"GOPROXY=" + fileURL(served.proxy) + "," + fileURL(filepath.Join(cache, "cache", "download")) + "," + goEnv(t, "GOPROXY"),
	}, "go", "install", served.Path+"/cmd/gen@"+served.Version.Version)

	var version struct{ Version string }
	said := run(t, home, nil, filepath.Join(bin, "gen"), "version", "-o", "json")
	if err := json.Unmarshal(said, &version); err != nil || version.Version != served.Version.Version {
		t.Errorf("the program says that it is %q: %v", version.Version, err)
	}
	tutorial(t, bin, home)
	workflow, err := os.ReadFile(filepath.Join(home, "shop", ".github", "workflows", "contract.yml"))
	if err != nil || !bytes.Contains(workflow, []byte("cmd/gen@"+served.Version.Version+"\n")) {
		t.Errorf("the workflow does not install the version that has made it: %v\n%s", err, workflow)
	}
	t.Run("apply", func(t *testing.T) { apply(t, filepath.Join(bin, "gen"), filepath.Join(home, "shop")) })
	engine.Each(t, func(t *testing.T, e *engine.Engine) { plan(t, e, filepath.Join(home, "shop", "stack")) })
}

// serve makes a directory as the Go command reads one in place of a proxy, with the module as
// git has it in its index. The version follows from the files, because the Go command remembers
// what a version has.
func serve(t *testing.T) served {
	t.Helper()
	root, tree := t.TempDir(), t.TempDir()
	run(t, filepath.Join("..", ".."), nil, "git", "checkout-index", "--all", "--prefix="+tree+"/")
	mod, err := os.ReadFile(filepath.Join(tree, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := dirhash.HashDir(tree, "", dirhash.Hash1)
	if err != nil {
		t.Fatal(err)
	}
	m := module.Version{Path: modfile.ModulePath(mod), Version: fmt.Sprintf("v0.0.0-install.%x", sum)}
	var archive bytes.Buffer
	if err := zip.CreateFromDir(&archive, m, tree); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, filepath.FromSlash(m.Path), "@v")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"list":              []byte(m.Version + "\n"),
		m.Version + ".info": fmt.Appendf(nil, `{"Version": %q}`, m.Version),
		m.Version + ".mod":  mod,
		m.Version + ".zip":  archive.Bytes(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return served{m, root}
}

// forget takes the module out of the cache of modules, which the Go command has it in
// write-protected.
func (s served) forget(t *testing.T, cache string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(cache, "cache", "download", filepath.FromSlash(s.Path), "@v", s.Version.Version+".*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(found, filepath.Join(cache, filepath.FromSlash(s.String()))) {
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
