package output

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func tree(dir string) *Tree { return &Tree{Dir: dir, Writer: "gen"} }

// files makes files from their paths and contents in turn.
func files(pairs ...string) (list []File) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, File{pairs[i], []byte(pairs[i+1])})
	}
	return list
}

// contents reads a directory, without records: path to content, link target or "/"
// for an empty directory.
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
		case entry.Name() == RecordName:
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
	changes, err := tr.Write(t.Context(), list)
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

func TestWriteReplacesWhatItHasWritten(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "deep", "out"))
	equal(t, "[created a created b/x created b/y]", write(t, tr, files("b/x", "1", "b/y", "1", "a", "1")))
	equal(t, "[changed a deleted b/x created b/z]", write(t, tr, files("b/y", "1", "b/z", "1", "a", "2")))
	equal(t, map[string]string{"a": "2", "b/y": "1", "b/z": "1"}, contents(t, tr.Dir))
	equal(t, 3, len(contents(t, parent))) // nothing was left beside the tree
}

func TestWriteCarriesOverWhatIsOthers(t *testing.T) {
	tr := tree(filepath.Join(t.TempDir(), "out"))
	write(t, tr, files("a", "1", "sub/b", "1"))
	for path, content := range map[string]string{"lock.hcl": "l", ".terraform/provider": "p", "sub/c": "c", "no \xff text\n": "n"} {
		path = filepath.Join(tr.Dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../elsewhere", filepath.Join(tr.Dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(tr.Dir, "empty"), 0o711); err != nil {
		t.Fatal(err)
	}
	write(t, tr, files("a", "2"))
	equal(t, map[string]string{"a": "2", "lock.hcl": "l", ".terraform/provider": "p", "sub/c": "c", "no \xff text\n": "n", "link": "-> ../elsewhere", "empty": "/"}, contents(t, tr.Dir))
	equal(t, map[string]string{"lock.hcl": "-rw-------", ".terraform": "drwx------", ".terraform/provider": "-rw-------", "empty": "drwx--x--x"},
		modes(t, tr.Dir, "lock.hcl", ".terraform", ".terraform/provider", "empty"))
}

// modes are the modes of some files in a directory.
func modes(t *testing.T, dir string, paths ...string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, path := range paths {
		info, err := os.Lstat(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		found[path] = info.Mode().String()
	}
	return found
}

func TestWriteTouchesNothingWhenNothingChanged(t *testing.T) {
	tr := tree(filepath.Join(t.TempDir(), "out"))
	list := files("a", "1")
	write(t, tr, list)
	before, err := os.Stat(tr.Dir)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "[]", write(t, tr, list))
	stage, err := tr.Stage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := stage.Add(t.Context(), list[0]); err != nil {
		t.Fatal(err)
	}
	if changes, err := stage.Commit(t.Context()); err != nil || changes != nil {
		t.Error(changes, err)
	}
	after, err := os.Stat(tr.Dir)
	if err != nil || !os.SameFile(before, after) {
		t.Error("the directory was replaced", err)
	}
}

func TestAFailedRunLeavesTheOldTree(t *testing.T) {
	tr := tree(filepath.Join(t.TempDir(), "out"))
	write(t, tr, files("b", "1", "a", "1"))
	if _, err := tr.Write(t.Context(), files("b", "2", "a", "2", "a/b", "impossible: a is a file")); err == nil {
		t.Error("a file and a directory have one name")
	}
	if _, err := tr.Write(t.Context(), files("a", "2", "a", "3")); err == nil {
		t.Error("two files have one name")
	}
	equal(t, map[string]string{"out/b": "1", "out/a": "1"}, contents(t, filepath.Dir(tr.Dir)))
}

func TestAReadOnlyDirectoryStays(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root can write everywhere")
	}
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("a", "1"))
	if err := os.Chmod(parent, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(parent, 0o755)
	if _, err := tr.Write(t.Context(), files("a", "2")); !os.IsPermission(err) {
		t.Error("writing into a read-only directory:", err)
	}
	equal(t, map[string]string{"out/a": "1"}, contents(t, parent))
}

func TestSymbolicLinkToTheTreeStays(t *testing.T) {
	parent := t.TempDir()
	write(t, tree(filepath.Join(parent, "real")), files("a", "1"))
	if err := os.Symlink("real", filepath.Join(parent, "out")); err != nil {
		t.Fatal(err)
	}
	changes, err := tree(filepath.Join(parent, "out")).Changes(files("a", "1"))
	if err != nil || changes != nil {
		t.Error("the same files are changes behind a link:", changes, err)
	}
	write(t, tree(filepath.Join(parent, "out")), files("a", "2"))
	equal(t, map[string]string{"out": "-> real", "real/a": "2"}, contents(t, parent))
}

// TestDiff: the changes of a tree are listed by path before anything is written.
func TestDiff(t *testing.T) {
	t.Chdir(t.TempDir())
	tr := tree("out")
	write(t, tr, files("x/old", "x\n", "a", "1\n"))
	list := files("a", "2\n", "b", "3\n")
	changes, err := tr.Changes(list)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "[changed a created b deleted x/old]", fmt.Sprint(changes))
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
diff out/x/old /dev/null
--- out/x/old
+++ /dev/null
@@ -1,1 +0,0 @@
-x
`
	equal(t, want, string(got))
}
