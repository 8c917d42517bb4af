package compile

import (
	"errors"
	"io/fs"
	"path"
	"strings"
)

// errTooLarge says that there are more bytes in CUE files than are read.
var errTooLarge = errors.New("too large")

// limitedFS are files of which CUE files are read as long as bytes are left for them: for
// those of the contract itself, and for those of packages that it imports.
type limitedFS struct {
	*contractFiles
	own, imports int64           // bytes left
	seen         map[string]bool // a file that is read again costs nothing
}

func newLimitedFS(f *contractFiles) *limitedFS {
	return &limitedFS{contractFiles: f, own: maxSchema, imports: maxImports, seen: map[string]bool{}}
}

func (l *limitedFS) Open(name string) (fs.File, error) {
	file, err := l.fs.Open(name)
	if err != nil || !strings.HasSuffix(name, ".cue") || l.seen[name] {
		return file, err
	}
	l.seen[name] = true
	info, err := file.Stat()
	if err == nil && info.Mode().IsRegular() {
		left := &l.imports
		if l.isOwn(name) {
			left = &l.own
		}
		if *left -= info.Size(); *left < 0 {
			err = errTooLarge
		}
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// isOwn reports whether a file is in the contract's directory or in one above it, whose files
// CUE unifies with the contract's where they are of its package.
func (f *contractFiles) isOwn(name string) bool {
	dir := path.Dir(name)
	return dir == "." || dir == f.dir || strings.HasPrefix(f.dir, dir+"/")
}
