package compile

import (
	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// finish does what was put off, and what that adds in turn.
func (x *expansionOf) finish() {
	for len(x.later) > 0 {
		work := x.later
		x.later = nil
		for i, d := range work {
			if d.comprehension != nil {
				x.comprehension(d)
				continue
			}
			x.embed(d.conjunct, len(work)-i > 1)
		}
	}
}

// embed unifies a reference. The fields of a struct are unified one by one, and so is
// what a definition says of a value; but where a whole value is meant, or a flat map is
// added to others, the reference itself is kept: it then becomes a reference to a local.
func (x *expansionOf) embed(conj conjunct, more bool) {
	target, ok := x.lookedUp(conj.expr, conj.scope).(*vertex)
	if !ok || x.isPartOfInput(target) || target == x.v {
		if more || !x.v.isEmpty() {
			if t := x.recordType(conj.expr, conj.scope); t != nil && (!t.Nullable || x.isNotNull(conj)) {
				x.attributes(conj, t)
				return
			}
		}
		x.v.addLeaf(conj)
		return
	}
	x.expand(target)
	x.usesRetracted(target.up, conj.expr.Pos())
	alone := x.v.isEmpty() && !more
	switch {
	case !target.isStruct():
		if !target.template || !target.defined() || target.state != expanded || len(target.leaves) == 0 {
			x.v.addLeaf(conj)
			return
		}
	case !target.template && (alone || x.flatBeside(target)):
		x.v.addLeaf(conj)
		x.v.spread = x.v.spread || !alone
		return
	}
	if target.template && target.isStruct() {
		x.v.closeBy(target, conj.embeds)
	}
	heading := conj.heading
	switch {
	case x.v.input || target.template && target.input:
	case x.v.isForeign(target.topPackage()): // its comments are not about this
	case isDefinition(target.label) && x.v.anonymous:
		x.note(target.doc())
	case isDefinition(target.label):
		heading = joinDocs(heading, target.doc())
	case alone && x.v.about == "":
		x.v.about = target.nearestDoc()
	}
	for _, inner := range target.conjuncts {
		inner.heading, heading = heading, ""
		inner.guards = conj.guards.and(inner.guards)
		inner.constraint = inner.constraint || conj.constraint
		inner.field = nil
		inner.embeds = conj.embeds
		x.unify(inner)
	}
}

// mergesMaps reports whether two maps of inputs, and nothing else, are unified.
func (c *compiler) mergesMaps(v *vertex) bool {
	var first *leaf
	for _, l := range v.leaves {
		r, ok := c.lookedUp(l.expr, l.scope).(*vertex)
		if !ok || !c.isInput(r) || c.inputType == nil {
			continue
		}
		if t := c.inputValue(r, l.expr.Pos()).typ; t == nil || t.Kind != model.Map {
			continue
		}
		if first != nil && c.reference(first.expr, first.scope) != any(r) && !first.guards.excludes(l.guards) {
			return true
		}
		first = l
	}
	return false
}

func (v *vertex) isEmpty() bool {
	return len(v.arcs)+len(v.dynamic)+len(v.leaves)+len(v.patterns) == 0
}

// recordType is the type of a reference to an object of an input, or to one that a loop
// goes through; nil for everything else.
func (c *compiler) recordType(e ast.Expr, s *scope) *model.Type {
	if c.inputType == nil {
		return nil
	}
	var t *model.Type
	switch r := c.reference(e, s).(type) {
	case *vertex:
		if !c.isInput(r) {
			return nil
		}
		t = c.inputValue(r, e.Pos()).typ
	case *value:
		t = r.typ
	case nil:
		sel, ok := e.(*ast.SelectorExpr)
		if !ok {
			return nil
		}
		of := c.recordType(sel.X, s)
		if of == nil || of.Field(labelName(sel.Sel)) == nil {
			return nil
		}
		t = of.Field(labelName(sel.Sel)).Type
	}
	if t == nil || t.Kind != model.Record {
		return nil
	}
	return t
}

// isNotNull reports whether a conjunct is there only where it is not null.
func (c *compiler) isNotNull(conj conjunct) bool {
	cond := &model.Expr{Op: model.OpNotEqual, Args: []*model.Expr{c.expr(conj.expr, conj.scope).expr, model.NewLiteral(nil)}}
	return c.surely().and(conj.guards).has(newGuard(cond))
}

// attributes unifies the attributes of an object of an input one by one.
func (x *expansionOf) attributes(conj conjunct, t *model.Type) {
	x.v.literal = true
	x.notReadmitted(&value{typ: t}, conj.expr)
	for _, f := range t.Fields {
		added := conj
		added.field = nil
		sel := &ast.SelectorExpr{X: conj.expr, Sel: ast.NewStringLabel(f.Name)}
		added.expr = sel
		if f.Optional {
			present := x.presence(sel, conj.scope)
			added.guards = conj.guards.and(conjuncts(present.expr))
		}
		x.addTo(x.v.ensure(f.Name), added)
	}
}

// flatBeside reports whether target is a map of scalars that has no field in common
// with those of the vertex.
func (x *expansionOf) flatBeside(target *vertex) bool {
	for _, a := range target.arcs {
		x.expand(a)
		if a.isStruct() || x.v.arc(a.label) != nil {
			return false
		}
	}
	return !target.anonymous
}
