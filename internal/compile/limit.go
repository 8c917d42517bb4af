package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// limit makes a requirement of a leaf that constrains the value x, unless x meets
// it whatever the input is.
func (c *compiler) limit(x *value, l *leaf, known guards) {
	if x.typ == nil {
		l.settled = true // x has been reported
		return
	}
	t := limits{compiler: c, subject: x}
	met := t.meets(l.expr, l.scope)
	if met == nil {
		return // which is reported here or by the ledger
	}
	l.settled = true
	c.defaultIsKept(x, l)
	if met.IsLiteral(true) {
		return
	}
	if x.otherwise != nil {
		c.otherwiseIsOut(x, l)
	}
	c.require(&requirement{
		clauses: l.guards.without(known).clauses(),
		refused: met.Negate(), subject: x, words: t.describe(l.expr), pos: Position(l.expr.Pos()),
	})
}

// limits turns constraints on one value into conditions.
type limits struct {
	*compiler
	subject *value
	words   string // given by error("…")
}

// meets is the condition under which the subject meets a constraint; nil, which the
// caller leaves unsettled, when there is none.
func (t *limits) meets(e ast.Expr, s *scope) *model.Expr {
	if t.spend(e, 1) {
		return nil
	}
	if v, ok := t.textValidatorOf(e, s); ok {
		return t.text(v, e)
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return t.meets(e.X, s)
	case *ast.UnaryExpr:
		switch e.Op {
		case token.MUL:
			return t.meets(e.X, s)
		case token.SUB, token.ADD, token.NOT:
		default:
			return t.bound(e, s)
		}
	case *ast.BinaryExpr:
		switch e.Op {
		case token.AND:
			return t.both(model.OpAnd, t.meets(e.X, s), t.meets(e.Y, s))
		case token.OR:
			return t.either(e, s)
		}
	case *ast.CallExpr:
		return t.validator(e, s)
	case *ast.ListLit:
		if isOpenList(e) {
			return t.elements(e, s)
		}
		return nil
	case *ast.StructLit:
		return nil
	case *ast.Ident, *ast.SelectorExpr:
		return t.reference(e, s)
	}
	return t.equal(t.expr(e, s), e)
}

// reference is the condition for a predeclared type, a definition or a value.
func (t *limits) reference(e ast.Expr, s *scope) *model.Expr {
	switch r := t.compiler.reference(e, s).(type) {
	case builtin:
		return t.predeclared(r, e)
	case *vertex:
		if t.isInput(r) {
			break
		}
		t.expand(r)
		if r.isStruct() {
			return nil
		}
		return t.vertex(r, e)
	}
	return t.equal(t.expr(e, s), e)
}

// vertex is the condition for all that a definition says.
func (t *limits) vertex(r *vertex, e ast.Expr) *model.Expr {
	if t.depth++; t.depth > maxDepth {
		t.depth--
		t.report(e.Pos(), "the constraint nests too deeply", "a constraint cannot contain itself")
		return nil
	}
	defer func() { t.depth-- }()
	all := model.NewLiteral(true)
	for _, l := range r.leaves {
		met := t.meets(l.expr, l.scope)
		if met != nil && len(l.guards) > 0 {
			met = t.both(model.OpOr, l.guards.expr().Negate(), met)
		}
		all = t.both(model.OpAnd, all, met)
	}
	return all
}

// either is the condition for a disjunction. error("…") is no alternative, but holds the
// words.
func (t *limits) either(e *ast.BinaryExpr, s *scope) *model.Expr {
	for _, side := range []struct{ words, other ast.Expr }{{e.Y, e.X}, {e.X, e.Y}} {
		if call, ok := side.words.(*ast.CallExpr); ok && t.compiler.reference(call.Fun, s) == builtin("error") && len(call.Args) == 1 {
			t.words, _ = t.expr(call.Args[0], s).constantString()
			return t.meets(side.other, s)
		}
	}
	x, y := t.alternative(e.X, s), t.alternative(e.Y, s)
	if x.IsLiteral(true) || y.IsLiteral(true) {
		return model.NewLiteral(true)
	}
	return t.both(model.OpOr, x, y)
}

