package output

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkPath refuses a path that is not one file inside a tree on every system, or that
// a line of a record or of a message cannot hold.
func checkPath(path string) error {
	first, _, _ := strings.Cut(path, "/")
	switch {
	case !fs.ValidPath(path) || path == "." || !filepath.IsLocal(filepath.FromSlash(path)):
		return fmt.Errorf("%q is not a path inside a directory", path)
	case !utf8.ValidString(path) || strings.ContainsFunc(path, func(r rune) bool { return r == '\\' || !unicode.IsPrint(r) }):
		return fmt.Errorf("%q has a character that cannot be in a file's name on every system: choose another name", path)
	case strings.EqualFold(first, RecordName):
		return fmt.Errorf("%q has the name of the record of what was written: choose another name", path)
	}
	return nil
}
