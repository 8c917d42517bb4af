package terraform

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/model"
)

// call is a call of a function of the model's table, in its form in HCL.
func (s *scope) call(e *model.Expr) code {
	function := model.LookupFunction(e.Name)
	if function == nil {
		s.p.refuse(e.Pos, "", "there is no function %s", e.Name)
		return postfix("null")
	}
	if inner := s.sortedKeys(e); inner != nil {
		return *inner
	}
	if name, ok := strings.CutSuffix(function.HCL, "($...)"); ok {
		return call(name, s.arguments(e), s.flat)
	}
	form := formOf(function)
	text := placeholder.ReplaceAllStringFunc(function.HCL, func(hole string) string {
		return s.argument(e, hole, form.operands)
	})
	return code{text: text, prec: form.prec}
}

// sortedKeys is for sort(keys(m)): keys() is sorted already.
func (s *scope) sortedKeys(e *model.Expr) *code {
	if e.Name != "sort" || len(e.Args) != 1 || e.Args[0].Op != model.OpList {
		return nil
	}
	c := s.expr(e.Args[0])
	if inner, ok := strings.CutPrefix(c.text, "keys("); ok && strings.Count(inner, "(") == 0 {
		return &c
	}
	return nil
}

var placeholder = regexp.MustCompile(`/\$\d/|\$\d`)

// argument fills one placeholder of a function's form: "$1", or "/$1/" for a literal
// regular expression, which Terraform writes between slashes.
func (s *scope) argument(e *model.Expr, hole string, operands map[int]int) string {
	n, _ := strconv.Atoi(strings.Trim(hole, "/$"))
	if n > len(e.Args) {
		s.p.refuse(e.Pos, "", "%s has %d arguments", e.Name, len(e.Args))
		return "null"
	}
	arg := e.Args[n-1]
	if hole[0] != '/' {
		return s.flattenedIfShort(arg).at(operands[n])
	}
	pattern, ok := literalString(arg)
	if !ok {
		s.p.refuse(arg.Pos, "write the pattern as a literal", "the pattern of %s is not constant", e.Name)
	}
	return quoted("/" + pattern + "/")
}

// flattenedIfShort avoids line breaks in an argument unless it is too wide without.
func (s *scope) flattenedIfShort(e *model.Expr) code {
	if c := s.flattened().expr(e); len(c.text) <= wideCollection {
		return c
	}
	return s.expr(e)
}

// arguments are the arguments of a variadic function.
func (s *scope) arguments(e *model.Expr) []code {
	args := make([]code, len(e.Args))
	for i, arg := range e.Args {
		args[i] = s.expr(arg)
	}
	return args
}

// functionForm says how a function's form in HCL binds, and how tightly an argument
// must bind to stand in it.
type functionForm struct {
	prec     int
	operands map[int]int // by the placeholder's number; missing for arguments of calls
}

var functionForms sync.Map // *model.Function → functionForm

func formOf(f *model.Function) functionForm {
	if form, ok := functionForms.Load(f); ok {
		return form.(functionForm)
	}
	src := strings.NewReplacer("/$", "arg", "$", "arg", "1/", "1", "2/", "2").Replace(f.HCL)
	expr, diags := hclsyntax.ParseExpression([]byte(src), f.Name, hcl.InitialPos)
	if diags.HasErrors() {
		panic(fmt.Sprintf("the form %q of %s is not HCL", f.HCL, f.Name)) // the table is part of the program
	}
	form := functionForm{precPostfix, map[int]int{}}
	if op, ok := expr.(*hclsyntax.BinaryOpExpr); ok {
		form.prec = operatorPrec(op)
	}
	hclsyntax.VisitAll(expr, func(node hclsyntax.Node) hcl.Diagnostics {
		if op, ok := node.(*hclsyntax.BinaryOpExpr); ok {
			form.operand(op.LHS, operatorPrec(op))
			form.operand(op.RHS, operatorPrec(op)+1)
		}
		return nil
	})
	functionForms.Store(f, form)
	return form
}

// operand notes how tightly an argument must bind that is an operand by itself.
func (f functionForm) operand(e hclsyntax.Expression, prec int) {
	if ref, ok := e.(*hclsyntax.ScopeTraversalExpr); ok {
		n, _ := strconv.Atoi(strings.TrimPrefix(ref.Traversal.RootName(), "arg"))
		f.operands[n] = prec
	}
}

func operatorPrec(op *hclsyntax.BinaryOpExpr) int {
	switch op.Op {
	case hclsyntax.OpMultiply, hclsyntax.OpDivide, hclsyntax.OpModulo:
		return precMultiply
	case hclsyntax.OpAdd, hclsyntax.OpSubtract:
		return precAdd
	case hclsyntax.OpEqual, hclsyntax.OpNotEqual:
		return precEqual
	}
	return precCompare
}
