package compile

import (
	"fmt"
	"strings"
	"unicode"

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
	var around, missing guards
	for _, clause := range c.context {
		if clause.If != nil {
			around = around.and(conjuncts(clause.If))
		}
	}
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
		x := newValue(&model.Expr{Op: model.OpInput, Name: v.label, Pos: position(pos)}, f.Type)
		x.fallback = f.Default
		return x
	}
	return c.get(c.inputValue(v.up, pos), v.label, pos)
}

// localValue compiles a reference to a hidden field at the top, or to something in
// it. Constants, and what is no more than another reference, are repeated where they
// are used; the rest becomes a local.
func (c *compiler) localValue(top, v *vertex, pos token.Pos) *value {
	if l := c.locals[top]; l != nil && l.value == nil {
		if v == top {
			return c.failf(pos, "break the cycle", "%s refers to itself", top.label)
		}
		return c.value(v, c.within(v)) // a field beside the one that refers to it
	}
	c.useLocal(top)
	return c.localPart(c.local(top), v, pos)
}

// localPart refers to a local or to something in it.
func (c *compiler) localPart(l *local, v *vertex, pos token.Pos) *value {
	if v == l.top {
		if repeated(l.value) {
			c.note(l.model.Doc)
		}
		return l.reference(pos)
	}
	if c.expand(v); !v.isStruct() && !c.mayGiveWay(v) { // a struct is not repeated, and its fields may refer to v
		if x := c.valueApart(v, c.within(v)); repeated(x) {
			c.note(v.doc())
			return x
		}
	}
	var up *value
	c.noted(func() { up = c.localPart(l, v.up, pos) }) // the comments there are on more than v
	c.note(v.doc())
	return c.get(up, v.label, pos)
}

// repeated reports whether a value reads better where it is used than behind a name.
func repeated(v *value) bool {
	if v.expr.Op == model.OpLiteral {
		return v.typ == nil || v.typ.Kind != model.List && v.typ.Kind != model.Record
	}
	e := v.expr
	for e.Op == model.OpGet {
		e = e.Args[0]
	}
	return e.Op == model.OpInput || e.Op == model.OpVar || e.Op == model.OpLocal || e.Op == model.OpObjRef
}

// local compiles a local at its first use, after those that it refers to.
func (c *compiler) local(top *vertex) *local {
	if l := c.locals[top]; l != nil {
		return l
	}
	l := &local{top: top, name: c.localName(top)}
	c.locals[top] = l
	defer c.inOrder(model.Ordered)() // others refer to it too
	notes := c.notesOf(func() {
		c.apart(&l.required, func() { l.value = c.value(top, c.within(top)) })
	})
	doc := joinDocs(append([]string{top.doc()}, notes...)...)
	l.model = &model.Local{Name: l.name, Doc: doc, Value: l.value.expr, Pos: position(top.pos())}
	if text, ok := l.value.constantString(); ok {
		c.texts[top] = &namedText{Text: &model.Text{Name: l.name, Value: text, Pos: l.model.Pos}, top: top, whole: doc, notes: notes}
	}
	if !repeated(l.value) {
		c.uniqueLocal(l, top)
		c.order = append(c.order, l)
	}
	return l
}

// localName is the name of a local: that of the hidden field, with its package's before it
// where that is imported, and a number behind it where the contract has such a name itself.
func (c *compiler) localName(top *vertex) string {
	name := snakeCase(strings.TrimPrefix(shown(top.label), "_"))
	if !top.up.pkg.imported {
		return name
	}
	base := snakeCase(top.up.pkg.PkgName) + "_" + name
	name = base
	for n := 2; c.isLocalName(name); n++ {
		name = fmt.Sprintf("%s_%d", base, n)
	}
	return name
}

func (c *compiler) isLocalName(name string) bool {
	for _, a := range c.root.arcs {
		if becomesLocal(a) && c.localName(a) == name {
			return true
		}
	}
	for _, l := range c.locals {
		if l.name == name {
			return true
		}
	}
	return false
}

func (c *compiler) uniqueLocal(l *local, top *vertex) {
	for _, other := range c.order {
		if other.name == l.name {
			c.report(top.pos(), top.label+" and another hidden field both become the local "+l.name, "rename one of them")
		}
	}
}

func (l *local) reference(pos token.Pos) *value {
	if repeated(l.value) {
		return &value{expr: shallowCopy(l.value.expr), typ: l.value.typ, fallback: l.value.fallback}
	}
	v := newValue(&model.Expr{Op: model.OpLocal, Name: l.name, Pos: position(pos)}, l.value.typ)
	v.otherwise = l.value.otherwise
	return v
}

// snakeCase is Terraform's spelling of a CUE name: runtimeEnv is runtime_env.
func snakeCase(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		startsWord := unicode.IsUpper(r) && i > 0 && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if startsWord && runes[i-1] != '_' {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
