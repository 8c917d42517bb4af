package compile

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// turnsOf are the turns of the one loop of a field whose key depends on it; nil for other fields.
func turnsOf(d *dynamicField) *turns {
	var loop *model.For
	for _, clause := range d.clauses {
		switch {
		case clause.For == nil:
		case loop != nil:
			return nil
		default:
			loop = clause.For
		}
	}
	if loop == nil || d.key.typ == nil {
		return nil
	}
	key := varied(d.key.expr)
	return &turns{loop: loop, key: d.key, unique: loop.Key != "" && key.Op == model.OpVar && key.Name == loop.Key}
}

// oneKey is what elements with one key give to a field.
type oneKey struct {
	*turns                   // nil for those of more than one loop
	shape    *model.Position // of what CUE puts together; nil for none
	fallback *model.Position // of a value that gives way to another one in CUE; nil for none
	same     bool            // the key says all
}

// sameMemberForOneKey requires that elements with one key give a field one value: CUE unifies what
// they give, which comes to the same where only what they give to attributes can differ.
func (c *compiler) sameMemberForOneKey(t *turns, elem *model.Element, x *value, pos model.Position) {
	u := &usesOf{compiler: c, turns: t}
	u.member(x.expr, x.typ)
	if u.fallback == nil && (x.fallback != nil || x.otherwise != nil) && c.givenForKeys[x.expr] == nil && u.uses(x.expr) {
		u.fallback = &x.expr.Pos
	}
	c.oneKeys[elem] = &oneKey{t, u.shape, u.fallback, !u.uses(x.expr)}
	u.stoodIn(x.expr)
	for _, attribute := range u.attributes {
		first, second := indexed(elem, t.loop), c.renamed(indexed(elem, t.loop))
		at := indexOf(t.loop)
		other := renaming(map[string]string{t.loop.Value: "other_" + t.loop.Value, at.Name: "other_" + at.Name})
		same := &model.Expr{Op: model.OpEqual, Args: []*model.Expr{first.Key, second.Key}, Kind: model.Bool}
		c.require(&requirement{
			clauses: slices.Concat(first.Clauses, second.Clauses, []*model.Clause{{If: same}}), subject: newValue(first.Key, &model.Type{Kind: model.String}),
			refused: c.conflict(t, attribute, at, other, pos),
			words:   "has two values", pos: pos, keyed: true, oneKey: &oneKey{turns: t},
		})
	}
}

// conflict is the condition that two elements give an attribute different values: the one at an
// index, and another one, whose variables have other names.
func (c *compiler) conflict(t *turns, attribute, at *model.Expr, other func(*model.Expr) *model.Expr, pos model.Position) *model.Expr {
	operation := func(op model.Op, args ...*model.Expr) *model.Expr {
		return &model.Expr{Op: op, Args: args, Kind: model.Bool, Pos: pos}
	}
	given := t.given(attribute, at)
	both := operation(model.OpAnd, given, given.Rewrite(other))
	differ := operation(model.OpNotEqual, attribute, attribute.Rewrite(other))
	if c.attributeOf(t.loop, attribute).Optional { // which has no value unless it is given
		return operation(model.OpIf, both, differ, model.NewLiteral(false))
	}
	return operation(model.OpAnd, both, differ)
}

// reportOneKey reports what is not the same for one key, and whether there is anything.
func (c *compiler) reportOneKey(k *oneKey) bool {
	switch {
	case k.shape != nil:
		c.reportAt(*k.shape, "two elements with one key would give one field, which CUE puts together, and there is no form for that in Terraform",
			"refuse such elements in #Input: for i, a in list for j, b in list if i < j if a.name == b.name {…}; or make the list a map, whose keys are the names: [name=string]: {…}")
	case k.fallback != nil:
		c.reportAt(*k.fallback, "two elements with one key may give one field, and this has a default or a fallback, which in CUE gives way to what the other element has",
			`write "\(x)" for a text x, [if x {true}, false][0] for a condition x, or make the list a map, whose keys are the names: [name=string]: {…}`)
	}
	return k.shape != nil || k.fallback != nil
}

// differ reports whether one of #Input's own rules refuses two elements with one key:
// for i, a in list for j, b in list if i < j if a.name == b.name {…}.
func (c *compiler) differ(t *turns) bool {
	return t != nil && slices.ContainsFunc(c.own, t.refusedBy)
}

