package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// staging is a directory beside a tree, called ".NAME.staging-" and digits, that only
// its owner can enter. The new tree grows in it, and the old one ends in it.
type staging string

// stagedByGen is an empty file in a staging directory: a run that is killed leaves it
// to the next one, which knows by it that the directory is not somebody else's.
const stagedByGen = "staged-by-gen"

func (s staging) new() string  { return filepath.Join(string(s), "new") }
func (s staging) old() string  { return filepath.Join(string(s), "old") }
func (s staging) mark() string { return filepath.Join(string(s), stagedByGen) }

// newStaging makes a staging directory for the tree, with an empty new tree.
func newStaging(ctx context.Context, tree string) (staging, error) {
	dir, err := os.MkdirTemp(filepath.Dir(filepath.Clean(tree)), stagingPrefix(tree)+"*")
	if failed := (*fs.PathError)(nil); errors.As(err, &failed) { // whose path is of no use, and different each time
		return "", fmt.Errorf("no directory can be made in %s: %w", filepath.Dir(filepath.Clean(tree)), failed.Err)
	} else if err != nil {
		return "", err
	}
	s := staging(dir)
	if err := stopped(ctx); err != nil {
		return s, err
	}
	if err := os.WriteFile(s.mark(), nil, private); err != nil {
		return s, err
	}
	if err := stopped(ctx); err != nil {
		return s, err
	}
	return s, os.Mkdir(s.new(), 0o777)
}

func stagingPrefix(tree string) string {
	return "." + filepath.Base(filepath.Clean(tree)) + ".staging-"
}

// recoverTree clears away what a killed run left, and undoes an exchange that it had
// half done. The lock must be held.
func recoverTree(ctx context.Context, tree string) error {
	parent := filepath.Dir(filepath.Clean(tree))
	entries, err := os.ReadDir(parent)
	if err != nil {
		return err
	}
	name := regexp.MustCompile("^" + regexp.QuoteMeta(stagingPrefix(tree)) + "[0-9]+$")
	for _, entry := range entries {
		if err := stopped(ctx); err != nil {
			return err
		}
		if s := staging(filepath.Join(parent, entry.Name())); name.MatchString(entry.Name()) && s.ours() {
			if err := s.recover(tree); err != nil {
				return err
			}
		}
	}
	return nil
}

// ours reports whether a directory was made by newStaging in a run of this user: it is
// no link, has the mode and the mark, and nothing else is in it. A run that was killed
// before it had set the mark leaves an empty one.
func (s staging) ours() bool {
	info, err := os.Lstat(string(s))
	if err != nil || !info.IsDir() || info.Mode().Perm() != 0o700 || !mine(info) {
		return false
	}
	entries, err := os.ReadDir(string(s))
	marked := len(entries) == 0
	for _, entry := range entries {
		switch path := filepath.Join(string(s), entry.Name()); {
		case path == s.mark() && entry.Type().IsRegular():
			marked = true
		case (path == s.new() || path == s.old()) && entry.IsDir():
		default:
			return false
		}
	}
	return err == nil && marked
}

// recover undoes an exchange in two steps that was killed between them, and removes
// the directory.
func (s staging) recover(tree string) error {
	if exists(s.old()) && exists(s.new()) {
		if exists(tree) {
			return fmt.Errorf("%s has been made since a run was killed that was replacing it, and what it had before is in %s: move back what you need, and delete the latter", tree, s.old())
		}
		if err := rename(s.old(), tree); err != nil {
			return err
		}
	}
	return s.remove()
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// remove removes the directory, and the mark in it only when nothing else is.
func (s staging) remove() error {
	if s == "" {
		return nil
	}
	for _, tree := range []string{s.new(), s.old()} {
		if err := removeTree(tree); err != nil {
			return err
		}
	}
	if err := os.Remove(s.mark()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Remove(string(s))
}

// removeTree removes a tree in which directories may be write-protected.
func removeTree(dir string) error {
	filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			os.Chmod(path, 0o700)
		}
		return nil
	})
	return os.RemoveAll(dir)
}
