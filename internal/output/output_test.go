package output

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func tree(dir string) *Tree {
	return &Tree{
		Dir:    dir,
		Marker: "marker",
		Mode:   0o644,
		Owned:  func(path string) bool { return strings.HasPrefix(path, "owned/") },
	}
}

// files makes files from their paths and contents in turn.
func files(pairs ...string) (list []File) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, File{pairs[i], []byte(pairs[i+1])})
	}
	return list
}

// contents reads a directory: path to content, link target or "/" for an empty
// directory.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, _ := filepath.Rel(dir, path)
		switch {
		case entry.IsDir():
			if entries, _ := os.ReadDir(path); len(entries) == 0 {
				found[relative] = "/"
			}
		case entry.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(path)
			found[relative] = "-> " + target
			return err
		default:
			content, err := os.ReadFile(path)
			found[relative] = string(content)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func write(t *testing.T, tr *Tree, list []File) string {
	t.Helper()
	changes, err := tr.Write(list)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(changes)
}

func equal(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWriteReplacesWhatItOwns(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "deep", "out"))
	equal(t, "[created a created marker created owned/x created owned/y]", write(t, tr, files("marker", "1", "owned/x", "1", "owned/y", "1", "a", "1")))
	equal(t, "[changed a deleted owned/x created owned/z]", write(t, tr, files("marker", "1", "owned/y", "1", "owned/z", "1", "a", "2")))
	equal(t, map[string]string{"marker": "1", "a": "2", "owned/y": "1", "owned/z": "1"}, contents(t, tr.Dir))
	equal(t, 4, len(contents(t, filepath.Dir(tr.Dir)))) // nothing was left beside the tree
}

