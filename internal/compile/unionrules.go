package compile

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// given is the condition that an attribute of the union is given.
func (u *union) given(x *value, name string) *model.Expr {
	f := u.typ.Field(name)
	if !f.Optional {
		return model.NewLiteral(true)
	}
	return &model.Expr{Op: model.OpHas, Name: name, Args: []*model.Expr{x.expr}, Kind: model.Bool, Pos: x.expr.Pos}
}

func (u *union) attribute(x *value, name string) *value {
	f := u.typ.Field(name)
	return newValue(&model.Expr{Op: model.OpGet, Name: name, Args: []*model.Expr{x.expr}, Pos: x.expr.Pos}, f.Type)
}

// fits is the condition that what is given may be of a variant, whatever the attribute that
// tells it apart is; nil when it always may.
func (c *compiler) fits(u *union, one *variant, x *value) (cond *model.Expr) {
	for _, f := range u.typ.Fields {
		own := one.typ.Field(f.Name)
		switch {
		case f.Name == u.by:
		case own == nil:
			cond = conjunction(cond, u.given(x, f.Name).Negate())
		case !c.sameType(own.Type, f.Type):
			if met := c.accepts(u.attribute(x, f.Name), own.Type.Constraint); met != nil {
				cond = conjunction(cond, unless(u.given(x, f.Name), met))
			}
		}
	}
	return cond
}

// unless is the condition that holds where there is nothing, and where what is there meets
// another one.
func unless(there, met *model.Expr) *model.Expr {
	if there.IsLiteral(true) {
		return met
	}
	return &model.Expr{Op: model.OpIf, Args: []*model.Expr{there, met, model.NewLiteral(true)}, Kind: model.Bool, Pos: there.Pos}
}

// chosen is the condition that CUE chooses a variant where the attribute that tells it apart is
// left out: it fits and no other one does, or it is the default.
func (c *compiler) chosen(u *union, one *variant, x *value) *model.Expr {
	cond := c.fits(u, one, x)
	for _, other := range u.variants {
		if other == one || one.marked && !other.marked {
			continue
		}
		cond = conjunction(cond, c.onlyFits(u, one, other, x))
	}
	if cond == nil {
		return model.NewLiteral(true)
	}
	return cond
}

// onlyFits is the condition that what is given, which may be of one variant, cannot be of the other
// one.
func (c *compiler) onlyFits(u *union, one, other *variant, x *value) *model.Expr {
	var any *model.Expr
	for _, f := range one.typ.Fields {
		their := other.typ.Field(f.Name)
		switch {
		case f.Name == u.by:
		case their == nil:
			any = orElse(any, u.given(x, f.Name))
		case !c.sameType(their.Type, u.typ.Field(f.Name).Type):
			if met := c.accepts(u.attribute(x, f.Name), their.Type.Constraint); met != nil {
				any = orElse(any, unless(u.given(x, f.Name), met).Negate())
			}
		}
	}
	if any == nil {
		return model.NewLiteral(false)
	}
	return any
}

// kind is the value of the attribute that tells the variants apart. It is "" where it is left out
// and nothing else says it, which a rule refuses.
func (c *compiler) kind(u *union, x *value) *value {
	given := u.attribute(x, u.by)
	if !u.inferred() {
		return given
	}
	inferred := model.NewLiteral("")
	for _, one := range slices.Backward(u.variants) {
		if d := one.typ.Field(u.by).Default; d != nil {
			inferred = &model.Expr{Op: model.OpIf, Args: []*model.Expr{c.chosen(u, one, x), model.NewLiteral(d.Value), inferred}, Kind: given.expr.Kind, Pos: x.expr.Pos}
		}
	}
	choice := &model.Expr{Op: model.OpIf, Args: []*model.Expr{u.given(x, u.by), given.expr, inferred}, Pos: x.expr.Pos}
	return newValue(choice, given.typ)
}

