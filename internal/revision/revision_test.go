package revision

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// TestParse divides REV:DIR at the colon at which git does.
func TestParse(t *testing.T) {
	for text, want := range map[string]Name{
		"v1.0:schema":             {"v1.0", "schema"},
		"HEAD~1:./schema":         {"HEAD~1", "./schema"},
		"HEAD:":                   {"HEAD", ""},
		"main@{1 day ago}:a:b":    {"main@{1 day ago}", "a:b"},
		"HEAD^{/fix: a bug}:s":    {"HEAD^{/fix: a bug}", "s"},
		"--upload-pack=x:schema":  {"--upload-pack=x", "schema"},
		"schema":                  {},
		":schema":                 {},
		"main@{2026-11-27 10:00}": {},
	} {
		if got, ok := Parse(text); got != want || ok != (want != Name{}) {
			t.Errorf("%s is %v, %t", text, got, ok)
		}
	}
}

func isPart(file string) bool {
	return path.Ext(file) == ".cue" || path.Base(path.Dir(file)) == "crds" && path.Ext(file) == ".yaml"
}

// A CUE module around the directory comes with it, and nothing else does.
func TestCheckoutTakesTheModule(t *testing.T) {
	inRepository(t, map[string]string{
		"README": "", "a.cue": "package a", "m/cue.mod/module.cue": "module: \"m.example\"", "m/shared/s.cue": "package s",
		"m/cue.mod/pkg/x.example/y/y.cue": "package y", "m/schema/b.cue": "package b", "m/schema/notes.txt": "", "m/schema/crds/a.yaml": "", "m/schema/crds/b.json": "", "m/schema/other/a.yaml": "", "schema/c.cue": "package c", "schema/inner/d.cue": "package d",
	})
	for dir, want := range map[string]string{
		"m/schema":   "m/cue.mod/module.cue m/cue.mod/pkg/x.example/y/y.cue m/schema/b.cue m/schema/crds/a.yaml m/shared/s.cue",
		"./m/schema": "m/cue.mod/module.cue m/cue.mod/pkg/x.example/y/y.cue m/schema/b.cue m/schema/crds/a.yaml m/shared/s.cue",
		"schema":     "schema/c.cue schema/inner/d.cue",
	} {
		c, err := Checkout(t.Context(), Name{"HEAD", dir}, isPart)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(filepath.ToSlash(c.Dir), strings.TrimPrefix(dir, "./")) {
			t.Errorf("%s is in %s", dir, c.Dir)
		}
		if got := strings.Join(files(t, c.root), " "); got != want {
			t.Errorf("%s has %s, want %s", dir, got, want)
		}
		if err := c.Remove(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(c.root); !os.IsNotExist(err) {
			t.Error(c.root, "is still there")
		}
	}
}

// A link to a CUE file of the module is one in the copy, too, or a package would have a file less.
func TestCheckoutKeepsLinks(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("m/own", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../common/s.cue", "m/own/s.cue"); err != nil {
		t.Fatal(err)
	}
	commit(t, map[string]string{"m/cue.mod/module.cue": "module: \"m.example\"", "m/common/s.cue": "package s", "m/schema/b.cue": "package b"})
	c, err := Checkout(t.Context(), Name{"HEAD", "m/schema"}, isPart)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Remove()
	if text, err := os.ReadFile(filepath.Join(c.root, "m/own/s.cue")); err != nil || string(text) != "package s" {
		t.Errorf("got %q, %v", text, err)
	}
}

// What an object of somebody else's may have in it is refused, as git itself does where it
// writes files.
func TestPathsStayInside(t *testing.T) {
	for _, path := range []string{"../a.cue", "a/../../b.cue", "/etc/a.cue", ""} {
		if _, err := parse("100644 blob 0123\t" + path + "\x00"); err == nil {
			t.Errorf("%q is taken", path)
		}
	}
	r := &repository{prefix: "a/"}
	for dir, want := range map[string]string{"./b": "a/b", "../b": "b", "b/": "b", "": ".", ".": "a", "../../b": "", "/etc": ""} {
		if got, err := r.within(dir); got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v", dir, got, err)
		}
	}
}

// inRepository makes the current directory that of a new repository with one commit.
func inRepository(t *testing.T, contents map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	commit(t, contents)
}

// commit makes a repository of the current directory, with one commit of what is there and of
// more files.
func commit(t *testing.T, contents map[string]string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	for name, text := range contents {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"init", "-q"}, {"add", "."}, {"-c", "user.name=n", "-c", "user.email=e@example.com", "commit", "-q", "-m", "m"},
	} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
}

func files(t *testing.T, root string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			name, _ := filepath.Rel(root, path)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
