package compile

import (
	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// A template is the T of [...T] or of [string]: T, which every element of a list or map
// is unified with.

// elementType is the T of an open list; nil for [...].
func elementType(l *leaf) ast.Expr {
	return l.expr.(*ast.ListLit).Elts[0].(*ast.Ellipsis).Type
}

// listTemplates are the leaves of the form [...T] that hold wherever v is.
func listTemplates(v *vertex, known guards) (templates []*leaf) {
	for _, l := range v.leaves {
		if lit, ok := l.expr.(*ast.ListLit); ok && isOpenList(lit) && len(l.guards.without(known)) == 0 {
			templates = append(templates, l)
		}
	}
	return templates
}

// listValue compiles a value of v that may be a list literal, whose elements are then
// unified with the templates one by one.
func (c *compiler) listValue(v *vertex, l *leaf, templates []*leaf) *value {
	lit, ok := l.expr.(*ast.ListLit)
	if !ok || len(templates) == 0 {
		return c.templated(c.recordedOr(v, l.conjunct), templates)
	}
	for _, t := range templates {
		t.settled = true
	}
	return c.listOf(lit, l.scope, templates)
}

// element compiles an element of a list literal.
func (c *compiler) element(e ast.Expr, s *scope, templates []*leaf, known guards) *value {
	body := &vertex{anonymous: true}
	body.add(conjunct{expr: e, scope: s})
	for _, t := range templates {
		if of := elementType(t); of != nil {
			body.add(conjunct{expr: of, scope: t.scope, constraint: true})
		}
	}
	x := c.value(body, known)
	c.note(body.doc())
	return x
}

// templated unifies every element of a list that is not written out with the templates.
func (c *compiler) templated(x *value, templates []*leaf) *value {
	for _, t := range templates {
		if x.typ == nil || x.typ.Kind != model.List {
			return x // the leaf stays open
		}
		t.settled = true
		of := elementType(t)
		if of == nil || x.typ.Elem == nil {
			continue
		}
		loop, inner, item := c.loopOver(x, t.scope)
		r := c.unified(conjunct{expr: of, scope: t.scope, constraint: true}, inner, loop)
		if r.typ == nil {
			return r
		}
		if !isCopy(r.expr, item) {
			e := &model.Expr{Op: model.OpList, Elems: []*model.Element{{Clauses: []*model.Clause{{For: loop}}, Value: r.expr}}, Pos: x.expr.Pos}
			x = newValue(e, &model.Type{Kind: model.List, Elem: r.typ})
		}
	}
	return x
}

// itemName is the variable of a loop that the contract does not write.
const itemName = "item"

// loopOver is a for clause over a list or a map, its element, and a scope in which
// [itemName] is the element.
func (c *compiler) loopOver(x *value, s *scope) (*model.For, *scope, *value) {
	inner := &scope{up: s}
	loop := &model.For{In: x.expr}
	id := ast.NewIdent(itemName)
	loop.Value = c.variable(inner, id, elemOf(x.typ))
	return loop, inner, inner.bindings[itemName].(*value)
}

// unified compiles the unification of an element with a template.
func (c *compiler) unified(template conjunct, inner *scope, loop *model.For) (r *value) {
	body := &vertex{anonymous: true}
	body.add(conjunct{expr: ast.NewIdent(itemName), scope: inner})
	body.add(template)
	c.under([]*model.Clause{{For: loop}}, func() { r = c.value(body, nil) })
	return r
}

// templatedMap unifies every member of a map with the patterns. Its members are nil when
// they stay as they are.
func (c *members) templatedMap(x *value) (*model.Element, *model.Type) {
	var members *model.Element
	elem := x.typ.Elem
	for _, p := range c.v.patterns {
		if !p.all || len(p.guards.without(c.known)) > 0 {
			continue // the pattern stays open
		}
		c.applied[p]++
		loop, inner, item := c.loopOver(&value{expr: x.expr, typ: &model.Type{Kind: model.Map, Elem: elem}}, p.scope)
		key := ast.NewIdent("key")
		loop.Key = c.variable(inner, key, &model.Type{Kind: model.String})
		r := c.unified(p.on(inner.bindings["key"].(*value)), inner, loop)
		if r.typ == nil || isCopy(r.expr, item) {
			continue
		}
		members = &model.Element{Clauses: []*model.Clause{{For: loop}}, Key: shallowCopy(inner.bindings["key"].(*value).expr), Value: r.expr}
		elem = r.typ
		x = newValue(&model.Expr{Op: model.OpObject, Elems: []*model.Element{members}, Pos: x.expr.Pos}, &model.Type{Kind: model.Map, Elem: elem})
	}
	return members, elem
}

// isCopy reports whether an expression is the item itself, or all of its attributes and
// nothing else.
func isCopy(e *model.Expr, item *value) bool {
	if e.Same(item.expr) {
		return true
	}
	if e.Op != model.OpObject || item.typ.Kind != model.Record || len(e.Elems) != len(item.typ.Fields) {
		return false
	}
	for _, elem := range e.Elems {
		if elem.Key == nil || elem.Key.Op != model.OpLiteral {
			return false
		}
		name, _ := elem.Key.Value.Value.(string)
		f := item.typ.Field(name)
		if f == nil || !isCopy(elem.Value, newValue(&model.Expr{Op: model.OpGet, Name: name, Args: []*model.Expr{item.expr}}, f.Type)) {
			return false
		}
		has := (&model.Expr{Op: model.OpHas, Name: name, Args: []*model.Expr{item.expr}}).Key()
		if f.Optional != (len(elem.Clauses) == 1 && elem.Clauses[0].If != nil && elem.Clauses[0].If.Key() == has) {
			return false
		}
	}
	return true
}
