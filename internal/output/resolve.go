package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// resolve follows symbolic links, so that the directory is exchanged and not a link to
// it. A link to nothing is refused, because it is not ours to replace.
func (t *Tree) resolve() error {
	// The system refuses to follow the links that it protects. EvalSymlinks would not.
	if _, err := os.Stat(t.Dir); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if info, err := os.Lstat(filepath.Clean(t.Dir)); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return fmt.Errorf("%s is a symbolic link to nothing: delete it, or make the directory that it names", t.Dir)
		}
		return nil
	}
	dir, err := filepath.EvalSymlinks(t.Dir)
	if err == nil {
		t.Dir = dir
	}
	return err
}

// notAround refuses the working directory and those above it: a process cannot
// exchange its own working directory.
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
