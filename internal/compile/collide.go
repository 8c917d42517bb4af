package compile

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// refuseCollisions makes requirements of the members of an object that may have the same
// key and different values, which CUE refuses. Members with constant keys cannot: they
// are one field. Those in gaveWay have seen to it themselves.
func (c *compiler) refuseCollisions(e *model.Expr, gaveWay map[*model.Element]bool) {
	elems := c.flattened(e.Elems)
	for i, a := range elems {
		if repeats(a) {
			c.collide(a, c.renamed(a), e.Pos, true)
		}
		for _, b := range elems[i+1:] {
			if !gaveWay[a] && !gaveWay[b] {
				c.collide(a, c.renamed(b), e.Pos, false)
			}
		}
	}
}

// flattened puts the attributes of objects that are spread in the place of the spreads.
func (c *compiler) flattened(elems []*model.Element) (all []*model.Element) {
	for _, e := range elems {
		t := c.spreads[e.Value]
		if e.Key != nil || t == nil || t.Kind != model.Record {
			all = append(all, e)
			continue
		}
		for _, f := range t.Fields {
			member := &model.Element{Clauses: e.Clauses, Key: model.NewLiteral(f.Name), Value: &model.Expr{Op: model.OpGet, Name: f.Name, Args: []*model.Expr{e.Value}}}
			if f.Type != nil {
				member.Value.Kind = f.Type.Kind
			}
			c.fallbacks[member] = f.Default != nil
			if f.Optional {
				has := &model.Expr{Op: model.OpHas, Name: f.Name, Args: []*model.Expr{e.Value}, Kind: model.Bool}
				member.Clauses = append(slices.Clip(e.Clauses), &model.Clause{If: has})
			}
			all = append(all, member)
		}
	}
	return all
}

// repeats reports whether a member of a for clause may have the same key twice, and then
// another value: its key is neither the key of the one map that it goes through, nor all
// that the value depends on.
func repeats(e *model.Element) bool {
	var loops []*model.For
	for _, clause := range e.Clauses {
		if clause.For != nil {
			loops = append(loops, clause.For)
		}
	}
	if len(loops) == 0 || e.Key == nil {
		return false
	}
	key := varied(e.Key)
	if len(loops) > 1 || key.Op != model.OpVar {
		return true
	}
	loop := loops[0]
	other := loop.Value
	if key.Name == loop.Value {
		other = loop.Key
	}
	return key.Name != loop.Key && (key.Name != loop.Value || e.Value.Uses(other))
}

// varied is what makes one key differ from another: the variable of an interpolation
// that has no other.
func varied(key *model.Expr) *model.Expr {
	if key.Op != model.OpText {
		return key
	}
	var only *model.Expr
	for _, part := range key.Args {
		switch {
		case part.Op == model.OpLiteral:
		case only != nil:
			return key
		default:
			only = part
		}
	}
	if only == nil {
		return key
	}
	return only
}

// neverEqual reports whether a constant cannot be what an interpolation gives, by its
// beginning.
func neverEqual(a, b *model.Expr) bool {
	if a.Op == model.OpText {
		a, b = b, a
	}
	constant, ok := a.LiteralString()
	if !ok || b.Op != model.OpText || len(b.Args) == 0 {
		return false
	}
	begin, ok := b.Args[0].LiteralString()
	return ok && !strings.HasPrefix(constant, begin)
}

// collide requires that two members with the same key have the same value. They are two
// turns of one loop when again is set.
func (c *compiler) collide(a, b *model.Element, at model.Position, again bool) {
	if c.sameField(a, b) {
		name, _ := a.Key.LiteralString()
		c.reportAt(at, "the field "+name+" has two values that CUE unifies", "write all of it in one place, or leave it out of what is embedded")
		return
	}
	r := c.collision(a, b, at)
	if r == nil {
		return
	}
	switch k := c.oneKeys[a]; {
	case again && k != nil && k.same:
		return
	case again && k != nil:
		r.oneKey, r.fallback = k, false
	case again && r.fallback:
		r.oneKey = &oneKey{fallback: &a.Value.Pos}
	}
	value, second := r.refused.Args[0], r.refused.Args[1]
	comparable := again || isScalar(&model.Type{Kind: value.Kind}) && value.Kind == second.Kind
	switch {
	case comparable:
		c.require(r)
	case !c.excluded(r, nil):
		c.reportAt(at, "two members may have the same key, and their values cannot be compared", `leave the key of the field out of the map: for k, v in m if k != "name" {(k): v}`)
	}
}

