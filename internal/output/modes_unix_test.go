//go:build unix

package output

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// The files of a private tree are for their owner alone, whatever they were and also
// when their content is the same; what is tighter stays.
func TestPrivateFilesArePrivate(t *testing.T) {
	tr := tree(filepath.Join(t.TempDir(), "out"))
	tr.Private = true
	list := files("a", "1", "b", "1", "c", "1", "sub/d", "1")
	write(t, tr, list)
	equal(t, map[string]string{"a": "-rw-------", RecordName: "-rw-------"}, modes(t, tr.Dir, "a", RecordName))
	for path, mode := range map[string]os.FileMode{"a": 0o644, "b": 0o400, "c": 0o700 | os.ModeSetuid, RecordName: 0o666, "sub": 0o701, ".": 0o750} {
		if err := os.Chmod(filepath.Join(tr.Dir, path), mode); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "[changed a changed c]", write(t, tr, list))
	equal(t, map[string]string{"a": "-rw-------", "b": "-r--------", "c": "-rw-------", "sub/d": "-rw-------", RecordName: "-rw-------", "sub": "drwx-----x", ".": "drwxr-x---"},
		modes(t, tr.Dir, "a", "b", "c", "sub/d", RecordName, "sub", "."))
	equal(t, "[]", write(t, tr, list))
}

// Other trees are as umask says, and keep the modes that they have.
func TestFilesKeepTheirMode(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	tr := tree(filepath.Join(t.TempDir(), "out"))
	write(t, tr, files("a", "1", "b", "1"))
	equal(t, map[string]string{".": "drwxr-x---", "a": "-rw-r-----"}, modes(t, tr.Dir, ".", "a"))
	if err := os.Chmod(filepath.Join(tr.Dir, "a"), 0o755); err != nil {
		t.Fatal(err)
	}
	equal(t, "[changed b]", write(t, tr, files("a", "1", "b", "2")))
	equal(t, map[string]string{"a": "-rwxr-xr-x", "b": "-rw-r-----"}, modes(t, tr.Dir, "a", "b"))
}

// What is neither file, directory nor link is somebody else's, too.
func TestAPipeStays(t *testing.T) {
	tr := tree(filepath.Join(t.TempDir(), "out"))
	write(t, tr, files("a", "1"))
	if err := syscall.Mkfifo(filepath.Join(tr.Dir, "pipe"), 0o620); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(tr.Dir, "pipe"), 0o620); err != nil {
		t.Fatal(err)
	}
	write(t, tr, files("a", "2"))
	equal(t, map[string]string{"pipe": "prw--w----"}, modes(t, tr.Dir, "pipe"))
	if _, err := tr.Write(t.Context(), files("pipe", "1")); err == nil {
		t.Error("a pipe was replaced")
	}
}
