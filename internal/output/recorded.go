package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Recorded is what the record of a directory says was written there.
type Recorded struct {
	About string // that of the [Tree]
	dir   string
	files record
}

// Recorded reads the record of the directory; nil when there is none, or another command
// keeps it. It fails when the record cannot be read.
func (t *Tree) Recorded() (*Recorded, error) {
	name := filepath.Join(t.Dir, RecordName)
	info, err := os.Lstat(name)
	if err != nil {
		return nil, nil // a directory that nobody can look into has no files to be read either
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file: restore it", name)
	}
	if info.Size() > maxRecord {
		return nil, fmt.Errorf("%s has more than %d MiB: restore it", name, maxRecord>>20)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if first, _, _ := strings.Cut(string(text), "\n"); !ofWriter(strings.TrimSuffix(first, "\r"), t.Writer) {
		return nil, nil
	}
	r := &Recorded{dir: t.Dir}
	r.files, r.About, err = parseRecord(name, text, t.Writer)
	return r, err
}

// maxRecord is the size of a record that is read, far beyond what one takes.
const maxRecord = 16 << 20

// ofWriter reports whether a line begins the record of a command.
func ofWriter(line, writer string) bool {
	header := recordHeaderLine.FindStringSubmatch(line)
	return header != nil && header[1] == writer
}

// Has reports whether a file was written.
func (r *Recorded) Has(path string) bool { return r.files[path] != nil }

// Digest identifies the paths and contents that were written: it is the SHA-256 of the
// record's lines about them, in hexadecimal digits.
func (r *Recorded) Digest() string { return r.files.digest() }

// Digest identifies the paths and contents of files, as [Recorded.Digest] does.
func Digest(files []File) string { return recordOf(files).digest() }

func (r record) digest() string {
	sum := sha256.Sum256(r.lines())
	return hex.EncodeToString(sum[:])
}

// Edited are the files that are not as they were written, in the order of their paths.
// Carriage returns before line feeds are no edit: Git may have put them there.
func (r *Recorded) Edited() (edited []Change, err error) {
	root, err := os.OpenRoot(r.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	for _, path := range slices.Sorted(maps.Keys(r.files)) {
		same, err := isAsWritten(root, path, r.files[path])
		switch {
		case errors.Is(err, fs.ErrNotExist):
			edited = append(edited, Change{Deleted, path})
		case err != nil:
			return nil, err
		case !same:
			edited = append(edited, Change{Changed, path})
		}
	}
	return edited, nil
}

// isAsWritten reports whether a file has one of the digests. A file that is longer than any
// that is written has none of them.
func isAsWritten(root *os.Root, path string, digests []digest) (bool, error) {
	info, err := root.Lstat(filepath.FromSlash(path))
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	f, err := root.Open(filepath.FromSlash(path))
	if err != nil {
		return false, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxRecorded))
	if err != nil {
		return false, err
	}
	return slices.Contains(digests, sha256.Sum256(text)) ||
		slices.Contains(digests, sha256.Sum256(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))), nil
}

// maxRecorded is how much of a file is read to find out whether it was edited.
const maxRecorded = 64 << 20

// Record is the record of the files as a file of the directory, for one that is made with
// other files by [Create].
func (t *Tree) Record(files []File) File {
	return File{RecordName, recordOf(files).format(t.Writer, t.About)}
}
