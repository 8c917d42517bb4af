package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// union is an input, or a part of one, that is one of several structs. Terraform has one
// object type for it, in which what is not in all of them is optional.
type union struct {
	at       ast.Node
	variants []*variant
	typ      *model.Type
	by       string // the attribute whose constants tell the variants apart
	words    string
	nullable bool
	null     bool // null is the default
}

// variant is one of the structs.
type variant struct {
	conjunct
	marked bool // with the * of a default
	arcs   []*vertex
	typ    *model.Type
	values []model.Value // of the attribute that tells it apart
}

// unionIn finds a disjunction of structs among the leaves of v.
func (c *compiler) unionIn(v *vertex) (*union, *leaf) {
	for _, l := range v.leaves {
		if e, ok := l.expr.(*ast.BinaryExpr); !ok || e.Op != token.OR {
			continue
		}
		u := &union{at: l.expr}
		if c.collect(u, l.conjunct, false) && len(u.variants) > 1 && len(v.patterns) == 0 && !u.isDefault() {
			return u, l
		}
	}
	return nil, nil
}

// isDefault reports whether the disjunction is a struct and a default for it, with no constants by
// which they are told apart.
func (u *union) isDefault() bool {
	if !slices.ContainsFunc(u.variants, func(one *variant) bool { return one.marked }) {
		return false
	}
	return !slices.ContainsFunc(u.variants[0].arcs, func(a *vertex) bool {
		return !slices.ContainsFunc(u.variants, func(one *variant) bool { return !one.hasConstants(a.label) })
	})
}

// hasConstants reports whether the values of a field are written out.
func (one *variant) hasConstants(label string) bool {
	return slices.ContainsFunc(one.arcs, func(a *vertex) bool {
		return a.label == label && slices.ContainsFunc(a.conjuncts, func(conj conjunct) bool { return isConstants(conj.expr) })
	})
}

func isConstants(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return isConstants(e.X)
	case *ast.UnaryExpr:
		return e.Op == token.MUL && isConstants(e.X)
	case *ast.BinaryExpr:
		return e.Op == token.OR && isConstants(e.X) && isConstants(e.Y)
	}
	_, ok := e.(*ast.BasicLit)
	return ok
}

// collect gathers the alternatives of a disjunction; false when one is no struct.
func (c *compiler) collect(u *union, conj conjunct, marked bool) bool {
	if c.depth++; c.depth > maxDepth {
		c.depth--
		return false
	}
	defer func() { c.depth-- }()
	with := func(e ast.Expr) conjunct { conj.expr = e; return conj }
	switch e := conj.expr.(type) {
	case *ast.ParenExpr:
		return c.collect(u, with(e.X), marked)
	case *ast.BinaryExpr:
		if e.Op == token.OR {
			return c.collect(u, with(e.X), marked) && c.collect(u, with(e.Y), marked)
		}
	case *ast.UnaryExpr:
		if e.Op == token.MUL {
			return c.collect(u, with(e.X), true)
		}
		return false
	case *ast.BasicLit:
		u.nullable, u.null = e.Kind == token.NULL, u.null || marked
		return u.nullable
	case *ast.CallExpr:
		if c.reference(e.Fun, conj.scope) == builtin("error") && len(e.Args) == 1 {
			u.words, _ = c.expr(e.Args[0], conj.scope).constantString()
			return u.words != ""
		}
		return false
	}
	v := &vertex{anonymous: true}
	v.add(conj)
	if c.expand(v); !v.isStruct() {
		inner := len(v.leaves) == 1 && v.leaves[0].expr != conj.expr
		return inner && c.collect(u, v.leaves[0].conjunct, marked)
	}
	if inner, _ := c.unionIn(v); inner != nil || len(v.patterns) > 0 {
		return false
	}
	u.variants = append(u.variants, &variant{conjunct: conj, marked: marked, arcs: v.arcs})
	return true
}

// unionType is the type of a union, with its default.
func (c *compiler) unionType(v *vertex, u *union, of *leaf) (*model.Type, *model.Literal) {
	of.settled = len(of.guards) == 0
	for _, one := range u.variants {
		one.typ = c.variantType(v, one)
	}
	for _, a := range v.arcs {
		a.reached = true // as a part of each variant
	}
	for _, k := range v.closures {
		k.settled = true
	}
	for _, e := range v.ellipses {
		c.report(e.at.Pos(), v.name()+" takes any attributes", "a Terraform variable has the attributes that its type names: write them out, or a map, {[string]: …}")
		e.settled = true
	}
	c.reach(v)
	v.input = true
	u.typ = &model.Type{Kind: model.Record, Nullable: u.nullable}
	if !c.tellApart(u) || !c.mergeFields(u) {
		return u.typ, nil
	}
	c.typeRules[u.typ] = append(c.typeRules[u.typ], inputRule{at: u.at, refused: func(x *value) []refusal { return c.refusedByUnion(u, x) }})
	for _, f := range u.typ.Fields {
		c.unions[f] = u
	}
	if u.null {
		return u.typ, &model.Literal{}
	}
	for _, one := range u.variants {
		if one.marked && !slices.ContainsFunc(one.typ.Fields, (*model.Field).Required) {
			return u.typ, &model.Literal{Value: model.Object{}}
		}
	}
	return u.typ, nil
}

// variantType is the type of one of the structs, together with the fields beside the
// disjunction.
func (c *compiler) variantType(v *vertex, one *variant) *model.Type {
	inner := &vertex{up: v.up, label: v.label, anonymous: v.anonymous, closed: v.closed}
	inner.add(one.conjunct)
	c.expand(inner)
	for _, a := range v.arcs {
		arc := inner.ensure(a.label)
		for _, conj := range a.conjuncts {
			arc.add(conj)
		}
	}
	for _, k := range v.closures {
		inner.closeBy(k.by, k.embeds)
	}
	return c.inputObject(inner)
}

// tellApart finds the attribute whose constants are others in each variant.
func (c *compiler) tellApart(u *union) bool {
	for _, f := range u.variants[0].typ.Fields {
		if u.distinguishes(f.Name) {
			u.by = f.Name
			return true
		}
	}
	c.report(u.at.Pos(), "nothing tells the structs apart", `give each of them a field of one name with a text of its own: {kind: "a", …} | {kind: "b", …}`)
	return false
}

func (u *union) distinguishes(name string) bool {
	var seen []model.Value
	for _, one := range u.variants {
		f := one.typ.Field(name)
		if f == nil || f.Optional || f.Type.Nullable || f.Type.Kind != model.String {
			return false
		}
		values, ok := f.Type.Constraint.Constants()
		if !ok {
			return false
		}
		for _, v := range values {
			if v == "" || slices.ContainsFunc(seen, func(other model.Value) bool { return model.Equal(v, other) }) {
				return false
			}
		}
		one.values = values
		seen = append(seen, values...)
	}
	return true
}

// inferred reports whether the attribute that tells the variants apart may be left out.
func (u *union) inferred() bool {
	return slices.ContainsFunc(u.variants, func(one *variant) bool { return one.typ.Field(u.by).Default != nil })
}
