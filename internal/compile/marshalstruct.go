package compile

import (
	"cmp"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// structText is the text of a struct literal.
func (m *marshaling) structText(v *vertex, known guards) *value {
	written, ok := m.inOrderOfCUE(v, known)
	if !ok {
		return &value{expr: model.NewLiteral(nil)}
	}
	var fields []*model.Element
	for _, f := range written {
		clauses := f.guards.without(known).clauses()
		text := m.below(clauses, func() *value { return m.inside(m.as.member()).of(f.expr, f.scope, known.and(f.guards), false) })
		if text.typ == nil {
			return text
		}
		fields = append(fields, &model.Element{Clauses: clauses, Value: m.as.field(literalValue(f.label), text).expr})
	}
	return m.as.fields(fields, v.pos())
}

// labelled is a field of a struct literal.
type labelled struct {
	label string
	conjunct
}

// inOrderOfCUE lists the fields of a struct literal in the order in which CUE writes them. The
// struct literals in it, of which one is below each condition, come in the order of their last
// fields, hidden and optional ones included, each with all its own fields.
func (m *marshaling) inOrderOfCUE(v *vertex, known guards) (fields []labelled, ok bool) {
	var groups [][]labelled
	var literals []*scope
	for _, a := range v.arcs {
		for _, c := range a.conjuncts {
			if a.defined() && (c.constraint || len(a.conjuncts) > 1 && len(c.guards.without(known)) == 0) {
				m.report(a.pos(), "the field "+a.label+" stands more than once in what is marshaled", "write it once, with its value")
				return nil, false
			}
			i := slices.Index(literals, c.scope)
			if i < 0 {
				i = len(literals)
				literals, groups = append(literals, c.scope), append(groups, nil)
			}
			groups[i] = append(groups[i], labelled{a.label, c})
		}
	}
	offset := func(f labelled) int { return f.pos().Offset() }
	for _, group := range groups {
		slices.SortStableFunc(group, func(a, b labelled) int { return cmp.Compare(offset(a), offset(b)) })
	}
	slices.SortStableFunc(groups, func(a, b []labelled) int { return cmp.Compare(offset(a[len(a)-1]), offset(b[len(b)-1])) })
	for _, f := range slices.Concat(groups...) {
		if !isHidden(f.label) && !isDefinition(f.label) && !f.constraint {
			fields = append(fields, f)
		}
	}
	return fields, true
}

// below is the text of something below clauses.
func (m *marshaling) below(clauses []*model.Clause, text func() *value) (v *value) {
	m.under(clauses, func() { v = text() })
	return v
}

// computed is the text of a struct whose keys are those of a map, in their order.
func (m *marshaling) computed(v *vertex) *value {
	d := v.dynamic[0]
	if len(v.dynamic) > 1 || len(m.fields(v)) > 0 || !sortedKeys(d) {
		return m.fail(d.field.Pos(), "the order in which CUE writes these fields is that of what they are made from",
			"make a map in the order of its keys, alone in its struct: {for k in list.SortStrings([for k, _ in m {k}]) {(k): m[k]}}")
	}
	text := m.below(d.clauses, func() *value { return m.inside(m.as.member()).of(d.value.expr, d.value.scope, d.value.guards, false) })
	if text.typ == nil {
		return text
	}
	return m.as.fields([]*model.Element{{Clauses: d.clauses, Value: m.as.field(d.key, text).expr}}, v.pos())
}

// sortedKeys reports whether the keys of the computed fields are those of a map, in order.
func sortedKeys(d *dynamicField) bool {
	if len(d.clauses) == 0 || d.clauses[0].For == nil {
		return false
	}
	loop := d.clauses[0].For
	if !onlyConditions(d.clauses[1:]) || d.key.expr.Op != model.OpVar || d.key.expr.Name != loop.Value {
		return false
	}
	if loop.In.Op != model.OpCall || loop.In.Name != "sort" || loop.In.Args[0].Op != model.OpList || len(loop.In.Args[0].Elems) != 1 {
		return false
	}
	elem := loop.In.Args[0].Elems[0]
	return len(elem.Clauses) > 0 && onlyConditions(elem.Clauses[1:]) && elem.Clauses[0].For != nil && isMap(elem.Clauses[0].For.In) &&
		elem.Value.Op == model.OpVar && elem.Value.Name == elem.Clauses[0].For.Key
}

func isMap(e *model.Expr) bool { return e.Kind == model.Map || e.Kind == model.Record }
