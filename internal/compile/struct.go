package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"

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
	if c.usesRetracted(v, v.pos()) {
		return &value{expr: model.NewLiteral(nil)}
	}
	v.compiling = true
	c.trail = append(c.trail, v)
	defer func() { v.compiling = false; c.trail = c.trail[:len(c.trail)-1] }()
	c.reach(v)
	if !v.anonymous {
		defer func(before *vertex) { c.owner = before }(c.owner)
		c.owner = v
	}
	if v.isStruct() {
		return c.structValue(v, known)
	}
	return c.givenForKey(v, c.leafValue(v, known))
}

// structValue compiles a struct to an object expression.
func (c *compiler) structValue(v *vertex, known guards) *value {
	c.checkClosed(v)
	e := &model.Expr{Op: model.OpObject, Pos: Position(v.pos())}
	t := &model.Type{Kind: model.Record}
	m := &members{compiler: c, v: v, known: known, applied: map[*pattern]int{}, gaveWay: map[*model.Element]bool{}}
	for _, l := range v.leaves {
		if !c.isConstraint(l.conjunct) {
			t = m.addSpread(e, t, l)
		}
	}
	for _, a := range v.arcs {
		switch {
		case isHidden(a.label) || isDefinition(a.label):
			m.constrain(a)
		case a.defined():
			t = m.addField(e, t, a)
		default:
			c.checkMark(a)
		}
	}
	for _, d := range v.dynamic {
		t = m.addDynamic(e, t, d)
	}
	m.settlePatterns()
	m.giveWay(e)
	for _, el := range v.ellipses {
		el.settled = el.at.Type == nil // a struct that is open takes nothing more here
	}
	x := newValue(e, t)
	for _, l := range v.leaves {
		if c.isConstraint(l.conjunct) {
			c.limit(x, l, known)
		}
	}
	c.refuseCollisions(e, m.gaveWay)
	return x
}

// checkMark reports a field with a ! that nothing gives a value, or not always.
func (c *compiler) checkMark(a *vertex) {
	if a.mark().IsValid() && !a.alwaysDefined() {
		c.report(a.mark(), a.name()+" has a ! and no value", "give it one without a !; an input that must be given has a ! or no default")
	}
}

// members compiles the members of one struct.
type members struct {
	*compiler
	v       *vertex
	known   guards
	applied map[*pattern]int        // how many members with unknown keys a pattern was applied to
	unknown int                     // how many there are
	gaveWay map[*model.Element]bool // the members that are there only where no other has their key
}

func (c *members) addSpread(e *model.Expr, t *model.Type, l *leaf) *model.Type {
	if defaultOf(l.expr) != nil {
		c.report(l.expr.Pos(), "a disjunction is unified with fields", "write the fields, each with its own default")
		return t
	}
	clauses := l.guards.without(c.known).clauses()
	var x *value
	doc := joinDocs(l.heading, c.noted(func() {
		c.under(clauses, func() { x = c.expr(l.expr, l.scope) })
	}))
	l.settled = true
	c.notReadmitted(x, l.expr)
	if x.typ != nil && !isMapping(x.typ) {
		c.report(l.expr.Pos(), kindName(x.typ)+" is unified with a struct", "remove one of them")
		return t
	}
	if x.typ == nil {
		e.Elems = append(e.Elems, &model.Element{Clauses: clauses, Value: x.expr, Doc: doc})
		return t
	}
	if x.typ.Kind == model.Map {
		c.unknown++
		elem := x.typ.Elem
		c.under(clauses, func() {
			var templated *model.Element
			if templated, elem = c.templatedMap(x); templated != nil {
				x = newValue(&model.Expr{Op: model.OpObject, Elems: []*model.Element{templated}, Pos: x.expr.Pos}, x.typ)
			}
		})
		e.Elems = append(e.Elems, &model.Element{Clauses: clauses, Value: x.expr, Doc: doc})
		c.spreads[x.expr] = &model.Type{Kind: model.Map, Elem: elem}
		return asMap(t, elem)
	}
	e.Elems = append(e.Elems, &model.Element{Clauses: clauses, Value: x.expr, Doc: doc})
	c.spreads[x.expr] = x.typ
	for _, f := range x.typ.Fields {
		t = withField(t, &model.Field{Name: f.Name, Type: f.Type, Optional: f.Optional || len(clauses) > 0})
	}
	return t
}