func TestWriteCarriesOverWhatIsOthers(t *testing.T) {
	tr := tree(filepath.Join(t.TempDir(), "out"))
	write(t, tr, files("marker", "1", "owned/x", "1"))
	for path, content := range map[string]string{"lock.hcl": "l", ".terraform/provider": "p"} {
		path = filepath.Join(tr.Dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../elsewhere", filepath.Join(tr.Dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(tr.Dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, tr, files("marker", "2"))
	equal(t, map[string]string{"marker": "2", "lock.hcl": "l", ".terraform/provider": "p", "link": "-> ../elsewhere", "empty": "/"}, contents(t, tr.Dir))
	info, err := os.Stat(filepath.Join(tr.Dir, "lock.hcl"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Error("the mode of a file changed:", info.Mode(), err)
	}
}

func TestWriteTouchesNothingWhenNothingChanged(t *testing.T) {
	tr := tree(filepath.Join(t.TempDir(), "out"))
	list := files("marker", "1")
	write(t, tr, list)
	before, err := os.Stat(tr.Dir)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "[]", write(t, tr, list))
	stage, err := tr.Stage()
	if err != nil {
		t.Fatal(err)
	}
	if err := stage.Add(list[0]); err != nil {
		t.Fatal(err)
	}
	if changes, err := stage.Commit(); err != nil || changes != nil {
		t.Error(changes, err)
	}
	after, err := os.Stat(tr.Dir)
	if err != nil || !os.SameFile(before, after) {
		t.Error("the directory was replaced", err)
	}
}

func TestWriteRefusesDirectoriesOfOthers(t *testing.T) {
	parent := t.TempDir()
	mine := filepath.Join(parent, "mine")
	for path, content := range map[string]string{"theirs/main.go": "package main", "file": "", "mine/marker": ""} {
		path = filepath.Join(parent, path)
		os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(mine)
	markerless := tree(filepath.Join(parent, "theirs"))
	markerless.Marker = ""
	for _, tc := range []struct {
		tree *Tree
		want string
	}{
		{tree(filepath.Join(parent, "theirs")), "theirs has files in it but no marker, so this command has not written it: name an empty or a new directory"},
		{markerless, "theirs has the file main.go, which this command has not written: name an empty or a new directory"},
		{tree(filepath.Join(parent, "file")), "file is not a directory"},
		{tree("."), ". is or contains the working directory: name a directory inside it, or elsewhere"},
		{tree(".."), " is or contains the working directory: name a directory inside it, or elsewhere"},
	} {
		before := contents(t, parent)
		if _, err := tc.tree.Write(files("marker", "1")); err == nil || !strings.HasSuffix(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %s", tc.tree.Dir, err, tc.want)
		}
		equal(t, before, contents(t, parent))
	}
}

func TestAFailedRunLeavesTheOldTree(t *testing.T) {
	tr := tree(filepath.Join(t.TempDir(), "out"))
	write(t, tr, files("marker", "1", "a", "1"))
	if _, err := tr.Write(files("marker", "2", "a", "2", "a/b", "impossible: a is a file")); err == nil {
		t.Error("a file and a directory have one name")
	}
	if _, err := tr.Write(files("marker", "2", "marker", "3")); err == nil {
		t.Error("two files have one name")
	}
	equal(t, map[string]string{"out/marker": "1", "out/a": "1"}, contents(t, filepath.Dir(tr.Dir)))
}

func TestAReadOnlyDirectoryStays(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root can write everywhere")
	}
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("marker", "1"))
	if err := os.Chmod(parent, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(parent, 0o755)
	if _, err := tr.Write(files("marker", "2")); !os.IsPermission(err) {
		t.Error("writing into a read-only directory:", err)
	}
	equal(t, map[string]string{"out/marker": "1"}, contents(t, parent))
}

func TestSymbolicLinkToTheTreeStays(t *testing.T) {
	parent := t.TempDir()
	write(t, tree(filepath.Join(parent, "real")), files("marker", "1"))
	if err := os.Symlink("real", filepath.Join(parent, "out")); err != nil {
		t.Fatal(err)
	}
	changes, err := tree(filepath.Join(parent, "out")).Changes(files("marker", "1"))
	if err != nil || changes != nil {
		t.Error("the same files are changes behind a link:", changes, err)
	}
	write(t, tree(filepath.Join(parent, "out")), files("marker", "2"))
	equal(t, map[string]string{"out": "-> real", "real/marker": "2"}, contents(t, parent))
}

func TestLeftoversAreClearedAway(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("marker", "1"))
	for _, path := range []string{".out.staging-1/marker", ".out.old/marker", ".other.staging-1/marker"} {
		os.MkdirAll(filepath.Dir(filepath.Join(parent, path)), 0o755)
		if err := os.WriteFile(filepath.Join(parent, path), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(t, tr, files("marker", "2"))
	equal(t, map[string]string{"out/marker": "2", ".other.staging-1/marker": ""}, contents(t, parent))
}

func TestExchangeInTwoSteps(t *testing.T) {
	parent := t.TempDir()
	at := func(name string) string { return filepath.Join(parent, name) }
	write(t, tree(at("out")), files("marker", "old"))
	write(t, tree(at("staged")), files("marker", "new"))
	if err := exchangeInTwoSteps(at("missing"), at("out"), at("old")); err == nil {
		t.Error("a directory that does not exist was put in place")
	}
	equal(t, map[string]string{"out/marker": "old", "staged/marker": "new"}, contents(t, parent))
	if err := exchangeInTwoSteps(at("staged"), at("out"), at("old")); err != nil {
		t.Error(err)
	}
	equal(t, map[string]string{"out/marker": "new"}, contents(t, parent))
}

func TestAHalfDoneExchangeIsUndone(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("marker", "1", "owned/x", "1"))
	if err := os.Rename(tr.Dir, filepath.Join(parent, ".out.old")); err != nil {
		t.Fatal(err)
	}
	if err := tr.recover(); err != nil {
		t.Fatal(err)
	}
	equal(t, map[string]string{"out/marker": "1", "out/owned/x": "1"}, contents(t, parent))
}

func TestDiff(t *testing.T) {
	t.Chdir(t.TempDir())
	tr := tree("out")
	write(t, tr, files("marker", "1\n", "owned/x", "x\n", "a", "1\n"))
	list := files("marker", "1\n", "a", "2\n", "b", "3\n")
	changes, err := tr.Changes(list)
	if err != nil {
		t.Fatal(err)
	}
	got, err := tr.Diff(list, changes)
	if err != nil {
		t.Fatal(err)
	}
	want := `diff out/a out/a
--- out/a
+++ out/a
@@ -1,1 +1,1 @@
-1
+2
diff /dev/null out/b
--- /dev/null
+++ out/b
@@ -0,0 +1,1 @@
+3
diff out/owned/x /dev/null
--- out/owned/x
+++ /dev/null
@@ -1,1 +0,0 @@
-x
`
	equal(t, want, string(got))
}