func (t *turns) refusedBy(k *model.Check) bool {
	if len(k.Clauses) < 3 || k.Clauses[0].For == nil || k.Clauses[1].For == nil || !onlyConditions(k.Clauses[2:]) {
		return false
	}
	a, b := k.Clauses[0].For, k.Clauses[1].For
	if !a.In.Same(t.loop.In) || !b.In.Same(t.loop.In) || a.Value == "" || b.Value == "" {
		return false
	}
	key := func(of *model.For) *model.Expr {
		return substitution{t.loop.Value: &model.Expr{Op: model.OpVar, Name: of.Value}}.expr(varied(t.key.expr))
	}
	index := func(of *model.For) *model.Expr { return &model.Expr{Op: model.OpVar, Name: of.Key} }
	same := false
	for _, g := range factsIn(k.Clauses) {
		switch e := g.cond; {
		case e.Op == model.OpEqual && between(e, key(a), key(b)):
			same = true
		case (e.Op == model.OpLess || e.Op == model.OpMore || e.Op == model.OpNotEqual) && between(e, index(a), index(b)):
		case e.Op == model.OpAnd: // whose parts are facts, too
		default:
			return false
		}
	}
	return same
}

// between reports whether an operation is one on two expressions, in any order.
func between(e, x, y *model.Expr) bool {
	return e.Args[0].Same(x) && e.Args[1].Same(y) || e.Args[0].Same(y) && e.Args[1].Same(x)
}

// indexOf is the variable of the index or key of a loop's element.
func indexOf(loop *model.For) *model.Expr {
	if loop.Key != "" {
		return &model.Expr{Op: model.OpVar, Name: loop.Key}
	}
	return &model.Expr{Op: model.OpVar, Name: loop.Value + "_at"}
}

// indexed is a member whose loop has a variable for the index.
func indexed(elem *model.Element, loop *model.For) *model.Element {
	copied := *elem
	copied.Clauses = slices.Clone(elem.Clauses)
	for i, clause := range copied.Clauses {
		if clause.For == loop {
			copied.Clauses[i] = &model.Clause{For: &model.For{Key: indexOf(loop).Name, Value: loop.Value, In: loop.In}}
		}
	}
	return &copied
}

// member finds what CUE would put together of the values of one field.
func (u *usesOf) member(e *model.Expr, t *model.Type) {
	switch {
	case u.shape != nil || u.fallback != nil || !u.uses(e):
	case e.Op == model.OpObject && t != nil:
		for _, elem := range e.Elems {
			name, constant := "", elem.Key != nil
			if constant {
				name, constant = elem.Key.LiteralString()
			}
			f := t.Field(name)
			if !constant || f == nil || slices.ContainsFunc(model.Exprs(elem.Clauses), u.uses) {
				u.shape = &elem.Value.Pos
				return
			}
			u.element(elem, f.Type)
		}
	case e.Op == model.OpList && t != nil:
		for _, elem := range e.Elems {
			u.element(elem, t.Elem)
		}
	case !isWhole(t):
		u.shape = &e.Pos
	case e.Op == model.OpIf && slices.ContainsFunc(e.Args[1:], u.mayGiveWay) || u.hasDefault(e):
		u.fallback = &e.Pos
	}
}

func (u *usesOf) element(elem *model.Element, t *model.Type) {
	if u.fallbacks[elem] && u.uses(elem.Value) {
		u.fallback = &elem.Value.Pos
		return
	}
	u.member(elem.Value, t)
}

// mayGiveWay reports whether a value has a default, or is a choice that may have one.
func (u *usesOf) mayGiveWay(e *model.Expr) bool { return u.hasDefault(e) || u.chooses(e) }

// isWhole reports whether two values of a type that CUE unifies are the same: there is nothing in
// it that only one of them may have.
func isWhole(t *model.Type) bool {
	switch {
	case t == nil || t.Kind == model.Map:
		return false
	case t.Kind == model.List:
		return t.Elem == nil || isWhole(t.Elem)
	}
	return !slices.ContainsFunc(t.Fields, func(f *model.Field) bool { return f.Optional || f.Default != nil || !isWhole(f.Type) })
}
