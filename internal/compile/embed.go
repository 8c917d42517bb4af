package compile

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

// embed unifies a reference. The fields of a struct are unified one by one, but
// where a whole value is meant, or a flat map is added to others, the reference
// itself is kept: it then becomes a reference to a local.
func (x *expansionOf) embed(conj conjunct, more bool) {
	target, ok := x.reference(conj.expr, conj.scope).(*vertex)
	if !ok || x.isInput(target) || target == x.v {
		x.v.leaves = append(x.v.leaves, conj)
		return
	}
	x.expand(target)
	alone := len(x.v.arcs)+len(x.v.dynamic)+len(x.v.leaves)+len(x.v.patterns) == 0 && !more
	if !target.isStruct() || !target.template && (alone || x.flatBeside(target)) {
		x.v.leaves = append(x.v.leaves, conj)
		x.v.spread = x.v.spread || target.isStruct() && !alone
		return
	}
	for _, inner := range target.conjuncts {
		inner.guards = conj.guards.and(inner.guards)
		inner.constraint = inner.constraint || conj.constraint
		inner.field = nil
		x.unify(inner)
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