// sameField reports whether two members with constant keys are one field whose values are
// structs or lists: CUE unifies what they have.
func (c *compiler) sameField(a, b *model.Element) bool {
	if a.Key == nil || b.Key == nil || factsIn(a.Clauses).excludes(factsIn(b.Clauses)) {
		return false
	}
	x, constant := a.Key.LiteralString()
	y, too := b.Key.LiteralString()
	whole := func(e *model.Expr) bool { return e.Kind == model.Record || e.Kind == model.Map || e.Kind == model.List }
	return constant && too && x == y && (whole(a.Value) || whole(b.Value))
}

// collision is the requirement that two members with the same key have the same value;
// nil when they never have the same key, or are never there together.
func (c *compiler) collision(a, b *model.Element, at model.Position) *requirement {
	key, value, clauses := c.memberOf(a, "member")
	name := "member"
	if a.Key == nil {
		name = "other_member"
	}
	other, second, more := c.memberOf(b, name)
	if key.Op == model.OpLiteral && other.Op == model.OpLiteral || neverEqual(key, other) || factsIn(a.Clauses).excludes(factsIn(b.Clauses)) {
		return nil
	}
	clauses = slices.Concat(clauses, more, []*model.Clause{{If: &model.Expr{Op: model.OpEqual, Args: []*model.Expr{key, other}, Kind: model.Bool}}})
	return &requirement{
		clauses: clauses, subject: newValue(key, &model.Type{Kind: model.String}),
		refused: &model.Expr{Op: model.OpNotEqual, Args: []*model.Expr{value, second}, Kind: model.Bool},
		words:   "has two values", pos: at, keyed: true, fallback: c.fallbacks[a] || c.fallbacks[b],
	}
}

// memberOf is the key and the value of a member, and the clauses that lead to it: those
// of a spread map go through its members, by the name of a variable.
func (c *compiler) memberOf(e *model.Element, name string) (key, value *model.Expr, clauses []*model.Clause) {
	if e.Key != nil {
		return e.Key, e.Value, e.Clauses
	}
	loop := &model.For{Key: name + "_key", Value: name, In: e.Value}
	key = &model.Expr{Op: model.OpVar, Name: loop.Key, Kind: model.String}
	return key, &model.Expr{Op: model.OpVar, Name: loop.Value, Kind: c.elemKind(e.Value)}, append(slices.Clone(e.Clauses), &model.Clause{For: loop})
}

// elemKind is the kind of the members of a map that is spread.
func (c *compiler) elemKind(e *model.Expr) model.Kind {
	if t := c.spreads[e]; t != nil && t.Elem != nil {
		return t.Elem.Kind
	}
	return ""
}

// renamed is the member with other variables in its for clauses.
func (c *compiler) renamed(e *model.Element) *model.Element {
	names := map[string]string{}
	for _, clause := range e.Clauses {
		if clause.For != nil {
			for _, name := range []string{clause.For.Key, clause.For.Value} {
				if name != "" {
					names[name] = "other_" + name
				}
			}
		}
	}
	copied := *e
	copied.Clauses = model.RewriteClauses(e.Clauses, renaming(names))
	for _, clause := range copied.Clauses {
		if clause.For != nil {
			clause.For.Key, clause.For.Value = names[clause.For.Key], names[clause.For.Value]
		}
	}
	copied.Key, copied.Value = e.Key.Rewrite(renaming(names)), e.Value.Rewrite(renaming(names))
	c.spreads[copied.Value] = c.spreads[e.Value]
	c.fallbacks[&copied] = c.fallbacks[e]
	return &copied
}
