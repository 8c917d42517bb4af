package compile

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// sameForOneKey adds a check that elements with one key give one object: CUE unifies what they
// give, which comes to the same where only single values can differ.
func (c *compiler) sameForOneKey(r *eachObject, o *model.KubernetesObject) {
	if r.unique {
		return
	}
	u := &usesOf{compiler: c, r: r}
	u.expr(o.Body)
	if u.shape != nil {
		c.reportAt(Position(r.pos), "two elements with one key would give one object, which CUE puts together, and there is no form for that in Terraform",
			"make the list a map, whose keys are the names: [name=string]: {…}; or let the object take only single values of an element: text, numbers, true and false", *u.shape)
		return
	}
	if u.fallback != nil {
		c.reportAt(*u.fallback, "two elements with one key may give one object, and this has a default or a fallback, which in CUE gives way to what the other element has",
			`write "\(x)" for a text x, or make the list a map, whose keys are the names: [name=string]: {…}`)
		return
	}
	var attributes []*model.Expr // that any element with the key may give, see givenForKey
	for e := range o.Body.All() {
		if a := c.givenForKeys[e]; a != nil && !slices.ContainsFunc(attributes, a.Same) {
			attributes = append(attributes, a)
		}
	}
	if len(u.values)+len(attributes) == 0 {
		return
	}
	first, second := *r.loop, *r.loop
	for _, name := range []*string{&first.Key, &second.Key, &second.Value} {
		*name = r.loop.Value + map[*string]string{&first.Key: "_at", &second.Key: "_other_at", &second.Value: "_other"}[name]
	}
	s := substitution{r.loop.Value: &model.Expr{Op: model.OpVar, Name: second.Value}}
	at := func(f model.For) *model.Expr { return &model.Expr{Op: model.OpVar, Name: f.Key, Kind: model.Number} }
	k := &model.Check{Name: checkLabel(r.vertex), Implied: true, Pos: Position(r.pos), Clauses: []*model.Clause{{For: &first}, {For: &second}}}
	add := func(op model.Op, x, y *model.Expr) *model.Expr {
		return &model.Expr{Op: op, Args: []*model.Expr{x, y}, Kind: model.Bool, Pos: k.Pos}
	}
	if r.loop.In.Kind == model.List {
		k.Clauses = append(k.Clauses, &model.Clause{If: add(model.OpLess, at(first), at(second))})
	}
	k.Clauses = append(k.Clauses, &model.Clause{If: add(model.OpEqual, r.key.expr, s.expr(r.key.expr))})
	for _, clause := range o.Each.Clauses {
		switch {
		case clause.For != nil:
		case clause.If.Uses(r.loop.Value):
			k.Clauses = append(k.Clauses, clause, &model.Clause{If: s.expr(clause.If)})
		default:
			k.Clauses = append([]*model.Clause{clause}, k.Clauses...)
		}
	}
	var differ *model.Expr
	for _, value := range u.values {
		differ = orElse(differ, add(model.OpNotEqual, value, s.expr(value)))
	}
	for _, attribute := range attributes {
		both := add(model.OpAnd, r.given(attribute, at(first)), r.given(attribute, at(second)))
		differ = orElse(differ, add(model.OpAnd, both, add(model.OpNotEqual, attribute, s.expr(attribute))))
	}
	k.Clauses = append(k.Clauses, &model.Clause{If: differ})
	k.Message = &model.Expr{Op: model.OpText, Kind: model.String, Pos: k.Pos, Args: []*model.Expr{
		model.NewLiteral("objects." + r.prefix), r.key.expr, model.NewLiteral(r.suffix + ": two elements have this key and give different objects: leave one out, or give it another key"),
	}}
	if k = c.impliedCheck(k, &requirement{pos: k.Pos}); k != nil {
		c.onePerKey = append(c.onePerKey, k)
	}
}

// usesOf collects what of an element, besides its key, an object depends on.
type usesOf struct {
	r *eachObject
	*compiler
	values []*model.Expr // single values
	// fallback is the place of a value that gives way to another one in CUE; nil for none.
	fallback *model.Position
	shape    *model.Position // of what is not one; nil for none
}

// uses reports whether more than the key of an element is in an expression.
func (u *usesOf) uses(e *model.Expr) bool {
	rest := e.Rewrite(func(e *model.Expr) *model.Expr {
		if e.Same(u.r.key.expr) {
			return model.NewLiteral("")
		}
		return e
	})
	return rest.Uses(u.r.loop.Value) || rest.Uses(u.r.loop.Key)
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
	case (e.Kind == model.String || e.Kind == model.Number || e.Kind == model.Bool) && !e.Uses(u.r.loop.Key):
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
	f := u.attributeOf(u.r, e)
	return f != nil && (f.Default != nil || u.hasDefault(e.Args[0]))
}
