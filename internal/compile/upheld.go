package compile

import (
	"path/filepath"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/promise"
)

// upholder is a field with @promise(name): what is unified with it cannot change what it says,
// and whoever tries breaks the promise.
type upholder struct {
	promise    string
	start, end model.Position
	attr       *ast.Attribute
}

// upholders are all fields of a contract with such an attribute.
func upholders(files []*ast.File) (all []upholder) {
	for _, file := range files {
		ast.Walk(file, func(n ast.Node) bool {
			field, ok := n.(*ast.Field)
			if !ok {
				return true
			}
			for _, attr := range field.Attrs {
				if key, name := attr.Split(); key == "promise" {
					all = append(all, upholder{strings.TrimSpace(name), Position(field.Pos()), Position(field.End()), attr})
				}
			}
			return true
		}, nil)
	}
	return all
}

// covers reports whether a position is in the field.
func (u upholder) covers(p model.Position) bool {
	before := func(a, b model.Position) bool { return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column }
	return p.File == u.start.File && !before(p, u.start) && before(p, u.end)
}

// nameBroken puts the name of a promise before the errors about a conflict between a field that
// upholds it and another place.
func (s *source) nameBroken(all model.Diagnostics) {
	for i, d := range all {
		for _, u := range s.upheld {
			if slices.ContainsFunc(d.Positions, u.covers) && slices.ContainsFunc(d.Positions, func(p model.Position) bool { return !u.covers(p) }) {
				all[i].Summary = promise.Broken(u.promise, d.Summary)
				s.ownFirst(d)
				break
			}
		}
	}
}

// ownFirst puts the positions in the contract's own directory before those in files above it
// and in other packages, and those in vendored packages last: the layer is what its author can
// change.
func (s *source) ownFirst(d model.Diagnostic) {
	foreign := func(p model.Position) int {
		switch {
		case filepath.Dir(p.File) == s.dir:
			return 0
		case s.vendored[p.File]:
			return 2
		}
		return 1
	}
	slices.SortStableFunc(d.Positions, func(a, b model.Position) int { return foreign(a) - foreign(b) })
}

// checkUpheld reports attributes that name no promise, and promises that nothing upholds.
func (c *compiler) checkUpheld(promises []*model.Promise) {
	upheld := map[string]bool{}
	for _, u := range c.src.upheld {
		upheld[u.promise] = true
		if !slices.ContainsFunc(promises, func(p *model.Promise) bool { return p.Name == u.promise }) {
			c.report(u.attr.Pos(), "there is no promise "+u.promise, "write the name of one, @promise(name), and promises: name: {text: \"…\"}")
		}
	}
	for _, p := range promises {
		if len(p.Objects) == 0 && !p.Sensitive && !upheld[p.Name] {
			c.reportAt(p.Pos, "promises."+p.Name+" is upheld by nothing", "write what objects must be, or @promise("+p.Name+") behind the fields that uphold it")
		}
	}
}
