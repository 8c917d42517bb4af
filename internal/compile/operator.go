package compile

import (
	"strconv"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

func (c *compiler) unary(e *ast.UnaryExpr, s *scope) *value {
	switch e.Op {
	case token.NOT:
		x := c.want(model.Bool, c.expr(e.X, s), e.X.Pos())
		return c.fold(newValue(x.expr.Negate(), x.typ))
	case token.SUB:
		x := c.want(model.Number, c.expr(e.X, s), e.X.Pos())
		minus := &model.Expr{Op: model.OpSub, Args: []*model.Expr{model.NewLiteral(int64(0)), x.expr}}
		return c.fold(newValue(minus, x.typ))
	case token.ADD:
		return c.want(model.Number, c.expr(e.X, s), e.X.Pos())
	}
	return c.failf(e.Pos(), "constraints belong in #Input; elsewhere write the value", "%s is a constraint, not a value", e.Op)
}

// operators are CUE's operators on two values, with the kind of their operands.
var operators = map[token.Token]struct {
	op       model.Op
	operands model.Kind
	result   model.Kind
}{
	token.LAND: {model.OpAnd, model.Bool, model.Bool},
	token.LOR:  {model.OpOr, model.Bool, model.Bool},
	token.LSS:  {model.OpLess, model.Number, model.Bool},
	token.LEQ:  {model.OpLessEq, model.Number, model.Bool},
	token.GTR:  {model.OpMore, model.Number, model.Bool},
	token.GEQ:  {model.OpMoreEq, model.Number, model.Bool},
	token.SUB:  {model.OpSub, model.Number, model.Number},
	token.MUL:  {model.OpMul, model.Number, model.Number},
}

func (c *compiler) binary(e *ast.BinaryExpr, s *scope) *value {
	switch e.Op {
	case token.EQL, token.NEQ:
		return c.comparison(e, s)
	case token.MAT, token.NMAT:
		return c.match(e, s)
	case token.ADD:
		return c.sum(e, s)
	case token.QUO:
		if v := c.constantOf(e, s); v != nil {
			return v
		}
		return c.fail(e.OpPos, "the operator / is not supported: its result prints differently in CUE and Terraform", "write div(a, b) and mod(a, b)")
	case token.OR:
		if defaultOf(e) != nil {
			return c.fallback(e, s)
		}
		return c.fail(e.OpPos, "a disjunction is not a value", "mark its default with *, or write [if c {a}, b][0]")
	case token.AND:
		body := &vertex{anonymous: true}
		body.add(conjunct{expr: e, scope: s})
		return c.value(body, nil)
	}
	o, ok := operators[e.Op]
	if !ok {
		return c.failf(e.OpPos, "write +, -, *, div(a, b), mod(a, b), or a comparison", "the operator %s is not supported", e.Op)
	}
	x, y := c.expr(e.X, s), c.expr(e.Y, s)
	if areStrings(x, y) {
		if v := c.constantOf(e, s); v != nil {
			return v
		}
		if op := comparisons[e.Op]; op != "" {
			return c.textOrder(op, x, y)
		}
	}
	x, y = c.want(o.operands, x, e.X.Pos()), c.want(o.operands, y, e.Y.Pos())
	if x.typ == nil || y.typ == nil {
		return &value{expr: x.expr}
	}
	return simplify(c.fold(newValue(&model.Expr{Op: o.op, Args: []*model.Expr{x.expr, y.expr}}, &model.Type{Kind: o.result})))
}

func areStrings(x, y *value) bool {
	return x.typ != nil && y.typ != nil && x.typ.Kind == model.String && y.typ.Kind == model.String
}

// simplify leaves out an operand of && or || that does not matter.
func simplify(v *value) *value {
	if v.expr.Op != model.OpAnd && v.expr.Op != model.OpOr {
		return v
	}
	neutral := v.expr.Op == model.OpAnd
	for i, arg := range v.expr.Args {
		switch {
		case arg.Op != model.OpLiteral:
		case arg.Value.Value == neutral:
			return newValue(v.expr.Args[1-i], v.typ)
		case arg.Value.Value == !neutral:
			return newValue(arg, v.typ)
		}
	}
	return v
}

// sum compiles + on numbers, or on strings, where it is an interpolation.
func (c *compiler) sum(e *ast.BinaryExpr, s *scope) *value {
	x, y := c.expr(e.X, s), c.expr(e.Y, s)
	if x.typ == nil || y.typ == nil {
		return &value{expr: x.expr}
	}
	op := model.OpAdd
	if x.typ.Kind == model.String {
		op = model.OpText
	} else {
		c.want(model.Number, x, e.X.Pos())
	}
	c.want(x.typ.Kind, y, e.Y.Pos())
	return c.fold(newValue(&model.Expr{Op: op, Args: []*model.Expr{x.expr, y.expr}}, &model.Type{Kind: x.typ.Kind}))
}

// comparison compiles == and !=, and the test for absence, x != _|_.
func (c *compiler) comparison(e *ast.BinaryExpr, s *scope) *value {
	if isBottom(e.Y) {
		return c.exists(e.X, s, e.Op == token.NEQ)
	}
	if isBottom(e.X) {
		return c.exists(e.Y, s, e.Op == token.NEQ)
	}
	op := model.OpEqual
	if e.Op == token.NEQ {
		op = model.OpNotEqual
	}
	c.part = isNull(e.Y)
	x := c.expr(e.X, s)
	c.part = isNull(e.X)
	y := c.expr(e.Y, s)
	if x.typ == nil || y.typ == nil {
		return &value{expr: x.expr}
	}
	isNull := x.typ.Kind == model.Null || y.typ.Kind == model.Null
	for _, side := range []*value{x, y} {
		if isNull {
			break
		}
		if !isScalar(side.typ) && side.typ.Kind != model.Null {
			if v := c.constantOf(e, s); v != nil {
				return v
			}
			return c.failf(e.OpPos, insteadOfComparing(side.typ), "%s cannot be compared: Terraform's == is false for equal values of different types", kindName(side.typ))
		}
	}
	if x.typ.Kind != y.typ.Kind && x.typ.Kind != model.Null && y.typ.Kind != model.Null {
		return c.failf(e.OpPos, `compare values of one kind: "\(n)" == s`, "%s is compared with %s", kindName(x.typ), kindName(y.typ))
	}
	return simplifyBool(c.fold(newValue(&model.Expr{Op: op, Args: []*model.Expr{x.expr, y.expr}}, &model.Type{Kind: model.Bool})))
}

// insteadOfComparing says what to write for == on something that is no scalar.
func insteadOfComparing(t *model.Type) string {
	switch t.Kind {
	case model.List:
		return "write len(x) == 0 for an empty list, list.Contains(x, a), or compare single elements: x[0] == a"
	case model.Map:
		return "write len(x) == 0 for an empty map, or compare single values: x.key == a"
	case model.Record:
		return "compare its fields one by one: x.a == y.a; for an optional object write x != _|_"
	case model.String, model.Number, model.Bool, model.Null:
	}
	return "compare values of one kind"
}

// simplifyBool makes x of x == true and !x of x == false.
func simplifyBool(v *value) *value {
	if v.expr.Op != model.OpEqual && v.expr.Op != model.OpNotEqual {
		return v
	}
	subject, constant := constantSide(v.expr)
	if constant == nil {
		return v
	}
	b, ok := constant.Value.Value.(bool)
	if !ok {
		return v
	}
	if b == (v.expr.Op == model.OpEqual) {
		return newValue(subject, v.typ)
	}
	return newValue(subject.Negate(), v.typ)
}

func isNull(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	return ok && lit.Kind == token.NULL
}

func isBottom(e ast.Expr) bool {
	_, ok := e.(*ast.BottomLit)
	return ok
}

// match compiles s =~ re and s !~ re.
func (c *compiler) match(e *ast.BinaryExpr, s *scope) *value {
	x := c.want(model.String, c.expr(e.X, s), e.X.Pos())
	re := c.boundary(&ast.UnaryExpr{Op: token.MAT, X: e.Y}, s)
	re = c.want(model.String, re, e.Y.Pos())
	if x.typ == nil || re.typ == nil {
		return &value{expr: x.expr}
	}
	c.pattern(re, e.Y.Pos())
	call := &model.Expr{Op: model.OpCall, Name: "regexp_match", Args: []*model.Expr{re.expr, x.expr}, Kind: model.Bool, Pos: Position(e.Pos())}
	if e.Op == token.NMAT {
		call = call.Negate()
	}
	return c.fold(newValue(call, &model.Type{Kind: model.Bool}))
}

// pattern checks a regular expression.
func (c *compiler) pattern(v *value, pos token.Pos) {
	if o := model.LookupFunction("regexp_match").Objection(c.known([]argumentOf{{v, pos}})); o != nil {
		c.report(pos, o.Summary, o.Detail)
	}
}

func parseInt(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}
