package layer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"

	"golang.org/x/mod/semver"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// Upgrade is a newer base for the layers that stand on a vendored one. Nothing is written
// before [Upgrade.Write].
type Upgrade struct {
	From *Vendored
	To   *Base
	// Contracts are the layers with either base; the base itself where there are none.
	Contracts []*Contract
	// Faults are what of the layers does not fit the newer base, in the order of their
	// places. Notes are what is worth knowing besides.
	Faults, Notes model.Diagnostics

	candidate string // a module with the newer base
}

// Contract is one layer with the base that it has, and with a newer one.
type Contract struct {
	// Name is what messages call its directory. Before and After are the directories of the two:
	// its own, and one that [Upgrade.Close] removes.
	Name, Before, After string
	Old, New            *model.Model // New is nil when the layer does not compile with the newer base
}

// Upgrade compares the base and the layers with what they would be with a newer base. The error
// is a [model.Diagnostics] when the vendored base was edited, a layer does not compile as it is, or
// the other base is no newer one.
func (v *Vendored) Upgrade(to *Base) (u *Upgrade, err error) {
	edits, err := v.Edits()
	if err != nil {
		return nil, err
	}
	if len(edits) > 0 {
		return nil, edits
	}
	from, err := ReadBase(v.dir, v.dir)
	if err != nil {
		return nil, err
	}
	if err := v.newer(from, to); err != nil {
		return nil, err
	}
	u = &Upgrade{From: v, To: to}
	if inTheWay := u.inTheWay(); len(inTheWay) > 0 {
		return nil, inTheWay
	}
	if u.candidate, err = v.with(to); err != nil {
		return nil, err
	}
	if err := u.compare(from); err != nil {
		return nil, errors.Join(err, u.Close())
	}
	return u, nil
}

// Close removes what Upgrade has made besides.
func (u *Upgrade) Close() error { return os.RemoveAll(u.candidate) }

// Same reports whether there is nothing to upgrade.
func (u *Upgrade) Same() bool { return u.From.Identity == u.To.Identity }

// Write replaces the vendored base as a whole, and nothing else.
func (u *Upgrade) Write(ctx context.Context) ([]output.Change, error) {
	return treeOf(u.From.dir, u.To.Identity).Write(ctx, u.To.Files)
}

// newer refuses a base that is another one, or an older one.
func (v *Vendored) newer(from, to *Base) error {
	at := model.Position{File: to.name}
	switch {
	case to.Name != v.Name && from.named:
		return to.refused(at, fmt.Sprintf("this is %s, and %s is %s", to, v.dir, v.Identity), "name a version of "+v.Name+"; a layer over another base begins with gen init --base")
	case to.Package != from.Package:
		return to.refused(at, fmt.Sprintf("the package is called %s, and the one in %s is %s", to.Package, v.dir, from.Package),
			"CUE unifies files of one package only: rename the package in the layers first, and begin with gen init --base")
	case v.Version != "" && to.Version != "" && semver.Compare("v"+to.Version, "v"+v.Version) < 0:
		return to.refused(at, fmt.Sprintf("%s is older than %s, which is in %s", to, v.Identity, v.dir), "to go back, restore "+v.dir+" from version control")
	}
	return nil
}

// compare fills in what is different, and what does not fit.
func (u *Upgrade) compare(from *Base) error {
	layers, err := u.From.layers()
	if err != nil {
		return err
	}
	f := newFit(syntax(from.written.Files), syntax(u.To.written.Files), u.From.String(), u.To.String())
	var own []*ast.File
	seen := map[string]bool{}
	for _, layer := range append(slices.Clone(layers), noLayer[min(len(layers), 1):]...) {
		written, err := u.contract(layer)
		if err != nil {
			return err
		}
		for _, file := range written.Files {
			if p := path.Join(filepath.ToSlash(layer), file.Path); path.Dir(p) != "." && !seen[p] {
				seen[p] = true
				own = append(own, file.Syntax)
			}
		}
	}
	f.check(own)
	u.Notes = f.notes
	return u.fits(f)
}

// noLayer stands for the base where there are no layers.
var noLayer = []string{"."}

func syntax(files []*compile.WrittenFile) (all []*ast.File) {
	for _, f := range files {
		all = append(all, f.Syntax)
	}
	return all
}

// contract adds a layer, as it is, and returns what is written of it.
func (u *Upgrade) contract(layer string) (*compile.Written, error) {
	c := &Contract{Name: filepath.Join(u.From.dir, layer), After: filepath.Join(u.candidate, Dir, layer)}
	c.Before = c.Name
	u.Contracts = append(u.Contracts, c)
	var err error
	if c.Old, err = compile.Compile(c.Name); err != nil {
		return nil, err
	}
	return compile.Read(c.Name, c.Name)
}
