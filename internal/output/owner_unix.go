//go:build unix

package output

import (
	"io/fs"
	"os"
	"syscall"
)

// mine reports whether a file is this user's.
func mine(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

// everything reports whether this user may do everything with the files of others.
func everything() bool { return os.Geteuid() == 0 }

// loose reports whether others than its owner can do anything with a file.
func loose(info fs.FileInfo) bool {
	return info.Mode()&(fs.ModePerm|fs.ModeSetuid|fs.ModeSetgid|fs.ModeSticky)&^private != 0
}

// own gives a file or directory the owner and the group of another.
func own(path string, from fs.FileInfo) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	is, want := info.Sys().(*syscall.Stat_t), from.Sys().(*syscall.Stat_t)
	if is.Uid == want.Uid && is.Gid == want.Gid {
		return nil
	}
	return os.Lchown(path, int(want.Uid), int(want.Gid))
}
