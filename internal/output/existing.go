package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// existing is what lies in a tree's directory before a run.
type existing struct {
	tree    *Tree
	info    fs.FileInfo            // of the directory, nil when there is none
	root    *os.Root               // no link in the directory leads out of it
	entries map[string]fs.DirEntry // everything in it; links are not followed
	record  record
}

// look reads what lies in the directory. It refuses a directory that is somebody
// else's.
func (t *Tree) look() (e *existing, err error) {
	e = &existing{tree: t, entries: map[string]fs.DirEntry{}}
	e.info, err = os.Lstat(t.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.info = nil
		return e, nil
	case err != nil:
		return nil, err
	case !e.info.IsDir():
		return nil, fmt.Errorf("%s is not a directory", t.Dir)
	}
	if e.root, err = os.OpenRoot(t.Dir); err != nil {
		return nil, err
	}
	if err = e.list(); err == nil {
		err = e.readRecord()
	}
	if err != nil {
		e.close()
		return nil, err
	}
	return e, nil
}

func (e *existing) close() {
	if e.root != nil {
		e.root.Close()
	}
}

// list finds names that are no text, too, which fs.WalkDir would not.
func (e *existing) list() error {
	return filepath.WalkDir(e.tree.Dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist): // somebody deletes it at this moment
			return nil
		case err != nil || path == e.tree.Dir:
			return err
		}
		name, err := filepath.Rel(e.tree.Dir, path)
		e.entries[filepath.ToSlash(name)] = entry
		return err
	})
}

func (e *existing) readRecord() error {
	entry, ok := e.entries[RecordName]
	switch name := e.path(RecordName); {
	case !ok && len(e.entries) == 0:
		return nil
	case !ok:
		return fmt.Errorf("%s has files in it but no %s, the record of what gen wrote there: name an empty or a new directory (if a gen that kept no record wrote it, delete it)", e.tree.Dir, RecordName)
	case !entry.Type().IsRegular():
		return fmt.Errorf("%s is not a file, so gen has not written it: name an empty or a new directory", name)
	}
	text, err := e.root.ReadFile(RecordName)
	if err == nil {
		e.record, _, err = parseRecord(e.path(RecordName), text, e.tree.Writer)
	}
	return err
}

// owned reports whether the path is a file that was written by an earlier run,
// whatever is in it now.
func (e *existing) owned(name string) bool {
	entry, ok := e.entries[name]
	_, recorded := e.record[name]
	return ok && entry.Type().IsRegular() && (recorded || name == RecordName)
}

// compare returns what writing the file would do, "" for nothing. It refuses to write
// over what is somebody else's.
func (e *existing) compare(f File) (Action, error) {
	for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
		if entry, ok := e.entries[dir]; ok && !entry.IsDir() {
			return "", fmt.Errorf("%s is not a directory, and %s would be in it: move or delete it", e.path(dir), path.Base(f.Path))
		}
	}
	if _, ok := e.entries[f.Path]; !ok {
		return Created, nil
	}
	if !e.owned(f.Path) {
		return "", fmt.Errorf("%s is there, and %s has not written it: move or delete it", e.path(f.Path), e.tree.Writer)
	}
	info, err := e.root.Lstat(f.Path)
	if err != nil {
		return "", err
	}
	if info.Size() != int64(len(f.Content)) || e.tree.Private && loose(info) {
		return Changed, nil
	}
	old, err := e.root.ReadFile(f.Path)
	if err != nil || bytes.Equal(old, f.Content) {
		return "", err
	}
	return Changed, nil
}

// stale are the deletions of files that were written by an earlier run, and are not
// any more. One that was edited since is refused: a deletion would lose the edit, and
// a file that stays would be taken for a generated one.
func (e *existing) stale(written record) (changes []Change, err error) {
	for _, name := range slices.Sorted(maps.Keys(e.record)) {
		if _, ok := written[name]; ok || !e.owned(name) {
			continue
		}
		sum, err := e.digest(name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(e.record[name], sum) {
			return nil, fmt.Errorf("%s is not generated any more, and was edited since it was: move or delete it", e.path(name))
		}
		changes = append(changes, Change{Deleted, name})
	}
	return changes, nil
}

func (e *existing) digest(name string) (sum digest, err error) {
	f, err := e.root.Open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return digest(hash.Sum(nil)), err
}

func (e *existing) path(name string) string {
	return filepath.Join(e.tree.Dir, filepath.FromSlash(name))
}