func (c *members) addField(e *model.Expr, t *model.Type, a *vertex) *model.Type {
	exists, within := c.existence(a, c.known)
	elem := &model.Element{Key: model.NewLiteral(a.label)}
	if exists != nil {
		elem.Clauses = []*model.Clause{{If: exists}}
	}
	var x *value
	notes := c.noted(func() {
		c.under(elem.Clauses, func() { x = c.value(a, within) })
	})
	elem.Value, elem.Doc = x.expr, joinDocs(a.doc(), notes)
	e.Elems = append(e.Elems, elem)
	c.fallbacks[elem] = x.fallback != nil || x.otherwise != nil
	return withField(t, &model.Field{Name: a.label, Type: x.typ, Default: x.fallback, Optional: exists != nil})
}

// constrain compiles a hidden field or a definition for what it refuses: CUE takes the
// whole struct for erroneous when such a field is.
func (c *members) constrain(a *vertex) {
	if c.v.template || !a.defined() {
		return
	}
	c.expand(a)
	if a.isStruct() {
		for _, inner := range a.arcs {
			(&members{compiler: c.compiler, v: a, known: c.known}).constrain(inner)
		}
		return
	}
	values := 0
	for _, l := range a.leaves {
		if !c.isConstraint(l.conjunct) && defaultOf(l.expr) == nil {
			values++
		}
	}
	if values > 0 && len(a.leaves) > 1 {
		exists, within := c.existence(a, c.known)
		var clauses []*model.Clause
		if exists != nil {
			clauses = []*model.Clause{{If: exists}}
		}
		c.under(clauses, func() { c.value(a, within) })
	}
}

// addDynamic adds the fields of a for clause, with the patterns that constrain them.
func (c *members) addDynamic(e *model.Expr, t *model.Type, d *dynamicField) *model.Type {
	c.unknown++
	body := &vertex{up: c.v, anonymous: true, template: c.v.template}
	body.add(d.value)
	for _, p := range c.v.patterns {
		if p.all && len(p.guards.without(c.known)) == 0 {
			body.add(p.on(d.key))
			c.applied[p]++
		}
	}
	turns := turnsOf(d)
	var x *value
	doc := joinDocs(d.doc, c.noted(func() {
		c.under(d.clauses, func() {
			if turns != nil {
				body.repetition = &repetition{turns: turns, key: d.key.expr, around: c.loopsHere(), guards: conditionsOf(d.clauses)}
			}
			x = c.value(body, d.value.guards)
		})
	}))
	d.settled = true
	elem := &model.Element{Clauses: d.clauses, Key: d.key.expr, Value: x.expr, Doc: doc}
	c.fallbacks[elem] = x.fallback != nil || x.otherwise != nil
	if turns != nil && !turns.unique {
		c.sameMemberForOneKey(turns, elem, x, e.Pos)
	}
	e.Elems = append(e.Elems, elem)
	return asMap(t, x.typ)
}

// settlePatterns settles the patterns that every field which may match has been unified
// with.
func (c *members) settlePatterns() {
	for _, p := range c.v.patterns {
		p.settled = c.applied[p] == c.unknown
		for _, a := range c.v.arcs {
			if !isHidden(a.label) && !isDefinition(a.label) && p.matches(a.label) {
				p.settled = p.settled && a.has(p.expr)
			}
		}
	}
}

// has reports whether an expression is one of the conjuncts.
func (v *vertex) has(e ast.Expr) bool {
	return slices.ContainsFunc(v.conjuncts, func(c conjunct) bool { return c.expr == e })
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
