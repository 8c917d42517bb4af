package terraform

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// operators are those of HCL.
var operators = map[model.Op]hcl.Op{
	model.OpAnd: hcl.And, model.OpOr: hcl.Or,
	model.OpEqual: hcl.Equal, model.OpNotEqual: hcl.NotEqual,
	model.OpLess: hcl.Less, model.OpLessEq: hcl.LessEq, model.OpMore: hcl.More, model.OpMoreEq: hcl.MoreEq,
	model.OpAdd: hcl.Add, model.OpSub: hcl.Sub, model.OpMul: hcl.Mul,
}

// expr is an expression in HCL.
func (s *scope) expr(e typed.Expr) hcl.Expr { return typed.Visit(e, typed.Visitor[hcl.Expr](s)) }

func (s *scope) exprs(all []typed.Expr) []hcl.Expr {
	exprs := make([]hcl.Expr, len(all))
	for i, e := range all {
		exprs[i] = s.expr(e)
	}
	return exprs
}

// constant is a value in HCL.
func (p *printer) constant(v model.Value) hcl.Expr { return p.scope().expr(typed.NewLiteral(v)) }

// VisitLiteral is a scalar, or null.
func (s *scope) VisitLiteral(e *typed.Literal) hcl.Expr {
	switch v := e.Value.(type) {
	case bool:
		return hcl.Bool(v)
	case int64:
		return hcl.Int(v)
	case string:
		return hcl.String(v)
	}
	return hcl.Null
}

// VisitInput is an input: the variable, or the local that has one of type any converted.
func (s *scope) VisitInput(e *typed.Input) hcl.Expr {
	local, any := s.p.converted[e.Name]
	if !any || e.Type().Given != nil {
		return hcl.Name("var." + model.SnakeCase(e.Name))
	}
	s.p.usedInputs[e.Name] = true
	return hcl.Name("local." + local)
}

// VisitLocal is a local, or its value.
func (s *scope) VisitLocal(e *typed.Local) hcl.Expr {
	if e.Inlined {
		return s.expr(e.Value)
	}
	s.p.use(e.Name)
	return hcl.Name("local." + e.Name)
}

// VisitVar is what a variable of a comprehension is written as.
func (s *scope) VisitVar(e *typed.Var) hcl.Expr { return s.vars[e.Variable] }

// VisitGet is an attribute.
func (s *scope) VisitGet(e *typed.Get) hcl.Expr { return hcl.Attribute{Of: s.expr(e.Of), Name: e.Name} }

// VisitIndex is an element of a collection.
func (s *scope) VisitIndex(e *typed.Index) hcl.Expr {
	return hcl.Index{Of: s.expr(e.Of), Key: s.expr(e.Key)}
}

// VisitIf is a conditional. HCL converts its branches to one type, so that there is another form
// for branches that CUE keeps apart where the conversion would show.
func (s *scope) VisitIf(e *typed.If) hcl.Expr {
	if value, known := s.facts.Known(e.Cond); known {
		return s.expr(e.Branch(value))
	}
	switch {
	case typed.IsLiteral(e.Then, true) && typed.IsLiteral(e.Else, false):
		return s.expr(e.Cond)
	case typed.IsLiteral(e.Then, false) && typed.IsLiteral(e.Else, true):
		return s.expr(typed.Negate(e.Cond))
	}
	if !unifies(e.Then.Type(), e.Else.Type()) {
		return s.choice(e)
	}
	return hcl.Conditional{Cond: s.expr(e.Cond), Then: s.expr(e.Then), Else: s.expr(e.Else)}
}

// VisitHas is the test for an input or an attribute.
func (s *scope) VisitHas(e *typed.Has) hcl.Expr { return s.expr(e.Test) }

// VisitNot is a negation, and that of a test for an attribute another test.
func (s *scope) VisitNot(e *typed.Not) hcl.Expr {
	if has, ok := e.X.(*typed.Has); ok {
		return s.expr(typed.Negate(has.Test))
	}
	return hcl.Not{X: s.expr(e.X)}
}

// VisitLogic is && or ||.
func (s *scope) VisitLogic(e *typed.Logic) hcl.Expr {
	return hcl.Chain{Op: operators[e.Op], Operands: []hcl.Expr{s.expr(e.X), s.expr(e.Y)}}
}

// VisitBinary is a comparison or an operation on numbers. Null needs no conversion to be
// recognised.
func (s *scope) VisitBinary(e *typed.Binary) hcl.Expr {
	if typed.IsLiteral(e.Y, nil) {
		return hcl.Binary{Op: operators[e.Op], X: s.expr(typed.Whole(e.X)), Y: hcl.Null}
	}
	x := s.expr(e.X)
	if e.Op == model.OpEqual && typed.IsLiteral(e.Y, true) || e.Op == model.OpNotEqual && typed.IsLiteral(e.Y, false) {
		return x
	}
	return hcl.Binary{Op: operators[e.Op], X: x, Y: s.expr(e.Y)}
}

// VisitObjectRef is a reference to another resource's metadata, which makes the dependency
// real. The resource itself takes the value instead.
func (s *scope) VisitObjectRef(e *typed.ObjectRef) hcl.Expr {
	object := s.p.objects[e.Object]
	if e.Object == s.resource {
		return s.expr(e.Value)
	}
	address, ok := s.p.address(object)
	if !ok {
		return hcl.Null
	}
	switch {
	case e.Key != nil:
		address = hcl.Index{Of: address, Key: s.expr(e.Key)}
	case object.If != nil:
		address = hcl.Index{Of: address, Key: hcl.Int(0)}
	}
	if model.IsCustom(object.APIVersion) {
		manifest := hcl.Attribute{Of: address, Name: "manifest"}
		return hcl.Attribute{Of: hcl.Attribute{Of: manifest, Name: "metadata"}, Name: e.Name}
	}
	metadata := hcl.Index{Of: hcl.Attribute{Of: address, Name: "metadata"}, Key: hcl.Int(0)}
	return hcl.Attribute{Of: metadata, Name: e.Name}
}

// VisitRecorded is a timestamp that a resource of its own keeps.
func (s *scope) VisitRecorded(e *typed.Recorded) hcl.Expr {
	s.p.refuseName(e.Pos(), "the recorded timestamp has the name", e.Name)
	s.p.recordName(e.Name)
	return hcl.Name("terraform_data." + e.Name + ".output")
}

// VisitConverted is a value of type any in the contract's type.
func (s *scope) VisitConverted(e *typed.Converted) hcl.Expr { return s.expr(e.Value) }

// VisitForeign is the table of the attributes of an object, see [printer.attributeTable].
func (s *scope) VisitForeign(e *typed.Foreign) hcl.Expr {
	return hcl.Attribute{Of: hcl.Name("local." + s.p.attributes), Name: e.Name}
}