// refusedByUnion are the conditions under which a value is none of the variants.
func (c *compiler) refusedByUnion(u *union, x *value) (all []refusal) {
	refuse := func(words string, conds ...*model.Expr) {
		var cond *model.Expr
		for _, e := range conds {
			cond = conjunction(cond, e)
		}
		if u.words != "" {
			words = u.words
		}
		all = append(all, refusal{cond: cond, words: words, apart: true})
	}
	kind := c.kind(u, x)
	if u.inferred() {
		refuse("write "+u.by+": "+u.choices(), &model.Expr{Op: model.OpEqual, Args: []*model.Expr{kind.expr, model.NewLiteral("")}, Kind: model.Bool})
	}
	for _, one := range u.variants {
		is := isOneOf(kind.expr, one.values)
		with := " with " + u.by + " = " + listOf(one.values)
		for _, f := range u.typ.Fields {
			own := one.typ.Field(f.Name)
			given := u.given(x, f.Name)
			switch {
			case f.Name == u.by:
			case own == nil:
				refuse(f.Name+" is no attribute"+with, is, given)
			case own.Required() && f.Optional:
				refuse(f.Name+" is required"+with, is, given.Negate())
			}
			if own != nil && f.Name != u.by && !c.sameType(own.Type, f.Type) {
				if met := c.accepts(u.attribute(x, f.Name), own.Type.Constraint); met != nil {
					refuse(f.Name+" "+own.Type.Words()+with, is, unless(given, met).Negate())
				}
			}
		}
	}
	return all
}

func (u *union) choices() string {
	var all []model.Value
	for _, one := range u.variants {
		all = append(all, one.values...)
	}
	return listOf(all)
}

func listOf(values []model.Value) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = string(model.AppendJSON(nil, v))
	}
	return strings.Join(words, " or ")
}

// unionAttribute is the value of an attribute of a union: what is given, or the default of the
// variant. Elsewhere it is not there.
func (c *compiler) unionAttribute(u *union, x *value, name string, pos token.Pos) *value {
	if name == u.by {
		return c.kind(u, x)
	}
	got := u.attribute(x, name)
	got.expr.Pos = Position(pos)
	if f := u.typ.Field(name); !f.Optional {
		return got
	}
	kind := c.kind(u, x)
	chosen := got.expr
	for _, one := range u.variants {
		if f := one.typ.Field(name); f != nil && f.Default != nil {
			d, _ := f.LeftOut()
			chosen = &model.Expr{Op: model.OpIf, Args: []*model.Expr{isOneOf(kind.expr, one.values), model.NewLiteral(d), chosen}, Kind: got.expr.Kind, Pos: got.expr.Pos}
		}
	}
	if there := c.unionPresence(u, x, name); !c.impliesAttribute(u, kind.expr, there.expr, name) {
		c.require(&requirement{refused: there.expr.Negate(), subject: newValue(got.expr, &model.Type{Kind: model.Record}), words: fmt.Sprintf("%s is not there in each of the structs", name), pos: Position(pos)})
	}
	if chosen == got.expr {
		return got
	}
	chosen = &model.Expr{Op: model.OpIf, Args: []*model.Expr{u.given(x, name), got.expr, chosen}, Pos: got.expr.Pos}
	return newValue(chosen, got.typ)
}

// impliesAttribute reports whether the conditions around say that the attribute is there, or that
// the value is one of the variants that always have it.
func (c *compiler) impliesAttribute(u *union, kind, there *model.Expr, name string) bool {
	around := c.surely()
	if around.has(newGuard(there)) {
		return true
	}
	for _, one := range u.variants {
		if f := one.typ.Field(name); f != nil && !f.Optional {
			continue
		}
		is := guards{newGuard(isOneOf(kind, one.values))}
		if !around.excludes(is) {
			return false
		}
	}
	return true
}

// unionPresence is the condition that CUE has an attribute of a union.
func (c *compiler) unionPresence(u *union, x *value, name string) *value {
	f := u.typ.Field(name)
	if name == u.by || !f.Optional {
		return literalValue(true)
	}
	kind := c.kind(u, x)
	cond := u.given(x, name)
	for _, one := range u.variants {
		if own := one.typ.Field(name); own != nil && own.Default != nil {
			cond = orElse(cond, isOneOf(kind.expr, one.values))
		}
	}
	return newValue(cond, boolean())
}

// completed reports whether a type is, or has in it, a union of which CUE has more attributes
// than are given.
func (c *compiler) completed(t *model.Type) bool {
	if t == nil {
		return false
	}
	for _, f := range t.Fields {
		if u := c.unions[f]; u != nil && (u.inferred() || u.hasDefaults()) || c.completed(f.Type) {
			return true
		}
	}
	return c.completed(t.Elem)
}

// isUnion reports whether a type is that of a union.
func (c *compiler) isUnion(t *model.Type) bool {
	return t != nil && len(t.Fields) > 0 && c.unions[t.Fields[0]] != nil
}

// hasDefaults reports whether an attribute of one of the variants has a default that it does not
// have in another one.
func (u *union) hasDefaults() bool {
	for _, one := range u.variants {
		for _, f := range one.typ.Fields {
			if f.Default != nil && u.typ.Field(f.Name).Optional {
				return true
			}
		}
	}
	return false
}
