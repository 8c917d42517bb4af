package output

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"sort"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Changes compares the directory with the files that it should have. The changes are
// in the order of their paths.
func (t *Tree) Changes(files []File) ([]Change, error) {
	if err := t.resolve(); err != nil {
		return nil, err
	}
	existing, err := t.list()
	if err != nil {
		return nil, err
	}
	var changes []Change
	written := make(map[string]bool, len(files))
	for _, f := range files {
		written[f.Path] = true
		action, err := t.compare(f)
		if err != nil {
			return nil, err
		}
		if action != "" {
			changes = append(changes, Change{action, f.Path})
		}
	}
	changes = append(changes, t.stale(existing, written)...)
	sort.Slice(changes, func(i, j int) bool { return changes[i].Path < changes[j].Path })
	return changes, nil
}

// compare returns what writing the file would do; "" for nothing.
func (t *Tree) compare(f File) (Action, error) {
	old, err := os.ReadFile(t.path(f.Path))
	switch {
	case os.IsNotExist(err):
		return Created, nil
	case err != nil:
		return "", err
	case !bytes.Equal(old, f.Content):
		return Changed, nil
	}
	return "", nil
}

// stale are the deletions of owned files that are not written any more.
func (t *Tree) stale(existing []string, written map[string]bool) (changes []Change) {
	for _, path := range existing {
		if !written[path] && t.Owned(path) {
			changes = append(changes, Change{Deleted, path})
		}
	}
	return changes
}

// Diff returns the changes that Write would make as a unified diff.
func (t *Tree) Diff(files []File, changes []Change) ([]byte, error) {
	content := make(map[string][]byte, len(files))
	for _, f := range files {
		content[f.Path] = f.Content
	}
	var all []byte
	for _, c := range changes {
		before, after := t.path(c.Path), t.path(c.Path)
		old, err := os.ReadFile(before)
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
		switch c.Action {
		case Created:
			before = os.DevNull
		case Deleted:
			after = os.DevNull
		}
		all = append(all, diff.Diff(model.Printable(before), old, model.Printable(after), content[c.Path])...)
	}
	return all, nil
}

// list returns the paths of all files in the directory, links and the like
// included; none when there is no directory.
func (t *Tree) list() ([]string, error) {
	var paths []string
	err := filepath.WalkDir(t.Dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(t.Dir, path)
		paths = append(paths, filepath.ToSlash(relative))
		return err
	})
	if os.IsNotExist(err) {
		return nil, nil
	}
	return paths, err
}
