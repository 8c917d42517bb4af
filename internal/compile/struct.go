package compile

import (
	"cuelang.org/go/cue/ast"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// existence tells under which condition, beyond those known to hold, a field exists:
// nil for always. within are the conditions that hold inside it.
func (c *compiler) existence(v *vertex, known guards) (cond *model.Expr, within guards) {
	var alternatives []guards
	for _, conj := range v.conjuncts {
		if !conj.constraint {
			alternatives = append(alternatives, conj.guards.without(known))
		}
	}
	common := commonGuards(alternatives)
	within = known.and(common)
	cond = common.expr()
	var rest []*model.Expr
	seen := map[string]bool{}
	for _, alternative := range alternatives {
		gs := alternative.without(common)
		if len(gs) == 0 {
			return cond, within
		}
		if !seen[gs.key()] {
			seen[gs.key()] = true
			rest = append(rest, gs.expr())
		}
	}
	return conjunction(cond, disjunction(rest)), within
}

func commonGuards(alternatives []guards) guards {
	if len(alternatives) == 0 {
		return nil
	}
	common := alternatives[0]
	for _, alternative := range alternatives[1:] {
		common = common.intersect(alternative)
	}
	return common
}

func conjunction(a, b *model.Expr) *model.Expr {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return &model.Expr{Op: model.OpAnd, Args: []*model.Expr{a, b}, Kind: model.Bool, Pos: a.Pos}
}

// disjunction is nil when there is nothing, or when two alternatives are opposites:
// one of them always holds.
func disjunction(alternatives []*model.Expr) *model.Expr {
	if len(alternatives) == 2 && opposite(alternatives[0], alternatives[1]) {
		return nil
	}
	var any *model.Expr
	for _, a := range alternatives {
		if any == nil {
			any = a
			continue
		}
		any = &model.Expr{Op: model.OpOr, Args: []*model.Expr{any, a}, Kind: model.Bool, Pos: a.Pos}
	}
	return any
}

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
	for _, leaf := range v.leaves {
		if c.isConstraint(leaf) {
			continue
		}
		if d := defaultOf(leaf.expr); d != nil {
			if countDefaults(leaf.expr) > 1 {
				return c.fail(leaf.expr.Pos(), v.name()+" has two defaults", "mark one of them with *")
			}
			defaults = append(defaults, alternative{leaf.guards.without(known), c.expr(d, leaf.scope), d})
			continue
		}
		a := alternative{leaf.guards.without(known), c.recordedOr(v, leaf), leaf.expr}
		concrete = c.addAlternative(concrete, a)
	}
	for _, a := range concrete {
		if v.literal && (len(a.guards) > 0 || a.value.typ != nil && !isMapping(a.value.typ)) {
			return c.fail(a.expr.Pos(), v.name()+" is a struct and something else", "give it one value; a struct under a condition has fields: if c {a: {b: 1}}")
		}
	}
	if len(defaults) > 0 && (len(concrete) == 0 || len(concrete[len(concrete)-1].guards) > 0) {
		concrete = append(concrete, alternative{nil, defaults[0].value, defaults[0].expr})
	}
	if len(concrete) == 0 {
		return c.withoutValue(v)
	}
	if a := v.conditional(concrete, known); a != nil {
		return c.fail(a.expr.Pos(), v.name()+" has no value when the condition inside it does not hold", "write the condition around the field or the element: if c {a: 1}, or a choice: [if c {a}, b][0]")
	}
	return c.choose(concrete)
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
		if exprKey(a.value.expr) == exprKey(b.value.expr) && (len(b.guards) == 0 || a.guards.key() == b.guards.key()) {
			return all
		}
		if len(a.guards) == 0 && exprKey(a.value.expr) == exprKey(b.value.expr) {
			all[i] = a
			return all
		}
		if !a.guards.excludes(b.guards) && a.value.typ != nil && b.value.typ != nil {
			c.report(a.expr.Pos(), "the field has two values at the same time", "give it one value, or make the conditions exclude each other: if x == 1 {…}, if x != 1 {…}")
		}
	}
	return append(all, a)
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
		e := &model.Expr{Op: model.OpIf, Args: []*model.Expr{a.guards.expr(), a.value.expr, chosen.expr}, Pos: position(a.expr.Pos())}
		chosen = newValue(e, join(a.value.typ, chosen.typ, false))
	}
	return chosen
}

// recordedOr compiles a leaf, or the timestamp that a @terraform(recorded_timestamp)
// attribute makes of it.
func (c *compiler) recordedOr(v *vertex, leaf conjunct) *value {
	if c.isRecorded(v) {
		e := &model.Expr{Op: model.OpRecorded, Name: v.label, Pos: position(v.pos())}
		return newValue(e, &model.Type{Kind: model.String, Nullable: true})
	}
	return c.expr(leaf.expr, leaf.scope)
}

// withoutValue is the value of a field that is only constrained. An open list is
// empty then, as in CUE.
func (c *compiler) withoutValue(v *vertex) *value {
	for _, leaf := range v.leaves {
		if list, ok := leaf.expr.(*ast.ListLit); ok && isOpenList(list) {
			return literalValue([]model.Value{})
		}
	}
	return c.fail(v.pos(), v.name()+" has no value", "give it one; only the fields of #Input may be left open")
}
