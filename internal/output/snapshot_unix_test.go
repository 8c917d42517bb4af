//go:build unix

package output

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// umask is that of the runs.
const umask = 0o022

// node is all that somebody can see of a file.
type node struct {
	Mode     fs.FileMode
	UID, GID uint32
	Inode    uint64 // of what is neither a directory nor a link
	Text     string // content or target
	New      bool   // made by the run: it may have any inode and owner
}

// snapshot is everything in a directory, and the directory itself as ".".
type snapshot map[string]node

func take(dir string) (snapshot, error) {
	s := snapshot{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Lstat(name)
		if err != nil {
			return err
		}
		stat := info.Sys().(*syscall.Stat_t)
		n := node{Mode: info.Mode(), UID: stat.Uid, GID: stat.Gid, Inode: stat.Ino}
		switch {
		case info.IsDir():
			n.Inode = 0
		case info.Mode()&fs.ModeSymlink != 0:
			n.Inode = 0
			n.Text, err = os.Readlink(name)
		case info.Mode().IsRegular():
			var text []byte
			text, err = os.ReadFile(name)
			n.Text = string(text)
		}
		relative, _ := filepath.Rel(dir, name)
		s[filepath.ToSlash(relative)] = n
		return err
	})
	return s, err
}

// split are the nodes below a directory, with paths in it, and the others.
func (s snapshot) split(dir string) (in, others snapshot) {
	in, others = snapshot{}, snapshot{}
	for name, n := range s {
		if name == dir {
			in["."] = n
		} else if below, ok := strings.CutPrefix(name, dir+"/"); ok {
			in[below] = n
		} else {
			others[name] = n
		}
	}
	return in, others
}

// after is what a run that succeeds makes of a directory: the files, their record, and
// everything that no earlier run has written.
func (s snapshot) after(earlier, files []File, private bool) snapshot {
	want := snapshot{}
	ours := map[string]bool{RecordName: true}
	for _, f := range earlier {
		ours[f.Path] = true
	}
	keep := func(name string) { // with the directories that it is in
		for ; ; name = path.Dir(name) {
			if n, ok := s[name]; ok && n.Mode.IsDir() {
				want[name] = n
			} else if !ok {
				want[name] = node{Mode: fs.ModeDir | 0o777&^umask, New: true}
			}
			if name == "." {
				return
			}
		}
	}
	for name, n := range s {
		if n.Mode.IsDir() && !s.hasBelow(name) {
			keep(name)
		} else if !n.Mode.IsDir() && !(n.Mode.IsRegular() && ours[name]) {
			want[name] = n
			keep(path.Dir(name))
		}
	}
	for _, f := range append(slices.Clone(files), File{RecordName, []byte(recordText(files))}) {
		n := node{Text: string(f.Content), Mode: 0o666 &^ umask, New: true}
		if old, ok := s[f.Path]; ok {
			n.Mode = old.Mode.Perm()
		}
		if private {
			n.Mode &= 0o600
		}
		want[f.Path] = n
		keep(path.Dir(f.Path))
	}
	return want
}

func recordText(files []File) string {
	text := "# Files that gen wrote here, and may replace or delete.\n"
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	for _, f := range files {
		text += fmt.Sprintf("%x  %s\n", sha256.Sum256(f.Content), f.Path)
	}
	return text
}

func (s snapshot) hasBelow(dir string) bool {
	for name := range s {
		if name != "." && (dir == "." || strings.HasPrefix(name, dir+"/")) {
			return true
		}
	}
	return false
}

// refuses reports whether somebody else's files are in the way of a run.
func (s snapshot) refuses(earlier, files []File) bool {
	if record, there := s[RecordName]; !there {
		return len(s) > 1
	} else if !record.Mode.IsRegular() || record.Text != recordText(earlier) {
		return true
	}
	ours := map[string]string{}
	for _, f := range earlier {
		ours[f.Path] = string(f.Content)
	}
	for _, f := range files {
		n, there := s[f.Path]
		if _, written := ours[f.Path]; there && !(written && n.Mode.IsRegular()) {
			return true
		}
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			if n, there := s[dir]; there && !n.Mode.IsDir() {
				return true
			}
		}
		delete(ours, f.Path)
	}
	for name, text := range ours { // not generated any more
		if n, there := s[name]; there && n.Mode.IsRegular() && n.Text != text {
			return true
		}
	}
	return false
}

// differences compares a directory with what it should be.
func (s snapshot) differences(want snapshot) (list []string) {
	all := maps.Clone(want)
	maps.Copy(all, s)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		got, wanted := s[name], want[name]
		if wanted.New {
			got = node{Mode: got.Mode & (fs.ModeType | fs.ModePerm), Text: got.Text, New: true}
		}
		if got != wanted {
			list = append(list, fmt.Sprintf("%q is %.120s, want %.120s", name, fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", wanted)))
		}
	}
	return list
}
