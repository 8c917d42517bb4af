package compile

import (
	"maps"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// usesOf collects what of an element, besides its key, an object depends on.
type usesOf struct {
	turns *turns
	*compiler
	values []*model.Expr // single values
	// attributes are those that any element with the key may give.
	attributes []*model.Expr
	// fallback is the place of a value that gives way to another one in CUE; nil for none.
	fallback *model.Position
	shape    *model.Position // of what is not one; nil for none
}

// uses reports whether more than the key of an element is in an expression.
func (u *usesOf) uses(e *model.Expr) bool {
	rest := e.Rewrite(func(e *model.Expr) *model.Expr {
		if e.Same(u.turns.key.expr) {
			return model.NewLiteral("")
		}
		return e
	})
	return rest.Uses(u.turns.loop.Value) || rest.Uses(u.turns.loop.Key)
}

func (u *usesOf) expr(e *model.Expr) {
	switch {
	case !u.uses(e):
	case e.Op == model.OpObjRef:
		u.expr(e.Args[0])
	case e.Op == model.OpObject || e.Op == model.OpList:
		for _, elem := range e.Elems {
			decides := elem.Key == nil && e.Op == model.OpObject || slices.ContainsFunc(model.Exprs(elem.Clauses), u.uses) || elem.Key != nil && u.uses(elem.Key)
			if decides {
				u.shape = &elem.Value.Pos
			}
			if u.uses(elem.Value) && (u.fallbacks[elem] || u.chooses(elem.Value)) {
				u.fallback = &elem.Value.Pos
			}
			u.expr(elem.Value)
		}
	case (e.Kind == model.String || e.Kind == model.Number || e.Kind == model.Bool) && !e.Uses(u.turns.loop.Key):
		if !slices.ContainsFunc(u.values, e.Same) {
			u.values = append(u.values, e)
		}
	default:
		u.shape = &e.Pos
	}
}

// chooses reports whether a value is a choice, of which a part may have a default.
func (u *usesOf) chooses(e *model.Expr) bool {
	return e.Op == model.OpIf && (e.Args[0].Op == model.OpHas || slices.ContainsFunc(e.Args[1:], func(e *model.Expr) bool { return u.hasDefault(e) || u.chooses(e) }))
}

// hasDefault reports whether a value is an attribute of the element that has a default, or is in
// something that has one.
func (u *usesOf) hasDefault(e *model.Expr) bool {
	f := u.attributeOf(u.turns.loop, e)
	return f != nil && (f.Default != nil || u.hasDefault(e.Args[0]))
}

// stoodIn collects the attributes that stand in for values, see givenForKey.
func (u *usesOf) stoodIn(e *model.Expr) {
	for e := range e.All() {
		if a := u.givenForKeys[e]; a != nil {
			u.attribute(a)
		}
	}
}

func (u *usesOf) attribute(a *model.Expr) {
	if !slices.ContainsFunc(u.attributes, a.Same) {
		u.attributes = append(u.attributes, a)
	}
}

// hidden collects what hidden fields and definitions inside an object depend on: CUE unifies
// theirs as well, and refuses the object where they differ. An element that is passed to one is
// all of its attributes.
func (u *usesOf) hidden(v *vertex, inside bool) {
	u.expand(v)
	for _, a := range v.arcs {
		u.hidden(a, inside || isHidden(a.label) || isDefinition(a.label))
	}
	if !inside {
		return
	}
	for _, l := range v.leaves {
		if u.isConstraint(l.conjunct) || defaultOf(l.expr) != nil {
			continue
		}
		x := u.tried(func() *value { return u.compiler.expr(l.expr, l.scope) })
		if !u.attributesOf(x) {
			u.expr(x.expr)
		}
	}
}

// tried is what compile gives, without what it requires and reports: nobody may need the value.
func (c *compiler) tried(compile func() *value) *value {
	sink, diagnostics, reported := c.sink, c.diagnostics, c.reported
	c.sink, c.reported = new([]*requirement), maps.Clone(c.reported)
	defer func() { c.sink, c.diagnostics, c.reported = sink, diagnostics, reported }()
	return compile()
}

// attributesOf collects the attributes of the element, or of an object inside it, or an attribute
// itself, where each is a single value that is given or not.
func (u *usesOf) attributesOf(x *value) bool {
	item := x.expr
	for item.Op == model.OpGet {
		item = item.Args[0]
	}
	if item.Op != model.OpVar || item.Name != u.turns.loop.Value || !u.isPlainPath(u.turns.loop.In) {
		return false
	}
	if isScalar(x.typ) {
		if !u.isSingle(x.expr) {
			return false
		}
		if u.attributeOf(u.turns.loop, x.expr).Required() {
			u.expr(x.expr)
		} else {
			u.attribute(x.expr)
		}
		return true
	}
	if x.typ == nil || x.typ.Kind != model.Record || x.typ.Nullable {
		return false
	}
	for _, f := range x.typ.Fields {
		e := &model.Expr{Op: model.OpGet, Name: f.Name, Args: []*model.Expr{x.expr}, Kind: f.Type.Kind, Pos: x.expr.Pos}
		if !u.attributesOf(newValue(e, f.Type)) {
			return false
		}
	}
	return true
}

// isSingle reports whether an attribute of the element is a single value, not null, and in nothing
// that may be left out itself.
func (u *usesOf) isSingle(attribute *model.Expr) bool {
	f := u.attributeOf(u.turns.loop, attribute)
	if f == nil || !isScalar(f.Type) || f.Type.Nullable {
		return false
	}
	for e := attribute.Args[0]; e.Op == model.OpGet; e = e.Args[0] {
		if outer := u.attributeOf(u.turns.loop, e); outer == nil || outer.Optional || outer.Parts || outer.Type.Nullable {
			return false
		}
	}
	return true
}
