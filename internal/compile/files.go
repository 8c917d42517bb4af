package compile

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// contractFiles are the files that a contract can have: those of its CUE module, which has
// a cue.mod in its root, or of one directory. A layer is a contract in a directory below
// another one of the same package, whose files CUE unifies with its own.
type contractFiles struct {
	fs   fs.FS  // of the module
	dir  string // of the contract in it
	name string // what positions and messages call dir
	// rename gives a file another name than dir and name do; it may be nil.
	rename func(string) string
}

// openContract finds the files of the contract in dir. Positions and messages have another
// name for dir.
func openContract(dir, name string) (*contractFiles, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, unreadable(err, "name its directory with --schema")
	}
	if !slices.ContainsFunc(entries, isContractFile) {
		return nil, schemaError("name the schema's directory with --schema", "there are no CUE files in %s", name)
	}
	root, err := moduleRoot(dir)
	if err != nil {
		return nil, unreadable(err, "")
	}
	files := &contractFiles{fs: os.DirFS(root.dir), dir: root.inside, name: name}
	if root.module {
		inside, err := os.OpenRoot(root.dir) // a module is complete: no link leads out of it
		if err != nil {
			return nil, unreadable(err, "")
		}
		files.fs = inside.FS()
	}
	return files, nil
}

// rooted is a directory as a path inside of another one, with slashes.
type rooted struct {
	dir, inside string
	module      bool // dir has a cue.mod
}

// moduleRoot finds the directory around dir that has a cue.mod, which is dir itself when none
// has: as cue does.
func moduleRoot(dir string) (rooted, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return rooted{}, err
	}
	for root := abs; ; root = filepath.Dir(root) {
		if info, err := os.Stat(filepath.Join(root, "cue.mod")); err == nil && info.IsDir() {
			inside, err := filepath.Rel(root, abs)
			return rooted{root, filepath.ToSlash(inside), true}, err
		}
		if root == filepath.Dir(root) {
			return rooted{abs, ".", false}, nil
		}
	}
}

// named is what messages call a file of the module.
func (f *contractFiles) named(file string) string {
	i := strings.LastIndex(f.name, ":") + 1 // of a revision, whose directories .. does not lead out of
	name := f.name[:i] + filepath.Join(f.name[i:], f.inside(file))
	if f.rename != nil {
		name = f.rename(name)
	}
	return name
}

// inside is a file of the module as a path from the contract's directory.
func (f *contractFiles) inside(file string) string {
	relative, err := filepath.Rel(filepath.FromSlash(path.Join("/", f.dir)), filepath.FromSlash(path.Join("/", file)))
	if err != nil {
		return file
	}
	return filepath.ToSlash(relative)
}

func isContractFile(entry os.DirEntry) bool {
	name := entry.Name()
	return !entry.IsDir() && strings.HasSuffix(name, ".cue") && !strings.HasSuffix(name, "_tool.cue") &&
		!strings.HasSuffix(name, "_test.cue") && name[0] != '_' && name[0] != '.'
}

func unreadable(err error, advice string) error {
	return schemaError(advice, "the schema cannot be read: %v", err)
}

func schemaError(advice, format string, args ...any) error {
	return model.Diagnostics{{Severity: model.Error, Summary: fmt.Sprintf(format, args...), Detail: advice}}
}
