package model

// NewLiteral is the expression of a constant.
func NewLiteral(v Value) *Expr {
	return &Expr{Op: OpLiteral, Value: &Literal{Value: v}, Kind: KindOf(v)}
}

// IsLiteral reports whether e is the constant v. A nil e is none.
func (e *Expr) IsLiteral(v Value) bool {
	return e != nil && e.Op == OpLiteral && Equal(e.Value.Value, v)
}

// LiteralString is the constant that e is, and whether e is a constant string.
func (e *Expr) LiteralString() (string, bool) {
	if e == nil || e.Op != OpLiteral {
		return "", false
	}
	s, ok := e.Value.Value.(string)
	return s, ok
}

// Negate is the negation of a condition, with the not moved as far inwards as it goes:
// comparisons become their opposites, && and || each other, and a choice with a constant
// second branch a choice.
func (e *Expr) Negate() *Expr {
	opposite, comparison := e.Op.Opposite()
	switch {
	case comparison:
		return e.with(opposite, e.Args...)
	case e.Op == OpLiteral:
		return NewLiteral(e.Value.Value != true)
	case e.Op == OpNot:
		return e.Args[0]
	case e.Op == OpAnd:
		return e.with(OpOr, e.Args[0].Negate(), e.Args[1].Negate())
	case e.Op == OpOr:
		return e.with(OpAnd, e.Args[0].Negate(), e.Args[1].Negate())
	case e.Op == OpIf && (e.Args[2].IsLiteral(true) || e.Args[2].IsLiteral(false)):
		return e.with(OpIf, e.Args[0], e.Args[1].Negate(), e.Args[2].Negate())
	}
	return &Expr{Op: OpNot, Args: []*Expr{e}, Kind: Bool, Pos: e.Pos}
}

// with is e with another operation and other arguments.
func (e *Expr) with(op Op, args ...*Expr) *Expr {
	copied := *e
	copied.Op, copied.Args = op, args
	return &copied
}

// IsConstant reports whether the value of e depends on nothing outside of it: e has no inputs,
// locals, objects or variables in it, nor what Terraform records. See [Expr.Constant].
func (e *Expr) IsConstant() bool {
	for x := range e.All() {
		if o := LookupOperation(x.Op); o == nil || o.Reads || x.IsInput() {
			return false
		}
	}
	return true
}

// Constant is the value of an expression that [Expr.IsConstant], or that evaluates nothing
// else; false when it cannot be evaluated.
func (e *Expr) Constant() (Value, bool) {
	l := newLinker(nil)
	eval := l.expr(e)
	if l.err != nil {
		return nil, false
	}
	l.program.vars = l.most
	v, err := eval(l.program.frame(nil))
	return v, err == nil
}
