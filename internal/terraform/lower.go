package terraform

import (
	"maps"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// lowering translates a contract's expressions into typed ones that have no more than
// Terraform has: values of type any are converted, and a test for an attribute is one for
// null or for a key.
type lowering struct {
	p *printer
	// inlined are the values that stand in the places of locals, as far as they are lowered: a
	// validation may refer to variables only. It is nil where locals are referred to.
	inlined map[string]typed.Expr
	// raw says that inputs are as Terraform's types let them through, before validation.
	raw bool
	// own is the input that a validation belongs to, "" elsewhere.
	own  string
	vars map[string]*typed.Variable // the comprehension variables in scope
}

// lower is an expression of the contract outside of validations.
func (p *printer) lower(e *model.Expr) typed.Expr { return (&lowering{p: p}).expr(e) }

// inlining is the lowering of what refers to variables only.
func (p *printer) inlining() *lowering { return &lowering{p: p, inlined: map[string]typed.Expr{}} }

// expr is an expression of the contract.
func (l *lowering) expr(e *model.Expr) typed.Expr { return typed.At(l.lowered(e), e.Pos) }

func (l *lowering) lowered(e *model.Expr) typed.Expr {
	switch e.Op {
	case model.OpLiteral:
		return typed.LiteralAt(e.Value.Value, e.Pos)
	case model.OpInput:
		return l.input(e.Name)
	case model.OpLocal:
		return l.local(e)
	case model.OpVar:
		return l.variable(e)
	case model.OpGet:
		return l.get(e)
	case model.OpIndex:
		return l.index(e)
	case model.OpHas:
		return l.has(e)
	case model.OpGiven:
		return l.given(e)
	case model.OpHasKey:
		return hasKey(typed.Whole(l.expr(e.Args[0])), l.expr(e.Args[1]))
	case model.OpText:
		return typed.NewText(l.exprs(e.Args)...)
	case model.OpIf:
		return typed.NewIf(l.expr(e.Args[0]), l.expr(e.Args[1]), l.expr(e.Args[2]))
	case model.OpNot:
		return typed.NewNot(l.expr(e.Args[0]))
	case model.OpAnd, model.OpOr:
		return typed.NewLogic(e.Op, l.expr(e.Args[0]), l.expr(e.Args[1]))
	case model.OpEqual, model.OpNotEqual:
		return l.equality(e)
	case model.OpLess, model.OpLessEq, model.OpMore, model.OpMoreEq, model.OpAdd, model.OpSub, model.OpMul:
		return typed.NewBinary(e.Op, l.expr(e.Args[0]), l.expr(e.Args[1]))
	case model.OpCall:
		return l.call(e)
	case model.OpList:
		return typed.NewList(l.elements(e.Elems))
	case model.OpObject:
		return typed.NewObject(l.elements(e.Elems))
	case model.OpObjRef:
		return l.objectRef(e)
	case model.OpRecorded:
		return l.recorded(e)
	}
	l.p.refuse(e.Pos, "", "the operation %q has no form in Terraform", e.Op)
	return typed.NewLiteral(nil)
}

func (l *lowering) exprs(all []*model.Expr) []typed.Expr {
	exprs := make([]typed.Expr, len(all))
	for i, e := range all {
		exprs[i] = l.expr(e)
	}
	return exprs
}

// equality is == or !=. Whether mod(a, b) is 0 does not depend on its sign, so that the
// shorter rem(a, b) says the same.
func (l *lowering) equality(e *model.Expr) typed.Expr {
	x, y := l.expr(e.Args[0]), l.expr(e.Args[1])
	if compared := l.comparison(e.Args[0], y); compared != nil {
		return typed.NewBinary(e.Op, compared, y)
	}
	if call, ok := x.(*typed.Call); ok && call.Function.Name == "mod" && typed.IsLiteral(y, int64(0)) {
		x = typed.At(typed.NewCall(typed.Contract(model.LookupFunction("rem")), call.Args...), call.Pos())
	}
	return typed.NewBinary(e.Op, x, y)
}

// comparison is an attribute that is compared with another string than its default, so that
// the default does not matter; nil for other comparisons.
func (l *lowering) comparison(e *model.Expr, y typed.Expr) typed.Expr {
	text, constant := typed.ConstantText(y)
	if !constant || e.Op != model.OpGet || l.own == "" {
		return nil
	}
	of := l.whole(e.Args[0])
	f := of.field(e.Name)
	if f == nil || f.Default == nil || f.Default.Value == text || f.Type.Kind != model.String {
		return nil
	}
	return function("try", function("tostring", attributeOf(of.value, f)), typed.Null)
}

func (l *lowering) call(e *model.Expr) typed.Expr {
	f := model.LookupFunction(e.Name)
	if f == nil {
		l.p.refuse(e.Pos, "", "there is no function %s", e.Name)
		return typed.NewLiteral(nil)
	}
	return typed.NewCall(typed.Contract(f), l.exprs(e.Args)...)
}

func (l *lowering) elements(elems []*model.Element) []*typed.Element {
	all := make([]*typed.Element, len(elems))
	for i, elem := range elems {
		clauses, inner := l.clauses(elem.Clauses)
		all[i] = &typed.Element{Clauses: clauses, Value: inner.expr(elem.Value), Doc: elem.Doc}
		if elem.Key != nil {
			all[i].Key = inner.expr(elem.Key)
		}
	}
	return all
}

// clauses are clauses and the lowering of what is inside them.
func (l *lowering) clauses(clauses []*model.Clause) ([]*typed.Clause, *lowering) {
	var all []*typed.Clause
	for _, c := range clauses {
		if c.For == nil {
			all = append(all, &typed.Clause{If: l.expr(c.If)})
			continue
		}
		loop := typed.NewLoop(c.For.Key, c.For.Value, l.expr(c.For.In))
		all = append(all, &typed.Clause{For: loop})
		l = l.declare(c.For.Key, loop.Key).declare(c.For.Value, loop.Value)
	}
	return all, l
}

func (l *lowering) declare(name string, v *typed.Variable) *lowering {
	if v == nil {
		return l
	}
	inner := *l
	inner.vars = maps.Clone(l.vars)
	if inner.vars == nil {
		inner.vars = map[string]*typed.Variable{}
	}
	inner.vars[name] = v
	return &inner
}