// elements is the condition for [...T]: nil unless every element of the subject's type
// meets T. Others are unified with T one by one, see elements.go.
func (t *limits) elements(e *ast.ListLit, s *scope) *model.Expr {
	if t.subject.typ.Kind != model.List {
		return nil
	}
	of := e.Elts[0].(*ast.Ellipsis).Type
	if of == nil || t.subject.typ.Elem == nil {
		return model.NewLiteral(true)
	}
	if t.subject.typ.Elem.Kind == "" {
		return nil
	}
	any := limits{compiler: t.compiler, subject: newValue(&model.Expr{Op: model.OpVar, Name: itemName}, t.subject.typ.Elem)}
	if met := any.meets(of, s); met.IsLiteral(true) {
		return met
	}
	return nil
}

// alternative is the condition for one side of a disjunction, where a constant of
// another kind is no conflict: it never holds.
func (t *limits) alternative(e ast.Expr, s *scope) *model.Expr {
	if d, ok := e.(*ast.UnaryExpr); ok && d.Op == token.MUL {
		e = d.X
	}
	switch e.(type) {
	case *ast.BasicLit, *ast.Interpolation:
		if x := t.expr(e, s); x.typ != nil && x.typ.Kind != t.subject.typ.Kind {
			if x.typ.Kind == model.Null && t.subject.typ.Nullable {
				return t.comparison(model.OpEqual, x)
			}
			return model.NewLiteral(false)
		}
	}
	return t.meets(e, s)
}

func (t *limits) both(op model.Op, a, b *model.Expr) *model.Expr {
	if a == nil || b == nil {
		return nil
	}
	return simplify(t.fold(newValue(&model.Expr{Op: op, Args: []*model.Expr{a, b}, Pos: a.Pos}, boolean()))).expr
}

func boolean() *model.Type { return &model.Type{Kind: model.Bool} }

// equal is the condition for a value that the subject is unified with.
func (t *limits) equal(x *value, e ast.Expr) *model.Expr {
	if x.typ == nil {
		return nil
	}
	if x.typ.Kind != model.Null && (!isScalar(x.typ) || x.typ.Kind != t.subject.typ.Kind) {
		t.report(e.Pos(), kindName(x.typ)+" is unified with "+kindName(t.subject.typ), "unify values of one kind, or compare their parts")
		return nil
	}
	return t.comparison(model.OpEqual, x)
}

func (t *limits) comparison(op model.Op, x *value) *model.Expr {
	return t.fold(newValue(&model.Expr{Op: op, Args: []*model.Expr{t.subject.expr, x.expr}, Pos: x.expr.Pos}, boolean())).expr
}

// predeclared is the condition for string, int8 and so on.
func (t *limits) predeclared(name builtin, e ast.Expr) *model.Expr {
	kind, known := map[builtin]model.Kind{"string": model.String, "bool": model.Bool, "int": model.Number, "number": model.Number, "uint": model.Number}[name]
	r, ranged := integers[name]
	switch {
	case name == "_":
		return model.NewLiteral(true)
	case name == "list.UniqueItems":
		return t.unique(e)
	case ranged || name == "uint":
		kind = model.Number
		ranged = ranged && name != "int64" // as all numbers are
	case !known:
		return nil
	}
	if t.subject.typ.Kind != kind {
		t.report(e.Pos(), "the value is "+kindName(t.subject.typ)+", and never meets "+string(name), "change one of them")
		return nil
	}
	if t.subject.typ.Nullable {
		t.report(e.Pos(), "the value can be null, which never meets "+string(name), "write null | "+string(name)+", or the field inside if x != null")
		return nil
	}
	met := model.NewLiteral(true)
	if ranged || name == "uint" {
		met = t.compare(model.OpMoreEq, literalValue(r[0]))
	}
	if ranged {
		met = t.both(model.OpAnd, met, t.compare(model.OpLessEq, literalValue(r[1])))
	}
	return met
}

// describe puts the constraint into words, unless it has its own.
func (t *limits) describe(e ast.Expr) string {
	if t.words != "" {
		return t.words
	}
	return "must be " + describeConstraint(e)
}

// describeConstraint puts a constraint into words as [describeRule] does.
func describeConstraint(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return describeConstraint(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.MUL {
			return describeConstraint(e.X)
		}
		if words := boundWords[e.Op]; words != "" {
			return words + " " + sourceText(e.X)
		}
	case *ast.BinaryExpr:
		if words := map[token.Token]string{token.AND: " and ", token.OR: " or "}[e.Op]; words != "" {
			return describeConstraint(e.X) + words + describeConstraint(e.Y)
		}
	}
	return sourceText(e)
}

var boundWords = map[token.Token]string{
	token.MAT: "a match of", token.NMAT: "no match of", token.NEQ: "other than",
	token.GEQ: "at least", token.LEQ: "at most", token.GTR: "more than", token.LSS: "less than",
}
