package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

func (k *constraints) setDefault(e ast.Expr, s *scope) {
	x := k.expr(e, s)
	v, ok := x.constant()
	if !ok && x.expr.IsConstant() {
		v, ok = x.expr.Constant()
	}
	if !ok {
		constant, err := k.evaluated(e, s)
		v, ok = constant, err == nil
	}
	if !ok && x.typ != nil {
		k.report(e.Pos(), "the default depends on the input", "write a constant, or an empty default and a choice where the input is used")
		return
	}
	if k.fallback != nil && !model.Equal(k.fallback.Value, v) {
		k.report(e.Pos(), k.at.label+" has two defaults", "mark one of them with *")
	}
	k.fallback = &model.Literal{Value: v}
}

// isAggregate reports whether a default is a struct or a list, which is written out or has a name.
func (k *constraints) isAggregate(e ast.Expr) bool {
	switch e.(type) {
	case *ast.StructLit, *ast.ListLit:
		return true
	}
	return k.fallback != nil && !isScalarValue(k.fallback.Value) && !ofScalars(k.fallback.Value)
}

// isFixed reports whether there is nothing but constants in a struct or a list: no field that is
// optional, no default and no pattern.
func (c *compiler) isFixed(e ast.Expr, s *scope) bool {
	if _, open := e.(*ast.Ellipsis); open {
		return false
	}
	v := &vertex{anonymous: true}
	v.add(conjunct{expr: e, scope: s})
	return c.isFixedValue(v)
}

func (c *compiler) isFixedValue(v *vertex) bool {
	if c.depth++; c.depth > maxDepth {
		c.depth--
		return false
	}
	defer func() { c.depth-- }()
	c.expand(v)
	if len(v.patterns) > 0 || len(v.ellipses) > 0 || len(v.dynamic) > 0 || len(v.conditions) > 0 || v.marksDefault() {
		return false
	}
	for _, l := range v.leaves {
		if list, ok := l.expr.(*ast.ListLit); ok && slices.ContainsFunc(list.Elts, func(elem ast.Expr) bool { return !c.isFixed(elem, l.scope) }) {
			return false
		}
	}
	return !slices.ContainsFunc(v.arcs, func(a *vertex) bool { return !a.alwaysDefined() || !c.isFixedValue(a) })
}

// checkAggregate reports a default that is a struct or a list which the type would not make of
// itself. CUE takes such a default for every part of it that is given, see [model.Field.Parts].
func (k *constraints) checkAggregate() {
	d := k.fallback.Value
	filled, _ := (&model.Field{Name: k.at.label, Type: k.typ, Default: k.fallback}).LeftOut()
	switch {
	case !ofScalars(d) && !k.isFixed(k.aggregate.expr, k.aggregate.scope):
		k.report(k.aggregate.pos(), "the default of "+k.at.label+" has optional fields, or defaults of its own", "write its values out, in a struct without ? and ...")
	case !k.typ.Accepts(d):
		k.report(k.aggregate.pos(), "the default is not of the type of "+k.at.label, "give it all that the type requires")
	case !model.Equal(d, filled):
		k.report(k.aggregate.pos(), "the default of "+k.at.label+" leaves out what the type has a default for, and so does CUE where the default is taken",
			"write it in the default, too: "+string(model.AppendJSON(nil, filled)))
	case !ofScalars(d) && len(k.at.leaves) > 1:
		k.report(k.aggregate.pos(), "the default of "+k.at.label+" is unified with another constraint", "write the constraint in the type that stands beside the default")
	case !k.followsRules(d, k.typ):
		k.report(k.aggregate.pos(), "the type of "+k.at.label+" has a rule that the default does not follow", "mark the input with ?, and choose where it is used: [if input.x != _|_ {input.x}, the default][0]")
	}
}

// followsRules reports whether a constant follows the rules on its type that no
// [model.Constraint] can say.
func (k *constraints) followsRules(v model.Value, t *model.Type) bool {
	for _, r := range k.typeRules[t] {
		if slices.ContainsFunc(r.refused(literalValue(v)), func(r refusal) bool { return !k.isAlways(r.cond.Negate()) }) {
			return false
		}
	}
	switch v := v.(type) {
	case model.Object:
		return !slices.ContainsFunc(v, func(m model.Member) bool { return !k.followsRules(m.Value, t.Member(m.Key)) })
	case []model.Value:
		return !slices.ContainsFunc(v, func(elem model.Value) bool { return !k.followsRules(elem, t.Elem) })
	}
	return true
}

// ofScalars reports whether a value is a list of strings, numbers and bools.
func ofScalars(v model.Value) bool {
	list, ok := v.([]model.Value)
	return ok && !slices.ContainsFunc(list, func(v model.Value) bool { return !isScalarValue(v) })
}

// completes reports whether a default has something that the type alone does not put into a part of
// it which lacks that. What is required counts if that is asked for.
func completes(d model.Value, t *model.Type, required bool) bool {
	switch d := d.(type) {
	case model.Object:
		if t.Kind == model.Map {
			return len(d) > 0
		}
		return slices.ContainsFunc(d, func(m model.Member) bool {
			f := t.Field(m.Key)
			counts := required || !f.Required()
			return completes(m.Value, f.Type, required) || counts && (f.Default == nil || !model.Equal(f.Default.Value, m.Value))
		})
	case []model.Value:
		return slices.ContainsFunc(d, func(elem model.Value) bool { return completes(elem, t.Elem, required) })
	}
	return false
}

// Where a reference to an input is unified with something, be it the braces around it or a pattern,
// CUE unifies the default with what is given once more, not closed now: what the default has is
// added to a value that left it out. Alone the reference is the value of the input.

// isReadmitted reports whether there is such a default of a type, or of something inside it. What is
// required is in every value of the type.
func (c *compiler) isReadmitted(t *model.Type) bool {
	if t == nil {
		return false
	}
	return c.readmitted[t] || c.isReadmitted(t.Elem) || slices.ContainsFunc(t.Fields, func(f *model.Field) bool { return c.isReadmitted(f.Type) })
}

// isAlone reports whether nothing is unified with a leaf of v.
func (v *vertex) isAlone(l *leaf) bool {
	others := slices.ContainsFunc(v.leaves, func(other *leaf) bool { return other != l && !other.guards.excludes(l.guards) })
	braces := slices.ContainsFunc(v.conjuncts, func(conj conjunct) bool { _, ok := conj.expr.(*ast.StructLit); return ok })
	return !others && !braces && !v.closed && !v.isStruct() && len(v.conjuncts) <= len(v.leaves)
}

// notReadmitted reports an input whose default CUE takes once more.
func (c *compiler) notReadmitted(x *value, at ast.Node) {
	if x.typ == nil || !c.isReadmitted(x.typ) {
		return
	}
	advice := "write the attributes that are needed one by one"
	switch {
	case x.typ.Kind == model.Map:
		advice = "write a loop: {for k, v in m {(k): v}}"
	case x.typ.Kind == model.List:
		advice = "write a loop: [for x in l {x}]"
	}
	c.report(at.Pos(), "unified with something, if only the braces around it, this gets what its default has and the input left out", advice+", or leave it alone: a: x")
}
