package output

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Create writes files that belong to the user from then on, so that no record is kept of
// them: a start of something, which is edited. The directory is made, or has none of the
// files and none of the directories that they are in, hidden ones apart, which programs
// share; each one that it has is an error of its own. What else is in it stays. It changes
// nothing on the disk when it fails, and when ctx ends before it is done; then the error is
// ctx's cause.
func Create(ctx context.Context, dir string, files []File) ([]Change, error) {
	t := &Tree{Dir: dir}
	if err := t.resolve(); err != nil {
		return nil, err
	}
	// A new directory is staged beside it, and what comes into one that is there in it: it
	// may be the working directory, which cannot be exchanged, or another file system.
	staged := filepath.Clean(t.Dir)
	if info, err := os.Stat(t.Dir); err == nil {
		if !info.IsDir() {
			return nil, fmt.Errorf("%s is not a directory: name an empty or a new one", t.Dir)
		}
		staged = filepath.Join(t.Dir, "new")
	}
	if err := os.MkdirAll(filepath.Dir(staged), 0o777); err != nil {
		return nil, err
	}
	unlock, err := lock(ctx, filepath.Dir(staged))
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := recoverTree(ctx, staged); err != nil {
		return nil, err
	}
	if err := inTheWay(t.Dir, files); err != nil {
		return nil, err
	}
	return createStaged(ctx, t.Dir, staged, files)
}

// inTheWay says which of the names to be made are there.
func inTheWay(dir string, files []File) error {
	var all []error
	for _, name := range newNames(dir, files) {
		if name := filepath.Join(dir, name); exists(name) {
			all = append(all, fmt.Errorf("%s is there: nothing is written over it; move it, or name an empty or a new directory", name))
		}
	}
	return errors.Join(all...)
}

// newNames are the files and directories that have to be made in dir, each with all that is
// in it.
func newNames(dir string, files []File) (names []string) {
	for _, f := range files {
		name, rest, _ := strings.Cut(f.Path, "/")
		for rest != "" && name[0] == '.' && isDirectory(filepath.Join(dir, name)) {
			next, after, _ := strings.Cut(rest, "/")
			name, rest = name+"/"+next, after
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func isDirectory(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}

// createStaged writes the files into a staging directory and moves them to where they belong.
func createStaged(ctx context.Context, dir, staged string, files []File) (changes []Change, err error) {
	s, err := newStaging(ctx, staged)
	defer s.remove() // what cannot be removed now, the next run removes
	if err != nil {
		return nil, err
	}
	stage := &Stage{old: &existing{tree: &Tree{Dir: dir}}, staging: s, written: record{}}
	if stage.root, err = os.OpenRoot(s.new()); err != nil {
		return nil, err
	}
	defer stage.root.Close()
	for _, f := range files {
		if err := stage.Add(ctx, f); err != nil {
			return nil, err
		}
	}
	if err := stage.syncFiles(ctx, slices.Collect(maps.Keys(stage.written))); err != nil {
		return nil, err
	}
	if !exists(dir) {
		err = rename(s.new(), dir)
	} else {
		err = moveAll(s.new(), dir, newNames(dir, files))
	}
	return sorted(stage.changes), err
}

// moveAll moves names from a directory to another one, all of them or none.
func moveAll(from, to string, names []string) error {
	for i, name := range names {
		if err := rename(filepath.Join(from, name), filepath.Join(to, name)); err != nil {
			for _, moved := range names[:i] {
				err = errors.Join(err, rename(filepath.Join(to, moved), filepath.Join(from, moved)))
			}
			return err
		}
	}
	return syncDirectory(to)
}
