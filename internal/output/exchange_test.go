package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// replaceMoves has the run move directories in another way.
func replaceMoves(t *testing.T, newSwap, newRename func(a, b string) error) {
	oldSwap, oldRename := swap, rename
	t.Cleanup(func() { swap, rename = oldSwap, oldRename })
	swap, rename = newSwap, newRename
}

func cannot(string, string) error { return errors.ErrUnsupported }

// TestExchangeInTwoSteps: where the file system cannot exchange two names in one step, a tree
// is replaced in two, and files of others are kept.
func TestExchangeInTwoSteps(t *testing.T) {
	parent := t.TempDir()
	replaceMoves(t, cannot, os.Rename)
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("a", "1"))
	lay(t, tr.Dir, map[string]string{"theirs": "t"})
	write(t, tr, files("a", "2"))
	equal(t, map[string]string{"out/a": "2", "out/theirs": "t"}, contents(t, parent))
}

func TestAFailedSecondStepIsUndone(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("a", "1"))
	fault := errors.New("input/output error")
	replaceMoves(t, cannot, func(a, b string) error {
		if filepath.Base(a) == "new" {
			return fault
		}
		return os.Rename(a, b)
	})
	if _, err := tr.Write(t.Context(), files("a", "2")); !errors.Is(err, fault) {
		t.Errorf("got %v, want %v", err, fault)
	}
	equal(t, map[string]string{"out/a": "1"}, contents(t, parent))
}

// When the old tree cannot be put back, it is left where it is, and the next run does.
func TestATreeThatCannotBePutBackIsNotRemoved(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("a", "1"))
	lay(t, tr.Dir, map[string]string{"theirs": "t"})
	fault := errors.New("input/output error")
	replaceMoves(t, cannot, func(a, b string) error {
		if b == tr.Dir {
			return fault
		}
		return os.Rename(a, b)
	})
	if _, err := tr.Write(t.Context(), files("a", "2")); !errors.Is(err, fault) || !strings.Contains(err.Error(), "; what was in "+tr.Dir+" is in "+stagings(t, parent)[0]) {
		t.Errorf("got %v", err)
	}
	rename = os.Rename
	write(t, tr, files("a", "3"))
	equal(t, map[string]string{"out/a": "3", "out/theirs": "t"}, contents(t, parent))
}

// Somebody puts another directory in the place of the tree at the last moment.
func TestADirectoryThatComesInBetweenIsNotLost(t *testing.T) {
	for name, swaps := range map[string]func(a, b string) error{"one step": swap, "two steps": cannot} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			tr := tree(filepath.Join(parent, "out"))
			write(t, tr, files("a", "1"))
			theirs := filepath.Join(parent, "theirs")
			lay(t, theirs, map[string]string{"b": "2"})
			replaceMoves(t, func(a, b string) error {
				if exists(theirs) {
					os.Rename(tr.Dir, filepath.Join(parent, "moved"))
					os.Rename(theirs, tr.Dir)
				}
				return swaps(a, b)
			}, os.Rename)
			if _, err := tr.Write(t.Context(), files("a", "2")); err == nil || !strings.HasSuffix(err.Error(), "replaced by somebody else at this moment: run the command again") {
				t.Errorf("got %v", err)
			}
			equal(t, map[string]string{"moved/a": "1", "out/b": "2"}, contents(t, parent))
		})
	}
}
