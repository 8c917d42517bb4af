package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// carry puts everything of the old tree that is not in except into the new one too:
// files by hard links, so that size does not matter and open files stay open.
func carry(from, to string, except map[string]bool) error {
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil || except[filepath.ToSlash(relative)] {
			return err
		}
		target := filepath.Join(to, relative)
		switch {
		case entry.IsDir():
			return carryDirectory(path, target)
		case entry.Type()&fs.ModeSymlink != 0:
			return carryLink(path, target)
		case entry.Type().IsRegular():
			return carryFile(path, target)
		}
		return fmt.Errorf("%s is neither a file nor a directory nor a link: remove it", path)
	})
	if os.IsNotExist(err) {
		if _, statErr := os.Lstat(from); os.IsNotExist(statErr) {
			return nil
		}
	}
	return err
}

// carryDirectory makes directories that are empty. Others come with their files, so
// that a directory whose files are all deleted goes too.
func carryDirectory(path, target string) error {
	entries, err := os.ReadDir(path)
	if err != nil || len(entries) > 0 {
		return err
	}
	return os.MkdirAll(target, 0o777)
}

func carryLink(path, target string) error {
	text, err := os.Readlink(path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
		return err
	}
	return os.Symlink(text, target)
}

func carryFile(path, target string) error {
	if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
		return err
	}
	err := os.Link(path, target)
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EMLINK) {
		return copyFile(path, target)
	}
	return err
}

// copyFile stands in for a hard link where the file system has none.
func copyFile(path, target string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	return err
}
