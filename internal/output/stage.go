package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// Stage is a tree in the making.
type Stage struct {
	tree    *Tree
	dir     string // the new tree, beside the old one
	unlock  func()
	written map[string]bool
	changes []Change
}

// Stage begins a tree file by file, for those too large to be held in memory. It
// waits for other runs in the same parent directory, and clears away what a killed
// one left there.
func (t *Tree) Stage() (*Stage, error) {
	if err := t.resolve(); err != nil {
		return nil, err
	}
	if err := notAround(t.Dir); err != nil {
		return nil, err
	}
	parent := filepath.Dir(filepath.Clean(t.Dir))
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return nil, err
	}
	unlock, err := lock(parent)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(t.recover(), t.permit()); err != nil {
		unlock()
		return nil, err
	}
	dir, err := os.MkdirTemp(parent, t.sibling("staging")+"-")
	if err == nil {
		err = os.Chmod(dir, t.directoryMode())
	}
	if err != nil {
		unlock()
		return nil, err
	}
	return &Stage{tree: t, dir: dir, unlock: unlock, written: map[string]bool{}}, nil
}

// directoryMode is that of the old directory.
func (t *Tree) directoryMode() os.FileMode {
	if info, err := os.Stat(t.Dir); err == nil {
		return info.Mode().Perm()
	}
	return 0o755
}

// sibling is the name of a directory beside the tree: hidden, and recognisable to
// the next run.
func (t *Tree) sibling(role string) string {
	return "." + filepath.Base(filepath.Clean(t.Dir)) + "." + role
}

// recover clears away what a killed run left, and undoes an exchange that it had
// half done. The lock must be held.
func (t *Tree) recover() error {
	parent := filepath.Dir(filepath.Clean(t.Dir))
	old := filepath.Join(parent, t.sibling("old"))
	if _, err := os.Lstat(t.Dir); os.IsNotExist(err) {
		if err := os.Rename(old, t.Dir); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	entries, err := os.ReadDir(parent)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		if name == t.sibling("old") || strings.HasPrefix(name, t.sibling("staging")+"-") {
			if err := os.RemoveAll(filepath.Join(parent, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Add writes a file into the new tree. It fails on a path that was added before.
func (s *Stage) Add(f File) error {
	if s.written[f.Path] {
		return fmt.Errorf("two files would be called %s", f.Path)
	}
	s.written[f.Path] = true
	action, err := s.tree.compare(f)
	if err != nil {
		return err
	}
	if action != "" {
		s.changes = append(s.changes, Change{action, f.Path})
	}
	path := filepath.Join(s.dir, filepath.FromSlash(f.Path))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return writeFile(path, f.Content, s.tree.Mode)
}

func writeFile(path string, content []byte, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// Commit puts the new tree in the place of the old one and returns what changed.
// When nothing did, the old tree stays.
func (s *Stage) Commit() ([]Change, error) {
	defer s.Abort()
	existing, err := s.tree.list()
	if err != nil {
		return nil, err
	}
	stale := s.tree.stale(existing, s.written)
	changes := append(slices.Clone(s.changes), stale...)
	if len(changes) == 0 {
		return nil, nil
	}
	if err := s.sync(); err != nil {
		return nil, err
	}
	for _, c := range stale {
		s.written[c.Path] = true // so that it is not carried over
	}
	if err := carry(s.tree.Dir, s.dir, s.written); err != nil {
		return nil, err
	}
	if err := exchange(s.dir, s.tree.Dir, filepath.Join(filepath.Dir(s.dir), s.tree.sibling("old"))); err != nil {
		return nil, err
	}
	sort.Slice(changes, func(i, j int) bool { return changes[i].Path < changes[j].Path })
	return changes, nil
}

// Abort gives up a tree that was not committed, and does nothing after Commit.
func (s *Stage) Abort() {
	if s.unlock == nil {
		return
	}
	os.RemoveAll(s.dir) // what cannot be removed now, the next run removes
	s.unlock()
	s.unlock = nil
}
