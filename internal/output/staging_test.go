package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// stagings are the staging directories in a directory.
func stagings(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, ".*.staging-*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestTheStagingDirectoryIsClosedToOthers(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	stage, err := tr.Stage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found := stagings(t, parent)
	if len(found) != 1 {
		t.Fatalf("there are %v", found)
	}
	equal(t, map[string]string{".": "drwx------"}, modes(t, found[0], "."))
	stage.Abort()
	equal(t, map[string]string{".": "/"}, contents(t, parent))
}

// TestLeftoversAreClearedAway: a run removes the staging directories that killed runs left,
// also one that has no mark yet.
func TestLeftoversAreClearedAway(t *testing.T) {
	parent := t.TempDir()
	lay(t, parent, map[string]string{".out.staging-1/staged-by-gen": "", ".out.staging-1/new/a": "1", ".out.staging-2/": ""})
	for _, name := range []string{".out.staging-1", ".out.staging-2"} {
		if err := os.Chmod(filepath.Join(parent, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	write(t, tree(filepath.Join(parent, "out")), files("a", "2"))
	equal(t, map[string]string{"out/a": "2"}, contents(t, parent))
}

// What is beside the tree and was not left by a run of this user stays.
func TestWhatOnlyLooksLikeALeftoverStays(t *testing.T) {
	parent := t.TempDir()
	theirs := map[string]string{
		".out.old/a":                     "their own copy",
		".out.staging/a":                 "1",
		".out.staging-x/staged-by-gen":   "",
		".out.staging-1/a":               "no mark",
		".out.staging-2/staged-by-gen":   "",
		".out.staging-2/a":               "more than a run leaves",
		".out.staging-3/staged-by-gen":   "others can enter",
		".out.staging-4":                 "-> other",
		".out.staging-5":                 "a file",
		".out.staging-6/staged-by-gen":   "another user's",
		".out.staging-7/staged-by-gen":   "",
		".out.staging-7/new":             "-> ../other",
		".other.staging-1/staged-by-gen": "of another tree",
		"other/staged-by-gen":            "",
	}
	lay(t, parent, theirs)
	for _, name := range []string{".out.staging-x", ".out.staging-1", ".out.staging-2", ".out.staging-6", ".out.staging-7", ".other.staging-1", "other"} {
		if err := os.Chmod(filepath.Join(parent, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if os.Getuid() == 0 {
		if err := os.Chown(filepath.Join(parent, ".out.staging-6"), 65534, 65534); err != nil {
			t.Fatal(err)
		}
	} else {
		delete(theirs, ".out.staging-6/staged-by-gen")
		os.RemoveAll(filepath.Join(parent, ".out.staging-6"))
	}
	write(t, tree(filepath.Join(parent, "out")), files("a", "1"))
	theirs["out/a"] = "1"
	equal(t, theirs, contents(t, parent))
}

// killedBetween leaves what a run leaves that is killed between the two steps of an
// exchange.
func killedBetween(t *testing.T, tr *Tree, list []File) {
	t.Helper()
	stage, err := tr.Stage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if err := stage.Add(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(stage.carry(t.Context()), os.Rename(tr.Dir, stage.staging.old())); err != nil {
		t.Fatal(err)
	}
	stage.unlock()
}

// TestAHalfDoneExchangeIsUndone: a run that finds an exchange of which a killed run made the
// first step only restores the old tree.
func TestAHalfDoneExchangeIsUndone(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("a", "1", "b/x", "1"))
	lay(t, tr.Dir, map[string]string{"theirs": "t"})
	killedBetween(t, tr, files("a", "2"))
	if err := recoverTree(t.Context(), tr.Dir); err != nil {
		t.Fatal(err)
	}
	equal(t, map[string]string{"out/a": "1", "out/b/x": "1", "out/theirs": "t"}, contents(t, parent))
}

// A directory that was made meanwhile is not taken for the new tree: the old one has
// the only copy of what is somebody else's.
func TestAHalfDoneExchangeIsNotLost(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("a", "1"))
	lay(t, tr.Dir, map[string]string{"theirs": "t"})
	killedBetween(t, tr, files("a", "2"))
	lay(t, parent, map[string]string{"out/": ""})
	before := contents(t, parent)
	if _, err := tr.Write(t.Context(), files("a", "2")); err == nil || !strings.Contains(err.Error(), "move back what you need") {
		t.Errorf("got %v, want that there is something to move back", err)
	}
	equal(t, before, contents(t, parent))
}
