package layer

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// Vendored is a copy of a base that layers stand on.
type Vendored struct {
	Identity
	dir      string // that has the files
	recorded *output.Recorded
}

// writer is the command that keeps the record of a vendored base.
const writer = "gen init"

// treeOf is the directory of a vendored base as a tree.
func treeOf(dir string, i Identity) *output.Tree {
	return &output.Tree{Dir: dir, Writer: writer, About: i.about()}
}

// Open finds the vendored base in a directory; nil when there is none. One that is elsewhere by way
// of a link is not replaced: others may stand on it.
func Open(dir string) (*Vendored, error) {
	if info, err := os.Lstat(dir); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return nil, fmt.Errorf("%s is a symbolic link: name the directory around what it leads to", dir)
	}
	return open(dir)
}

// open is Open for a directory that is only looked at.
func open(dir string) (*Vendored, error) {
	recorded, err := treeOf(dir, Identity{}).Recorded()
	if err != nil || recorded == nil {
		return nil, err
	}
	identity, ok := parseAbout(recorded.About)
	if !ok {
		return nil, fmt.Errorf("%s does not say which base it is about: restore it from version control", filepath.Join(dir, output.RecordName))
	}
	return &Vendored{identity, dir, recorded}, nil
}

// Edits finds what was edited of the vendored base that the contract in schema stands on, or
// is; nothing where there is none.
func Edits(schema string) (model.Diagnostics, error) {
	root, err := compile.ModuleRoot(schema)
	if err != nil {
		return nil, err
	}
	for dir := range upTo(root) {
		v, err := open(filepath.Join(schema, dir))
		if err != nil {
			return nil, err
		}
		if v != nil {
			return v.Edits()
		}
	}
	return nil, nil
}

// upTo are the directories from "." to root, which is "." or "../..".
func upTo(root string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for dir := "."; yield(dir) && dir != root; dir = filepath.Join(dir, "..") {
		}
	}
}

// Edits are the files that are not as they came with the base, and CUE files that did not come
// with it, an error each.
func (v *Vendored) Edits() (all model.Diagnostics, err error) {
	edited, err := v.recorded.Edited()
	if err != nil {
		return nil, err
	}
	layers, err := v.layers()
	if err != nil {
		return nil, err
	}
	for _, change := range edited {
		summary := "the file is not as it came with " + v.String()
		if change.Action == output.Deleted {
			summary = "the file is missing, which came with " + v.String()
		}
		all = append(all, v.edit(change.Path, summary, "restore it; what you want to change goes into "+where(layers, v.dir)+", and a newer base comes with gen init --upgrade"))
	}
	if len(all) == 0 && v.recorded.Digest() != v.Digest {
		all = append(all, v.edit(output.RecordName, "the record has not the digest that it gives itself", "restore it from version control"))
	}
	added, err := v.added()
	for _, name := range added {
		all = append(all, v.edit(name, "the file did not come with "+v.String(), "move it into "+where(layers, v.dir)))
	}
	return all, err
}

func (v *Vendored) edit(name, summary, advice string) model.Diagnostic {
	return model.Diagnostic{Severity: model.Error, Summary: summary, Detail: advice, Positions: []model.Position{{File: filepath.Join(v.dir, name)}}}
}

// where is the place for what a company adds to a base.
func where(layers []string, dir string) string {
	if len(layers) == 0 {
		return "a directory below " + dir
	}
	return filepath.Join(dir, layers[0])
}

// added are CUE files of the contract that the base did not bring.
func (v *Vendored) added() (names []string, err error) {
	entries, err := os.ReadDir(v.dir)
	for _, entry := range entries {
		if compile.HasContract([]fs.DirEntry{entry}) && !v.recorded.Has(entry.Name()) {
			names = append(names, entry.Name())
		}
	}
	return names, err
}

// layers are the directories below the base that have CUE files, as paths from it. Those that
// CUE takes no packages from are none.
func (v *Vendored) layers() (all []string, err error) {
	err = filepath.WalkDir(v.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() || path == v.dir {
			return err
		}
		if name := entry.Name(); strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "cue.mod" {
			return filepath.SkipDir
		}
		entries, err := os.ReadDir(path)
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "cue.mod" }) {
			return filepath.SkipDir // another module
		}
		if compile.HasContract(entries) {
			relative, err := filepath.Rel(v.dir, path)
			all = append(all, relative)
			return err
		}
		return err
	})
	return all, err
}
