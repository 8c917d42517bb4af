package terraform

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	hclv2 "github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Operations that only the forms of functions have.
const (
	opDivide   model.Op = "/"
	opModulo   model.Op = "%"
	opSpread   model.Op = "..."      // the last argument of a call, whose elements are its arguments
	opArgument model.Op = "argument" // the argument of the function called Name, "1", "2" …
)

// formOf is a function's form in HCL as an expression, in which opArgument stands for
// the arguments.
func formOf(f *model.Function) *model.Expr {
	if form, ok := forms.Load(f); ok {
		return form.(*model.Expr)
	}
	form := parseForm(f)
	forms.Store(f, form)
	return form
}

var forms sync.Map // *model.Function → *model.Expr

var placeholder = regexp.MustCompile(`\$(\d)`)

// argumentName is the name that stands for a placeholder while HCL parses the form.
const argumentName = "__argument_"

func parseForm(f *model.Function) *model.Expr {
	src := placeholder.ReplaceAllString(strings.ReplaceAll(f.HCL, "$...", "$0..."), argumentName+"$1")
	parsed, diags := hclsyntax.ParseExpression([]byte(src), f.Name, hclv2.InitialPos)
	if diags.HasErrors() {
		panic(fmt.Sprintf("the form %q of %s is not HCL: %v", f.HCL, f.Name, diags)) // the table is part of the program
	}
	return fromHCL(parsed)
}

var operatorsOfHCL = map[*hclsyntax.Operation]model.Op{
	hclsyntax.OpAdd: model.OpAdd, hclsyntax.OpSubtract: model.OpSub, hclsyntax.OpMultiply: model.OpMul,
	hclsyntax.OpDivide: opDivide, hclsyntax.OpModulo: opModulo,
	hclsyntax.OpEqual: model.OpEqual, hclsyntax.OpLessThan: model.OpLess, hclsyntax.OpGreaterThanOrEqual: model.OpMoreEq,
}

// fromHCL is an expression of HCL as one of this package's, of the kinds that the forms
// are made of.
func fromHCL(e hclsyntax.Expression) *model.Expr {
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return fromHCL(e.Expression)
	case *hclsyntax.LiteralValueExpr:
		return literalOf(e.Val)
	case *hclsyntax.TemplateExpr:
		return interpolation(allFromHCL(e.Parts))
	case *hclsyntax.BinaryOpExpr:
		if op, ok := operatorsOfHCL[e.Op]; ok {
			return &model.Expr{Op: op, Args: allFromHCL([]hclsyntax.Expression{e.LHS, e.RHS})}
		}
	case *hclsyntax.ConditionalExpr:
		return &model.Expr{Op: model.OpIf, Args: allFromHCL([]hclsyntax.Expression{e.Condition, e.TrueResult, e.FalseResult})}
	case *hclsyntax.FunctionCallExpr:
		return functionFromHCL(e)
	case *hclsyntax.TupleConsExpr:
		list := &model.Expr{Op: model.OpList, Kind: model.List}
		for _, elem := range allFromHCL(e.Exprs) {
			list.Elems = append(list.Elems, &model.Element{Value: elem})
		}
		return list
	case *hclsyntax.ForExpr:
		return forFromHCL(e)
	case *hclsyntax.ScopeTraversalExpr:
		if n, ok := strings.CutPrefix(e.Traversal.RootName(), argumentName); ok {
			return &model.Expr{Op: opArgument, Name: n}
		}
		return variable(e.Traversal.RootName(), "")
	}
	panic(fmt.Sprintf("a form has %T", e))
}

func allFromHCL(exprs []hclsyntax.Expression) []*model.Expr {
	all := make([]*model.Expr, len(exprs))
	for i, e := range exprs {
		all[i] = fromHCL(e)
	}
	return all
}

func literalOf(v cty.Value) *model.Expr {
	if v.Type() == cty.String {
		return textLiteral(v.AsString())
	}
	n, _ := v.AsBigFloat().Int64()
	return numberLiteral(n)
}

func functionFromHCL(e *hclsyntax.FunctionCallExpr) *model.Expr {
	call := &model.Expr{Op: opFunction, Name: e.Name, Args: allFromHCL(e.Args)}
	last := len(call.Args) - 1
	if e.ExpandFinal && call.Args[last].Name != "0" {
		call.Args[last] = &model.Expr{Op: opSpread, Args: []*model.Expr{call.Args[last]}}
	}
	return call
}

func forFromHCL(e *hclsyntax.ForExpr) *model.Expr {
	loop := &model.For{Value: e.ValVar, In: fromHCL(e.CollExpr)}
	elem := &model.Element{Clauses: []*model.Clause{{For: loop}}, Value: fromHCL(e.ValExpr)}
	return &model.Expr{Op: model.OpList, Kind: model.List, Elems: []*model.Element{elem}}
}

// filled is a form with the arguments of a call in their places. The form's own variables
// get names that nothing in scope has, so that no argument means one of them.
func (s *scope) filled(form, call *model.Expr) *model.Expr {
	if form.Op == opArgument {
		n, _ := strconv.Atoi(form.Name)
		if n > len(call.Args) {
			s.p.refuse(call.Pos, "", "%s has %d arguments", call.Name, len(call.Args))
			return exprNull
		}
		return call.Args[n-1]
	}
	filled := *form
	filled.Pos = call.Pos
	filled.Args = nil
	for _, arg := range form.Args {
		if arg.Op == opArgument && arg.Name == "0" {
			filled.Args = append(filled.Args, call.Args...)
			continue
		}
		filled.Args = append(filled.Args, s.filled(arg, call))
	}
	filled.Elems = nil
	for _, elem := range form.Elems {
		filled.Elems = append(filled.Elems, s.filledElement(elem, call))
	}
	return &filled
}

func (s *scope) filledElement(elem *model.Element, call *model.Expr) *model.Element {
	if len(elem.Clauses) == 0 {
		return &model.Element{Value: s.filled(elem.Value, call)}
	}
	loop := elem.Clauses[0].For
	name := s.fresh(loop.Value)
	in := s.filled(loop.In, call)
	inner := s.bind(name, hcl.Name(name), unknown)
	return &model.Element{
		Clauses: []*model.Clause{{For: &model.For{Value: name, In: in}}},
		Value:   inner.filled(renamed(elem.Value, loop.Value, name), call),
	}
}

// renamed is a form with another name for one of its own variables.
func renamed(form *model.Expr, from, to string) *model.Expr {
	if form.Op == model.OpVar && form.Name == from {
		return variable(to, form.Kind)
	}
	c := *form
	c.Args = make([]*model.Expr, len(form.Args))
	for i, arg := range form.Args {
		c.Args[i] = renamed(arg, from, to)
	}
	return &c
}
