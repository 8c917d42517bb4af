package batch

import (
	"fmt"
	"path/filepath"
	"strings"
)

// directories are the documents that directories were named for, by the name in lower
// case, because that is one name on some systems.
type directories map[string]string

// add returns the name of a document's directory. It refuses one that another
// document has.
func (d directories) add(v *verdict) (string, error) {
	name := directoryOf(v)
	document := v.file
	if v.number > 1 {
		document = fmt.Sprintf("document %d of %s", v.number, v.file)
	}
	if other, ok := d[strings.ToLower(name)]; ok {
		return "", fmt.Errorf("%s and %s would have one directory, %s: rename a file, or write them to different directories", other, document, name)
	}
	d[strings.ToLower(name)] = document
	return name, nil
}

// directoryOf is the name of the file without its extension, and the document's
// number from the second one on. A name that begins with its extension is kept whole.
func directoryOf(v *verdict) string {
	base := filepath.Base(v.file)
	if stem := strings.TrimSuffix(base, filepath.Ext(base)); strings.Trim(stem, ".") != "" {
		base = stem
	}
	if v.number > 1 {
		return fmt.Sprintf("%s-%d", base, v.number)
	}
	return base
}
