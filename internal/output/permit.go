package output

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// permit refuses a directory whose replacement would take something away from
// somebody. The lock must be held: without it, the directory may be an old tree that
// another run is removing.
func (t *Tree) permit() error {
	info, err := os.Stat(t.Dir)
	switch {
	case os.IsNotExist(err):
		return nil
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s is not a directory", t.Dir)
	}
	if t.Marker == "" {
		return t.onlyOwned()
	}
	entries, err := os.ReadDir(t.Dir)
	if err != nil || len(entries) == 0 {
		return err
	}
	if _, err := os.Stat(t.path(t.Marker)); err != nil {
		return fmt.Errorf("%s has files in it but no %s, so this command has not written it: name an empty or a new directory", t.Dir, t.Marker)
	}
	return nil
}

func (t *Tree) onlyOwned() error {
	existing, err := t.list()
	if err != nil {
		return err
	}
	for _, path := range existing {
		if !t.Owned(path) {
			return fmt.Errorf("%s has the file %s, which this command has not written: name an empty or a new directory", t.Dir, path)
		}
	}
	return nil
}

// resolve follows symbolic links, so that the directory is exchanged and not a link
// to it.
func (t *Tree) resolve() error {
	dir, err := filepath.EvalSymlinks(t.Dir)
	if err == nil {
		t.Dir = dir
		return nil
	}
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

// notAround refuses the working directory and those above it: a process cannot
// exchange the ground that it stands on.
func notAround(dir string) error {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	here, err := os.Getwd()
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(here); err == nil {
		here = real
	}
	if here == absolute || strings.HasPrefix(here, strings.TrimSuffix(absolute, string(filepath.Separator))+string(filepath.Separator)) {
		return fmt.Errorf("%s is or contains the working directory: name a directory inside it, or elsewhere", dir)
	}
	return nil
}
