package compile

import (
	"path"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"
)

// pkg is a package of CUE: the contract's own, or one that it imports.
type pkg struct {
	*build.Instance
	root     *vertex
	imported bool // not the contract's own
}

// open is a package with a vertex for what its files say together.
func (c *compiler) openPackage(of *build.Instance, imported bool) *pkg {
	if p := c.packages[of]; p != nil {
		return p
	}
	p := &pkg{of, &vertex{}, imported}
	p.root.pkg = p
	for _, f := range of.Files {
		p.root.add(conjunct{expr: &ast.StructLit{Elts: f.Decls}, scope: &scope{file: f, in: p}})
	}
	c.packages[of] = p
	return p
}

// imported is what name stands for by an import of the file of s: a builtin, or the vertex of
// a package.
func (c *compiler) imported(s *scope, name string) any {
	for spec := range s.file.ImportSpecs() {
		importPath, err := literal.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		of := s.in.LookupImport(importPath)
		local := path.Base(importPath)
		switch {
		case spec.Name != nil:
			local = spec.Name.Name
		case of != nil:
			local = of.PkgName
		}
		switch {
		case local != name:
		case of != nil:
			p := c.openPackage(of, true)
			c.expand(p.root)
			return p.root
		default:
			return builtin(importPath)
		}
	}
	return nil
}

// pkg is the package in whose file a scope is; nil for what stands in none.
func (s *scope) pkg() *pkg {
	for ; s != nil; s = s.up {
		if s.in != nil {
			return s.in
		}
	}
	return nil
}

// hiddenIn stands between a hidden name and the package that it belongs to: two packages may
// have hidden fields of one name in one struct, and do not see each other's.
const hiddenIn = "@"

// label is the name that a label has in a vertex. Names of the contract are as they are.
func (s *scope) label(l ast.Label) string {
	name := labelName(l)
	if _, isIdent := l.(*ast.Ident); isIdent && isHidden(name) {
		if p := s.pkg(); p != nil && p.imported {
			return name + hiddenIn + p.ID()
		}
	}
	return name
}

// shown is a name as the user wrote it.
func shown(label string) string {
	if isHidden(label) {
		label, _, _ = strings.Cut(label, hiddenIn)
	}
	return label
}

// topPackage is the package whose field v is or is inside of; nil for what has no path, such as an
// element.
func (v *vertex) topPackage() *pkg {
	for ; v != nil && !v.anonymous; v = v.up {
		if v.pkg != nil {
			return v.pkg
		}
	}
	return nil
}

// isForeign reports whether a package is another one than that of v.
func (v *vertex) isForeign(p *pkg) bool { return p != nil && p.imported && p != v.topPackage() }

// noField reports a field that a package does not have.
func (c *compiler) noField(p *pkg, name string, pos token.Pos) *value {
	var names []string
	for _, a := range p.root.arcs {
		if !isHidden(a.label) && a.defined() && editDistance(a.label, name) <= 2 {
			names = append(names, p.PkgName+"."+a.label)
		}
	}
	slices.Sort(names)
	advice := "correct the name"
	switch {
	case isHidden(name):
		advice = "a hidden field is one of its package alone: give it a name without _ there"
	case len(names) > 0:
		advice = "did you mean " + names[0] + "?"
	}
	return c.fail(pos, "the package "+p.PkgName+" has no field "+shown(name), advice)
}

// origin is the place nearest to what is being compiled that is not in a vendored package: who
// reads an error can change something there.
func (c *compiler) origin() token.Pos {
	for _, e := range slices.Backward(c.trail) {
		switch e := e.(type) {
		case ast.Expr:
			if pos := e.Pos(); pos.IsValid() && !c.src.vendored[pos.Filename()] {
				return pos
			}
		case *vertex:
			for _, conj := range e.conjuncts {
				if pos := conj.pos(); pos.IsValid() && !c.src.vendored[pos.Filename()] {
					return pos
				}
			}
		}
	}
	return token.NoPos
}
