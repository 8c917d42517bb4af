package compile

import "github.com/base-k8s/base-k8s/internal/model"

// givenForKey is the value of a field that is an attribute of the element of a loop, with a
// default, inside what the loop gives a key: CUE unifies what all elements with the key have, and
// the default of one gives way to what another one gives. So it is what the first of them gives,
// else the default. It is x itself for any other field, and where the key is that of a map.
func (c *compiler) givenForKey(v *vertex, x *value) *value {
	for up := v; up != nil && x.fallback != nil; up = up.up {
		if r := up.repetition; r != nil && !r.unique {
			if attribute := c.attributeForKey(r, x); attribute != nil && c.defaultMeets(v, x.fallback) {
				return c.firstGiven(r, attribute, x)
			}
		}
	}
	return x
}

// attributeForKey is an attribute in terms of the loop that gives a key, where that is the key of
// the element whose attribute it is. It is nil for anything else, and where it is not known
// whether an input gives it.
func (c *compiler) attributeForKey(r *repetition, x *value) *model.Expr {
	item := x.expr
	for item.Op == model.OpGet {
		item = item.Args[0]
	}
	if item.Op != model.OpVar || !c.isPlainPath(r.loop.In) || !(substitution{r.loop.Value: item}).expr(r.turns.key.expr).Same(r.key) {
		return nil
	}
	attribute := substitution{item.Name: &model.Expr{Op: model.OpVar, Name: r.loop.Value}}.expr(x.expr)
	if u := (&usesOf{compiler: c, turns: r.turns}); !u.isSingle(attribute) || c.attributeOf(r.loop, attribute).Optional {
		return nil
	}
	return attribute
}

// firstGiven is what the first element with the key gives for an attribute, else its default.
func (c *compiler) firstGiven(r *repetition, attribute *model.Expr, x *value) *value {
	loop := &model.For{Key: r.loop.Value + "_given_at", Value: r.loop.Value + "_given", In: r.loop.In}
	at := &model.Expr{Op: model.OpVar, Name: loop.Key}
	s := substitution{r.loop.Value: &model.Expr{Op: model.OpVar, Name: loop.Value}, r.loop.Key: at}
	same := &model.Expr{Op: model.OpEqual, Args: []*model.Expr{s.expr(r.turns.key.expr), r.key}, Kind: model.Bool, Pos: x.expr.Pos}
	clauses := []*model.Clause{{For: loop}, {If: same}}
	exists := r.guards.expr()
	if r.of != nil {
		exists, _ = c.existence(r.of.vertex, nil)
	}
	if exists != nil {
		clauses = append(clauses, &model.Clause{If: s.expr(exists)})
	}
	all := &model.Expr{Op: model.OpList, Kind: model.List, Pos: x.expr.Pos, Elems: []*model.Element{
		{Clauses: append(clauses, &model.Clause{If: r.given(attribute, at)}), Value: s.expr(attribute)},
		{Value: &model.Expr{Op: model.OpLiteral, Value: x.fallback, Kind: x.typ.Kind, Pos: x.expr.Pos}},
	}}
	of := *x
	of.expr = &model.Expr{Op: model.OpIndex, Args: []*model.Expr{all, model.NewLiteral(int64(0))}, Kind: x.typ.Kind, Pos: x.expr.Pos}
	c.givenForKeys[of.expr] = attribute
	return &of
}

// isPlainPath reports whether an expression is an input, or an attribute inside one, of which a
// part is never all of it, see [model.Field.Parts].
func (c *compiler) isPlainPath(e *model.Expr) bool {
	if e.Op == model.OpInput {
		f := c.inputType.Field(e.Name)
		return f != nil && !f.Parts
	}
	if e.Op != model.OpGet || !c.isPlainPath(e.Args[0]) {
		return false
	}
	of := c.inputTypeOf(e.Args[0])
	return of != nil && of.Field(e.Name) != nil && !of.Field(e.Name).Parts
}

// defaultMeets reports whether a default meets all that a field says of its value, so that this
// is about what is given.
func (c *compiler) defaultMeets(v *vertex, fallback *model.Literal) bool {
	t := limits{compiler: c, subject: literalValue(fallback.Value)}
	values := 0
	for _, l := range v.leaves {
		switch {
		case !c.isConstraint(l.conjunct) && defaultOf(l.expr) == nil:
			values++
		default:
			if met := t.meets(l.expr, l.scope); met == nil || !met.IsLiteral(true) {
				return false
			}
		}
	}
	return values == 1
}

// attributeOf is the attribute that an expression selects in the element of a loop; nil for any
// other.
func (c *compiler) attributeOf(loop *model.For, e *model.Expr) *model.Field {
	if e.Op != model.OpGet {
		return nil
	}
	of := c.elements[loop]
	if f := c.attributeOf(loop, e.Args[0]); f != nil {
		of = f.Type
	}
	if of == nil {
		return nil
	}
	return of.Field(e.Name)
}

// given is the condition that the element at an index, or under a key, gives an attribute.
func (r *turns) given(attribute, at *model.Expr) *model.Expr {
	element := &model.Expr{Op: model.OpIndex, Args: []*model.Expr{r.loop.In, at}, Pos: attribute.Pos}
	given := substitution{r.loop.Value: element}.expr(attribute)
	given.Op, given.Kind = model.OpGiven, model.Bool
	return given
}
