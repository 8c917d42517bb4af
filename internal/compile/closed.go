package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// closure is a definition, or close(…), that allows a struct only its own fields. CUE
// itself refuses other fields that are always there; those below an if or a for it
// refuses only when an input makes them exist.
type closure struct {
	by *vertex
	// embeds are the literals that the definition is embedded in: their fields are
	// allowed too.
	embeds  []*ast.StructLit
	settled bool // see ledger.go
}

// closeBy notes that v is unified with a closed struct.
func (v *vertex) closeBy(by *vertex, embeds []*ast.StructLit) {
	if !slices.ContainsFunc(v.closures, func(k *closure) bool { return k.by == by }) {
		v.closures = append(v.closures, &closure{by: by, embeds: embeds})
	}
}

// checkClosed reports the fields of a struct that a definition in it does not allow, and
// passes the definition's own structs on to the fields of the same name.
func (c *compiler) checkClosed(v *vertex) {
	for _, k := range v.closures {
		k.settled = true
		c.expand(k.by)
		open := k.open()
		for _, a := range v.arcs {
			if isHidden(a.label) || isDefinition(a.label) || !a.defined() {
				continue
			}
			if !open && !k.allows(a.label) {
				c.notAllowed(a.pos(), a.label+" is no field of "+k.by.name())
				continue
			}
			if inner := k.by.arc(a.label); inner != nil && c.isClosedStruct(inner) {
				a.closeBy(inner, nil)
			}
		}
		for _, d := range v.dynamic {
			if !open && !k.allowsAll() && !k.declares(func(f *ast.Field) bool { return f == d.field }) {
				c.notAllowed(d.field.Pos(), "the keys are not known, and "+k.by.name()+" allows only its own fields")
			}
		}
	}
}

func (c *compiler) notAllowed(pos token.Pos, summary string) {
	c.report(pos, summary, "add … to the definition, or [string]: … for keys that are not known")
}

func (c *compiler) isClosedStruct(v *vertex) bool {
	c.expand(v)
	return v.isStruct()
}

// open reports whether there is a … in the definition, or in a literal that it is embedded in.
func (k *closure) open() bool {
	for _, e := range k.by.ellipses {
		e.settled = true
	}
	return len(k.by.ellipses) > 0 || slices.ContainsFunc(k.embeds, func(lit *ast.StructLit) bool {
		return slices.ContainsFunc(lit.Elts, func(d ast.Decl) bool { _, ok := d.(*ast.Ellipsis); return ok })
	})
}

func (k *closure) allows(label string) bool {
	named := func(f *ast.Field) bool { return labelName(bareLabel(f)) == label }
	return k.by.arc(label) != nil || k.matches(label) || k.declares(named) ||
		slices.ContainsFunc(k.by.mayHave, func(body ast.Expr) bool { return declaresIn(body, named) })
}

func (k *closure) matches(label string) bool {
	return slices.ContainsFunc(k.by.patterns, func(p *pattern) bool { return p.matches(label) })
}

// allowsAll reports whether every key is allowed.
func (k *closure) allowsAll() bool {
	return k.open() || slices.ContainsFunc(k.by.patterns, func(p *pattern) bool { return p.all })
}

// declares reports whether a literal that the definition is embedded in has such a field,
// those in comprehensions included.
func (k *closure) declares(such func(*ast.Field) bool) bool {
	return slices.ContainsFunc(k.embeds, func(lit *ast.StructLit) bool { return declaresIn(lit, such) })
}

func declaresIn(n ast.Node, such func(*ast.Field) bool) bool {
	found := false
	ast.Walk(n, func(n ast.Node) bool {
		f, isField := n.(*ast.Field)
		found = found || isField && such(f)
		return !isField // its value has fields of its own
	}, nil)
	return found
}

// bareLabel is a field's label without an alias.
func bareLabel(f *ast.Field) ast.Label {
	if alias, ok := f.Label.(*ast.Alias); ok {
		label, _ := alias.Expr.(ast.Label)
		return label
	}
	return f.Label
}
