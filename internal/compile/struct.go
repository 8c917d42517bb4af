package compile

import (
	"github.com/base-k8s/base-k8s/internal/model"
)

// value compiles the value of v where the known conditions hold.
func (c *compiler) value(v *vertex, known guards) *value {
	c.expand(v)
	if c.depth++; c.depth > maxDepth {
		c.depth--
		return c.fail(v.pos(), "the value nests too deeply", "break the cycle of references")
	}
	defer func() { c.depth-- }()
	if v.compiling {
		return c.failf(v.pos(), "break the cycle of references", "the value of %s depends on itself", v.name())
	}
	v.compiling = true
	defer func() { v.compiling = false }()
	if v.isStruct() {
		return c.structValue(v, known)
	}
	return c.leafValue(v, known)
}

// structValue compiles a struct to an object expression.
func (c *compiler) structValue(v *vertex, known guards) *value {
	e := &model.Expr{Op: model.OpObject, Pos: position(v.pos())}
	t := &model.Type{Kind: model.Record}
	for _, leaf := range v.leaves {
		if !c.isConstraint(leaf) {
			t = c.addSpread(e, t, leaf, known)
		}
	}
	for _, a := range c.fields(v) {
		t = c.addField(e, t, a, known)
	}
	for _, d := range v.dynamic {
		t = c.addDynamic(e, t, v, d)
	}
	return newValue(e, t)
}

func (c *compiler) addSpread(e *model.Expr, t *model.Type, leaf conjunct, known guards) *model.Type {
	if defaultOf(leaf.expr) != nil {
		c.report(leaf.expr.Pos(), "a disjunction is unified with fields", "write the fields, each with its own default")
		return t
	}
	x := c.expr(leaf.expr, leaf.scope)
	if x.typ != nil && !isMapping(x.typ) {
		c.report(leaf.expr.Pos(), "a "+string(x.typ.Kind)+" is unified with a struct", "remove one of them")
		return t
	}
	e.Elems = append(e.Elems, &model.Element{Clauses: leaf.guards.without(known).clauses(), Value: x.expr})
	if x.typ == nil {
		return t
	}
	if x.typ.Kind == model.Map {
		return asMap(t, x.typ.Elem)
	}
	for _, f := range x.typ.Fields {
		t = withField(t, &model.Field{Name: f.Name, Type: f.Type, Optional: f.Optional || len(leaf.guards.without(known)) > 0})
	}
	return t
}

func (c *compiler) addField(e *model.Expr, t *model.Type, a *vertex, known guards) *model.Type {
	exists, within := c.existence(a, known)
	x := c.value(a, within)
	elem := &model.Element{Key: literalValue(a.label).expr, Value: x.expr, Doc: a.doc()}
	if exists != nil {
		elem.Clauses = []*model.Clause{{If: exists}}
	}
	e.Elems = append(e.Elems, elem)
	return withField(t, &model.Field{Name: a.label, Type: x.typ, Optional: exists != nil})
}

// addDynamic adds the fields of a for clause, with the patterns that constrain them.
func (c *compiler) addDynamic(e *model.Expr, t *model.Type, v *vertex, d dynamicField) *model.Type {
	body := &vertex{up: v, anonymous: true, template: v.template}
	body.add(d.value)
	for _, p := range v.patterns {
		if p.name == "" {
			body.add(p.conjunct)
		}
	}
	x := c.value(body, d.value.guards)
	e.Elems = append(e.Elems, &model.Element{Clauses: d.clauses, Key: d.key.expr, Value: x.expr})
	return asMap(t, x.typ)
}

// asMap is t with keys that are not known.
func asMap(t, elem *model.Type) *model.Type {
	if t.Kind == model.Record && len(t.Fields) == 0 {
		return &model.Type{Kind: model.Map, Elem: elem}
	}
	return &model.Type{Kind: model.Map, Elem: join(elemOf(t), elem, false)}
}

func withField(t *model.Type, f *model.Field) *model.Type {
	if t.Kind == model.Map {
		return asMap(t, f.Type)
	}
	if t.Field(f.Name) == nil {
		t.Fields = append(t.Fields, f)
	}
	return t
}
