package compile

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// mergeFields makes the attributes of the one object type from those of all variants.
func (c *compiler) mergeFields(u *union) bool {
	for _, one := range u.variants {
		for _, f := range one.typ.Fields {
			if u.typ.Field(f.Name) != nil {
				continue
			}
			merged, ok := c.mergeField(u, f.Name)
			if !ok {
				return false
			}
			u.typ.Fields = append(u.typ.Fields, merged)
		}
	}
	return true
}

// mergeField is the attribute of a name, with what holds of it in every variant.
func (c *compiler) mergeField(u *union, name string) (*model.Field, bool) {
	var merged *model.Field
	everywhere := true
	for _, one := range u.variants {
		f := one.typ.Field(name)
		switch {
		case f == nil:
			everywhere = false
			continue
		case merged == nil:
			copied := *f
			merged = &copied
			continue
		}
		if !c.sameType(merged.Type, f.Type) {
			if !isScalar(f.Type) || merged.Type.Kind != f.Type.Kind || merged.Type.Nullable != f.Type.Nullable || c.hasRules(f.Type) || c.hasRules(merged.Type) {
				c.reportAt(f.Pos, name+" is of another type in another one of the structs", "a Terraform variable has one type: give one of them another name")
				return nil, false
			}
			t := *merged.Type
			t.Constraint = eitherConstraint(t.Constraint, f.Type.Constraint)
			merged.Type = &t
		}
		if f.Required() != merged.Required() || f.Optional != merged.Optional || !sameDefault(f, merged) {
			everywhere = false
		}
		if merged.Doc == "" {
			merged.Doc = f.Doc
		}
	}
	if name == u.by {
		everywhere = !u.inferred()
	}
	if !everywhere {
		merged.Optional, merged.Default = true, nil
		if merged.Type.Nullable {
			c.reportAt(merged.Pos, name+" can be null, and is not there in each of the structs, which Terraform cannot tell apart", "mark it with ? in place of null")
			return nil, false
		}
	}
	return merged, true
}

func sameDefault(f, g *model.Field) bool {
	if f.Default == nil || g.Default == nil {
		return f.Default == g.Default
	}
	return model.Equal(f.Default.Value, g.Default.Value)
}

// sameType reports whether two types accept the same values.
func (c *compiler) sameType(a, b *model.Type) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	if errX != nil || errY != nil || string(x) != string(y) {
		return false
	}
	return c.sameRules(a, b)
}

// sameRules reports whether the rules on two types, which are otherwise the same, are.
func (c *compiler) sameRules(a, b *model.Type) bool {
	if a == nil {
		return true
	}
	if !slices.EqualFunc(c.typeRules[a], c.typeRules[b], func(r, s inputRule) bool { return r.at == s.at }) {
		return false
	}
	for i := range a.Fields {
		if !c.sameRules(a.Fields[i].Type, b.Fields[i].Type) {
			return false
		}
	}
	return c.sameRules(a.Elem, b.Elem)
}

// eitherConstraint accepts what one of the two accepts.
func eitherConstraint(a, b *model.Constraint) *model.Constraint {
	if a == nil || b == nil {
		return nil
	}
	either := *a
	either.AnyOf = distinct(slices.Concat(a.AnyOf, b.AnyOf))
	if a.Words != b.Words {
		either.Words += " or " + strings.TrimPrefix(b.Words, "must be ")
	}
	return &either
}

// isOneOf is the condition that the variants' attribute has one of the values.
func isOneOf(x *model.Expr, values []model.Value) *model.Expr {
	var any *model.Expr
	for _, v := range values {
		any = orElse(any, &model.Expr{Op: model.OpEqual, Args: []*model.Expr{x, model.NewLiteral(v)}, Kind: model.Bool, Pos: x.Pos})
	}
	return any
}

func orElse(a, b *model.Expr) *model.Expr {
	if a == nil {
		return b
	}
	return &model.Expr{Op: model.OpOr, Args: []*model.Expr{a, b}, Kind: model.Bool, Pos: a.Pos}
}

// accepts is the condition that a scalar meets a constraint; nil when all do.
func (c *compiler) accepts(x *value, k *model.Constraint) *model.Expr {
	if k == nil {
		return nil
	}
	t := limits{compiler: c, subject: newValue(x.expr, &model.Type{Kind: x.typ.Kind})}
	var any *model.Expr
	for _, r := range k.AnyOf {
		all := model.NewLiteral(true)
		if r.Equals != nil {
			all = t.both(model.OpAnd, all, t.comparison(model.OpEqual, literalValue(r.Equals.Value)))
		}
		if r.Min != nil {
			all = t.both(model.OpAnd, all, t.comparison(model.OpMoreEq, literalValue(*r.Min)))
		}
		if r.Max != nil {
			all = t.both(model.OpAnd, all, t.comparison(model.OpLessEq, literalValue(*r.Max)))
		}
		for _, re := range r.Match {
			all = t.both(model.OpAnd, all, t.match(literalValue(re), true))
		}
		for _, re := range r.NoMatch {
			all = t.both(model.OpAnd, all, t.match(literalValue(re), false))
		}
		any = orElse(any, all)
	}
	return any
}
