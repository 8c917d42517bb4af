package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// alternative is a value of a leaf and the conditions under which it is there.
type alternative struct {
	guards guards
	value  *value
	expr   ast.Expr
}

// leafValue compiles a value that is not a struct literal.
func (c *compiler) leafValue(v *vertex, known guards) *value {
	if v.closed {
		return c.fail(v.pos(), "close needs a struct", "write close({…}) with fields")
	}
	var concrete, defaults []alternative
	templates := listTemplates(v, known)
	for _, l := range v.leaves {
		if c.isConstraint(l.conjunct) {
			continue
		}
		if d := defaultOf(l.expr); d != nil {
			if countDefaults(l.expr) > 1 {
				return c.fail(l.expr.Pos(), v.name()+" has two defaults", "mark one of them with *")
			}
			if !c.mayBeAbsent(d, l.scope) {
				defaults = c.addAlternative(defaults, c.alternative(l, known, func() *value { return c.expr(d, l.scope) }))
				continue
			}
		}
		concrete = c.addAlternative(concrete, c.alternative(l, known, func() *value {
			x := c.listValue(v, l, templates)
			if !v.isAlone(l) {
				c.notReadmitted(x, l.expr)
			}
			return x
		}))
	}
	for _, a := range concrete {
		if v.literal && (len(a.guards) > 0 || a.value.typ != nil && !isMapping(a.value.typ)) {
			return c.fail(a.expr.Pos(), v.name()+" is a struct and something else", "give it one value; a struct under a condition has fields: if c {a: {b: 1}}")
		}
	}
	all := concrete
	if len(defaults) > 0 && (len(concrete) == 0 || len(concrete[len(concrete)-1].guards) > 0) {
		all = append(all, defaults...)
	}
	if len(all) == 0 {
		return c.withoutValue(v, known)
	}
	if a := v.conditional(all, known); a != nil {
		return c.fail(a.expr.Pos(), v.name()+" has no value when the condition inside it does not hold", "write the condition around the field or the element: if c {a: 1}, or a choice: [if c {a}, b][0]")
	}
	x := c.choose(all)
	c.limits(v, x, known)
	return x
}

// alternative compiles a leaf where its own conditions hold.
func (c *compiler) alternative(l *leaf, known guards, compile func() *value) (a alternative) {
	a = alternative{guards: l.guards.without(known), expr: l.expr}
	c.under(a.guards.clauses(), func() { a.value = compile() })
	l.settled = true
	return a
}

// limits makes requirements of the leaves that are no values: constraints, and the
// alternatives beside a default.
func (c *compiler) limits(v *vertex, x *value, known guards) {
	for _, l := range v.leaves {
		d := defaultOf(l.expr)
		switch {
		case d == nil && c.isConstraint(l.conjunct):
			if !l.settled {
				c.limit(x, l, known)
			}
		case d != nil && !c.mayBeAbsent(d, l.scope):
			if c.defaultIsNull(x, l, d) {
				return
			}
			c.limit(x, l, known)
		}
	}
}

// defaultIsNull reports *x | y where x may be null: it is the value then, too.
func (c *compiler) defaultIsNull(x *value, l *leaf, d ast.Expr) bool {
	if x.typ == nil || !x.typ.Nullable || x.expr.Op == model.OpLiteral || slices.ContainsFunc(alternativesTo(l.expr, d), isNull) {
		return false
	}
	l.settled = true
	of := sourceText(d)
	c.report(d.Pos(), of+" may be null, which is the value then and not the other alternative", "write a choice: [if "+of+" != null {"+of+"}, y][0]")
	return true
}

// conditional finds an alternative that is there under other conditions than the field
// or element itself, when nothing is there otherwise.
func (v *vertex) conditional(all []alternative, known guards) *alternative {
	if len(all[len(all)-1].guards) == 0 || complete(all) {
		return nil
	}
	for i, a := range all {
		settled := func(conj conjunct) bool {
			return !conj.constraint && conj.guards.without(known).key() == a.guards.key()
		}
		if !slices.ContainsFunc(v.conjuncts, settled) {
			return &all[i]
		}
	}
	return nil
}

