package compile

import (
	"fmt"
	"strings"

	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

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
	l.model = &model.Local{Name: l.name, Doc: doc, Value: l.value.expr, Pos: Position(top.pos())}
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
	name := model.SnakeCase(strings.TrimPrefix(shown(top.label), "_"))
	if !top.up.pkg.imported {
		return name
	}
	base := model.SnakeCase(top.up.pkg.PkgName) + "_" + name
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
	v := newValue(&model.Expr{Op: model.OpLocal, Name: l.name, Pos: Position(pos)}, l.value.typ)
	v.otherwise = l.value.otherwise
	return v
}
