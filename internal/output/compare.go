package output

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Changes compares the directory with the files that it should have. The changes are
// in the order of their paths; that of the record is among them when it is the only one.
// It fails where Write would refuse.
func (t *Tree) Changes(files []File) ([]Change, error) {
	if err := t.resolve(); err != nil {
		return nil, err
	}
	old, err := t.look()
	if err != nil {
		return nil, err
	}
	defer old.close()
	var changes []Change
	for _, f := range files {
		if err := checkPath(f.Path); err != nil {
			return nil, err
		}
	}
	for _, f := range t.withRecord(files) {
		action, err := old.compare(f)
		if err != nil {
			return nil, err
		}
		if action != "" {
			changes = append(changes, Change{action, f.Path})
		}
	}
	stale, err := old.stale(recordOf(files))
	return sorted(append(changes, stale...)), err
}

// Diff returns the changes that Write would make as a unified diff.
func (t *Tree) Diff(files []File, changes []Change) ([]byte, error) {
	old := &existing{tree: t}
	content := make(map[string][]byte, len(files))
	for _, f := range t.withRecord(files) {
		content[f.Path] = f.Content
	}
	var all []byte
	for _, c := range changes {
		before, after := old.path(c.Path), old.path(c.Path)
		text, err := os.ReadFile(before)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		switch c.Action {
		case Created:
			before = os.DevNull
		case Deleted:
			after = os.DevNull
		case Changed:
		}
		all = append(all, diff.Diff(model.Printable(before), text, model.Printable(after), content[c.Path])...)
	}
	return all, nil
}

// withRecord adds the record of the files to them.
func (t *Tree) withRecord(files []File) []File {
	return append(slices.Clone(files), t.Record(files))
}

func recordOf(files []File) record {
	r := make(record, len(files))
	for _, f := range files {
		r[f.Path] = []digest{sha256.Sum256(f.Content)}
	}
	return r
}

// sorted orders changes by path. That of the record goes without saying, unless it is
// the only one.
func sorted(changes []Change) []Change {
	if len(changes) > 1 {
		changes = slices.DeleteFunc(changes, func(c Change) bool { return c.Path == RecordName })
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return changes
}