// addAlternative leaves out what is there already: the same value under the same or
// weaker conditions.
func (c *compiler) addAlternative(all []alternative, a alternative) []alternative {
	for i, b := range all {
		if a.value.expr.Same(b.value.expr) && (len(b.guards) == 0 || a.guards.key() == b.guards.key()) {
			return all
		}
		if len(a.guards) == 0 && a.value.expr.Same(b.value.expr) {
			all[i] = a
			return all
		}
		if kept := c.oneConstant(a, b); kept != nil {
			all[i] = *kept
			return all
		}
		if !a.guards.excludes(b.guards) && a.value.typ != nil && b.value.typ != nil {
			c.reportBoth(a.expr.Pos(), b.expr.Pos(), "the field has two values at the same time", "give it one value, or make the conditions exclude each other: if x == 1 {…}, if x != 1 {…}")
		}
	}
	return append(all, a)
}

// oneConstant unifies a constant that is always there with another value, such as an attribute of
// an input that may be absent: it is the value, and requires of the other one to be the same. It
// is nil for two values of another form. A default gives way in CUE, which is another form.
func (c *compiler) oneConstant(a, b alternative) *alternative {
	kept, other := a, b
	if !kept.isConstant() {
		kept, other = b, a
	}
	if !kept.isConstant() || !isScalar(other.value.typ) || other.value.typ.Kind != kept.value.typ.Kind || other.value.typ.Nullable ||
		other.value.fallback != nil || other.value.otherwise != nil || other.value.expr.Op == model.OpLiteral {
		return nil
	}
	t := limits{compiler: c, subject: other.value}
	c.require(&requirement{
		clauses: other.guards.clauses(), refused: t.equal(kept.value, kept.expr).Negate(), subject: other.value,
		words: t.describe(kept.expr), pos: Position(kept.expr.Pos()),
	})
	return &kept
}

// isConstant reports whether an alternative is a scalar whatever the input is.
func (a alternative) isConstant() bool {
	return len(a.guards) == 0 && isScalar(a.value.typ) && a.value.expr.Op == model.OpLiteral
}

// choose combines alternatives that exclude each other. The field's existence has
// been settled, so the last one needs no condition.
func (c *compiler) choose(all []alternative) *value {
	last := all[len(all)-1]
	chosen := last.value
	for i := len(all) - 2; i >= 0; i-- {
		a := all[i]
		if len(a.guards) == 0 {
			chosen = a.value // which is always there
			continue
		}
		e := &model.Expr{Op: model.OpIf, Args: []*model.Expr{a.guards.expr(), a.value.expr, chosen.expr}, Pos: Position(a.expr.Pos())}
		chosen = newValue(e, join(a.value.typ, chosen.typ, false))
	}
	return chosen
}

// recordedOr compiles a leaf, or the timestamp that a @terraform(recorded_timestamp)
// attribute makes of it.
func (c *compiler) recordedOr(v *vertex, leaf conjunct) *value {
	if c.isRecorded(v) {
		e := &model.Expr{Op: model.OpRecorded, Name: v.label, Pos: Position(v.pos())}
		return newValue(e, &model.Type{Kind: model.String, Nullable: true})
	}
	return c.expr(leaf.expr, leaf.scope)
}

// withoutValue is the value of a field that is only constrained. An open list is
// empty then, as in CUE.
func (c *compiler) withoutValue(v *vertex, known guards) *value {
	if templates := listTemplates(v, known); len(templates) > 0 {
		x := c.templated(literalValue([]model.Value{}), templates)
		c.limits(v, x, known)
		return x
	}
	return c.fail(v.pos(), v.name()+" has no value", "give it one; only the fields of #Input may be left open")
}
