package compile

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// A field that has a default and nothing else gives way, in CUE, to a member of the same
// key that a map or a loop beside it has: {input.labels, app: *"x" | string}.

// onlyDefaults reports whether v, which has been expanded, has no value but defaults.
func (c *compiler) onlyDefaults(v *vertex) bool {
	defaults := false
	for _, l := range v.leaves {
		switch {
		case c.isConstraint(l.conjunct):
		case defaultOf(l.expr) == nil || c.mayBeAbsent(defaultOf(l.expr), l.scope):
			return false
		default:
			defaults = true
		}
	}
	return defaults && !v.isStruct()
}

// mayGiveWay reports whether the value of v is that of a member beside it, where there
// is one.
func (c *compiler) mayGiveWay(v *vertex) bool {
	if v.up == nil || v.up == c.root || v.up.state != expanded {
		return false
	}
	c.expand(v)
	others := len(v.up.dynamic) > 0 || slices.ContainsFunc(v.up.leaves, func(l *leaf) bool { return !c.isConstraint(l.conjunct) })
	return others && c.onlyDefaults(v)
}

// giveWay lets the fields that are no more than defaults give way.
func (c *members) giveWay(e *model.Expr) {
	for _, elem := range e.Elems {
		if name, ok := elem.Key.LiteralString(); ok {
			if a := c.v.arc(name); a != nil && c.mayGiveWay(a) {
				c.giveWayIn(e, elem, a)
			}
		}
	}
}

// giveWayIn leaves the field a out of an object where one of the other members has its
// key, and requires of that member what the field's constraints say.
func (c *members) giveWayIn(e *model.Expr, elem *model.Element, a *vertex) {
	defer func(before *vertex) { c.owner = before }(c.owner)
	c.owner = a
	for _, other := range e.Elems {
		r := c.collision(elem, c.renamed(other), e.Pos)
		if r == nil || c.excluded(r, nil) {
			continue
		}
		has := c.hasMember(other, a.label)
		if has == nil {
			c.report(a.pos(), "the default of "+a.name()+" gives way to a member of the same key, which a loop may give", `leave the key out of the loop: for k, v in m if k != "`+a.label+`" {(k): v}`)
			continue
		}
		elem.Clauses = append(slices.Clip(elem.Clauses), &model.Clause{If: has.Negate()})
		member := &value{expr: r.refused.Args[1], typ: c.typeOfMember(other)}
		c.under(r.clauses, func() {
			for _, l := range a.leaves {
				l.settled = false
				c.limit(member, l, c.known)
			}
		})
	}
	c.gaveWay[elem] = true
}

// typeOfMember is the type of the members that a spread or a loop gives.
func (c *compiler) typeOfMember(e *model.Element) *model.Type {
	if t := c.spreads[e.Value]; e.Key == nil && t != nil {
		return t.Elem
	}
	return &model.Type{Kind: e.Value.Kind}
}

// hasMember is the condition under which what has unknown keys, a spread or a loop, has a
// member of a name; nil where that is not known.
func (c *compiler) hasMember(e *model.Element, name string) *model.Expr {
	key := model.NewLiteral(name)
	if e.Key == nil {
		return c.hasKey(guardsOf(e.Clauses).expr(), e.Value, key)
	}
	i := slices.IndexFunc(e.Clauses, func(clause *model.Clause) bool { return clause.For != nil })
	loop := e.Clauses[i].For
	if !onlyConditions(e.Clauses[i+1:]) || e.Key.Op != model.OpVar || e.Key.Name != loop.Key || loop.In.Kind != model.Map {
		return nil
	}
	has := c.hasKey(guardsOf(e.Clauses[:i]).expr(), loop.In, key)
	at := &model.Expr{Op: model.OpIndex, Args: []*model.Expr{loop.In, key}, Pos: e.Value.Pos}
	for _, clause := range e.Clauses[i+1:] {
		has = lazyAnd(has, replaced(replaced(clause.If, loop.Key, key), loop.Value, at))
	}
	return has
}

// hasKey is the condition under which, where some conditions hold, a map has a key.
func (c *compiler) hasKey(where *model.Expr, in, key *model.Expr) *model.Expr {
	return conjunction(where, &model.Expr{Op: model.OpHasKey, Args: []*model.Expr{in, key}, Kind: model.Bool, Pos: in.Pos})
}
