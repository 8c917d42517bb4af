package compile

import (
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// refer compiles a reference to a vertex.
func (c *compiler) refer(v *vertex, pos token.Pos) *value {
	switch {
	case c.isInput(v):
		return c.inputValue(v, pos)
	case v == c.root.arc("input"):
		return c.fail(pos, "the whole input is not a value", "refer to one of its fields: input.name")
	case v.pkg != nil:
		return c.fail(pos, "the package "+v.pkg.PkgName+" is not a value", "refer to one of its fields: "+v.pkg.PkgName+".name")
	}
	if !v.defined() && !v.anonymous {
		return c.fail(pos, v.path()+" is only a constraint and has no value", "give the field a value, without ?")
	}
	if object := c.nameOf(v); object != nil {
		return c.there(v, objectRef(object, v.label, c.valueApart(v, c.within(v))))
	}
	if object, metadata := c.objectOf(v); object != nil {
		return c.there(v, c.referTo(object, metadata, c.valueApart(v, c.within(v))))
	}
	if top := c.topLevel(v); top != nil {
		c.checkMark(top)
	}
	if top := c.topLevel(v); top != nil && becomesLocal(top) {
		return c.localValue(top, v, pos)
	}
	if c.mayGiveWay(v) {
		return c.get(c.refer(v.up, pos), v.label, pos)
	}
	c.note(v.doc())
	return c.there(v, c.value(v, c.within(v)))
}

// there is the value x of what is referred to, of which it requires that it is there under the
// conditions that do not stand around the reference: to CUE it is an undefined field otherwise.
func (c *compiler) there(v *vertex, x *value) *value {
	if x.typ == nil {
		return x // which has been reported
	}
	var missing guards
	around := c.surely()
	for _, g := range c.within(v) {
		missing = missing.and(conjuncts(g.cond).without(around))
	}
	if cond := missing.expr(); cond != nil {
		c.require(&requirement{refused: cond.Negate(), subject: x, words: v.path() + " is not there", pos: x.expr.Pos})
	}
	return x
}

// conjuncts are the conditions that all hold when a condition does.
func conjuncts(cond *model.Expr) guards {
	switch {
	case cond.Op == model.OpAnd:
		return conjuncts(cond.Args[0]).and(conjuncts(cond.Args[1]))
	case cond.Op == model.OpIf && cond.Args[2].IsLiteral(false):
		return conjuncts(cond.Args[0]).and(conjuncts(cond.Args[1]))
	}
	return guards{newGuard(cond)}
}

// within are the conditions under which v exists. What refers to v holds only then.
func (c *compiler) within(v *vertex) guards {
	if v == nil || v.up == nil || v.anonymous {
		return nil
	}
	_, within := c.existence(v, c.within(v.up))
	return within
}

// topLevel is the field at the top of the contract, or of a package that it imports, that v
// is or is inside of; nil for what is inside of something without a path, such as an element.
func (c *compiler) topLevel(v *vertex) *vertex {
	for ; v != nil && !v.anonymous; v = v.up {
		if v.up != nil && v.up.pkg != nil {
			return v
		}
	}
	return nil
}

// becomesLocal reports whether a field at the top is a local where it is referred to: a hidden
// field, and every field of a package that is imported, which has no other place.
func becomesLocal(top *vertex) bool {
	return !isDefinition(top.label) && (isHidden(top.label) || top.up.pkg.imported)
}

// isInput reports whether v is a field of #Input that an input gives.
func (c *compiler) isInput(v *vertex) bool {
	for ; v != nil && v.up != nil; v = v.up {
		if v.anonymous || isHidden(v.label) || isDefinition(v.label) {
			return false
		}
		if v.up == c.inputs {
			return true
		}
	}
	return false
}

// isPartOfInput reports whether v is a field of #Input, or an attribute of the elements of
// one.
func (c *compiler) isPartOfInput(v *vertex) bool {
	return c.isInput(v) || v.up != nil && v.up.input
}

// isInside reports whether v is a vertex or in it.
func isInside(v, of *vertex) bool {
	for ; v != nil && v != of; v = v.up {
	}
	return v != nil
}

// inputValue compiles a reference to an input or an attribute of one.
func (c *compiler) inputValue(v *vertex, pos token.Pos) *value {
	if c.inputType == nil {
		return c.fail(pos, "the type of an input cannot depend on an input", "write a rule between inputs in _checks: if … {name: error(\"…\")}")
	}
	if v.up == c.inputs {
		if x := c.fixedValue(v, pos); x != nil {
			return x
		}
		f := c.inputType.Field(v.label)
		if f == nil {
			return c.failf(pos, "declare it in #Input", "there is no input %s", v.label)
		}
		x := newValue(&model.Expr{Op: model.OpInput, Name: v.label, Pos: Position(pos)}, f.Type)
		x.fallback = f.Default
		return x
	}
	return c.get(c.inputValue(v.up, pos), v.label, pos)
}
