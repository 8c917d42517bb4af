package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// carry puts everything of the old tree that is somebody else's into the new one too:
// files by hard links, so that size does not matter and open files stay open. Then the
// directories that are in both get the mode and the owner that they had.
func (s *Stage) carry(ctx context.Context) error {
	if s.old.info == nil {
		return nil
	}
	var directories []string
	err := filepath.WalkDir(s.old.tree.Dir, func(path string, entry fs.DirEntry, err error) error {
		if err = errors.Join(err, stopped(ctx)); err != nil {
			return err
		}
		name, err := filepath.Rel(s.old.tree.Dir, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			directories = append(directories, name)
			return carryDirectory(path, filepath.Join(s.staging.new(), name))
		}
		if s.old.owned(filepath.ToSlash(name)) {
			return nil
		}
		return carryFile(path, filepath.Join(s.staging.new(), name), entry)
	})
	if err != nil {
		return err
	}
	for _, name := range slices.Backward(directories) { // what is in a directory comes after it
		if err := carryMode(filepath.Join(s.old.tree.Dir, name), filepath.Join(s.staging.new(), name)); err != nil {
			return err
		}
	}
	return nil
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

// carryMode makes a directory of the new tree, if it is there, like that of the old one,
// which must be possible to remove.
func carryMode(path, target string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !mine(info) && !everything() {
		return fmt.Errorf("%s belongs to another user, and only they can empty or replace it: move it, or name another directory", path)
	}
	if !exists(target) {
		return nil
	}
	return takeOver(target, path, info)
}

func carryFile(path, target string, entry fs.DirEntry) error {
	if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
		return err
	}
	if entry.Type()&fs.ModeSymlink != 0 {
		return carryLink(path, target)
	}
	err := os.Link(path, target)
	if entry.Type().IsRegular() && (errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EMLINK)) {
		return copyFile(path, target)
	}
	return err
}

func carryLink(path, target string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	text, err := os.Readlink(path)
	if err != nil {
		return err
	}
	if err := os.Symlink(text, target); err != nil {
		return err
	}
	return takeOwner(target, path, info)
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
	out, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = takeOver(target, path, info)
	}
	return errors.Join(err, os.Chtimes(target, info.ModTime(), info.ModTime()))
}

// takeOver gives a file or directory the mode and the owner of its predecessor.
func takeOver(target, path string, info fs.FileInfo) error {
	if err := takeOwner(target, path, info); err != nil {
		return err
	}
	return os.Chmod(target, info.Mode()&(fs.ModePerm|fs.ModeSetuid|fs.ModeSetgid|fs.ModeSticky))
}

// takeOwner fails when a copy would belong to somebody else than its predecessor.
func takeOwner(target, path string, info fs.FileInfo) error {
	if err := own(target, info); err != nil {
		return fmt.Errorf("%s belongs to another user or group, and a copy of it would not: move it, or name another directory: %w", path, err)
	}
	return nil
}
