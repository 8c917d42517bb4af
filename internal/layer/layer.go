// Package layer keeps contracts that stand on another one: a base whose files are vendored in
// base/, as they came, and layers in directories below it, which CUE unifies with it.
//
// What goes in is the directory of a base, and the one that has, or gets, a copy of it; what
// comes out is the files of a layer to begin with, what of a vendored base was edited, or what
// of the layers does not fit a newer base, and the base as a tree that replaces the old one. A
// record in base/ says which base it is and what its files were.
package layer

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// Dir is the directory of the vendored base, below the root of a module of CUE.
const Dir = "base"

// Identity says which base something is.
type Identity struct {
	Name    string // as it is released, or the name of its package
	Version string // without a "v"; "" for a contract that has none
	Digest  string // of the paths and contents of its files, see [output.Digest]
}

// String is what messages call the base: its name and version.
func (i Identity) String() string {
	if i.Version == "" {
		return i.Name
	}
	return i.Name + " " + i.Version
}

// about is the identity as the record of a vendored base has it.
func (i Identity) about() string {
	return fmt.Sprintf("%s %s sha256:%s", i.Name, cmp.Or(i.Version, "-"), i.Digest)
}

// parseAbout reads what about has written.
func parseAbout(text string) (i Identity, ok bool) {
	words := strings.Split(text, " ")
	if len(words) != 3 {
		return i, false
	}
	digest, ok := strings.CutPrefix(words[2], "sha256:")
	i = Identity{words[0], words[1], digest}
	if i.Version == "-" {
		i.Version = ""
	}
	return i, ok
}

// Base is a contract that layers can stand on.
type Base struct {
	Identity
	Package string
	// Start is the text of a layer to begin with, as the contract has it; "" for none.
	Start string
	Files []output.File // its CUE files, and its definitions of custom resources

	dir, name string // name is what messages call dir
	named     bool   // the contract itself says its name, which a later version may begin to
	written   *compile.Written
}

// ReadBase compiles the contract in dir, which messages call by a name. The error is a
// [model.Diagnostics] when the contract is at fault, or cannot be vendored.
func ReadBase(dir, name string) (*Base, error) {
	m, err := compile.CompileAs(dir, name)
	if err != nil {
		return nil, err
	}
	written, err := compile.Read(dir, name)
	if err != nil {
		return nil, err
	}
	b := &Base{Package: written.Package, Start: m.Surroundings().Release.Layer, dir: dir, name: name, written: written}
	if err := b.take(written.Files, written.Definitions); err != nil {
		return nil, err
	}
	around := m.Surroundings()
	b.Identity = Identity{cmp.Or(around.Release.Name, m.Name), around.Version, output.Digest(b.Files)}
	b.named = around.Release.Name != ""
	return b, b.ownPackages()
}

// take takes over the files, which have to be those of one directory.
func (b *Base) take(files, definitions []*compile.WrittenFile) error {
	for _, f := range files {
		if path.Dir(f.Path) != "." {
			return b.refused(model.Position{File: path.Join(b.name, f.Path)}, "the base is a layer itself: its files are those of several directories",
				"name the directory that it stands on, or begin a layer below it")
		}
		b.Files = append(b.Files, output.File{Path: f.Path, Content: f.Content})
	}
	for _, f := range definitions {
		b.Files = append(b.Files, output.File{Path: f.Path, Content: f.Content})
	}
	return nil
}

// ownPackages refuses a base that imports packages of a module: a copy would not find them.
func (b *Base) ownPackages() error {
	imported := b.written.Imported()
	var all model.Diagnostics
	for _, p := range sortedKeys(imported) {
		all = append(all, b.refused(imported[p], fmt.Sprintf("the base imports %q, a package of a module, which is not vendored with it", p),
			"name a base that imports packages of CUE itself only, such as strings")...)
	}
	if len(all) > 0 {
		return all
	}
	return nil
}

func (b *Base) refused(at model.Position, summary, advice string) model.Diagnostics {
	return model.Diagnostics{{Severity: model.Error, Summary: summary, Detail: advice, Positions: []model.Position{at}}}
}

func sortedKeys[V any](m map[string]V) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
