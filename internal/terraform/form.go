package terraform

import (
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"sync"

	hclv2 "github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// formOf is a function's form in HCL, in which names that begin with argumentName stand for
// the arguments.
func formOf(f *model.Function) hclsyntax.Expression {
	if form, ok := forms.Load(f); ok {
		return form.(hclsyntax.Expression)
	}
	form := parseForm(f)
	forms.Store(f, form)
	return form
}

var forms sync.Map // *model.Function → hclsyntax.Expression

var placeholder = regexp.MustCompile(`\$(\d)`)

// argumentName is the name that stands for a placeholder while HCL parses the form, with its
// number. Number 0 is all arguments.
const argumentName = "__argument_"

func parseForm(f *model.Function) hclsyntax.Expression {
	src := placeholder.ReplaceAllString(strings.ReplaceAll(f.HCL, "$...", "$0..."), argumentName+"$1")
	parsed, diags := hclsyntax.ParseExpression([]byte(src), f.Name, hclv2.InitialPos)
	if diags.HasErrors() {
		panic(fmt.Sprintf("the form %q of %s is not HCL: %v", f.HCL, f.Name, diags)) // the table is part of the program
	}
	return parsed
}

var operatorsOfForms = map[*hclsyntax.Operation]hcl.Op{
	hclsyntax.OpAdd: hcl.Add, hclsyntax.OpSubtract: hcl.Sub, hclsyntax.OpMultiply: hcl.Mul, hclsyntax.OpDivide: hcl.Div,
	hclsyntax.OpModulo: hcl.Mod, hclsyntax.OpEqual: hcl.Equal, hclsyntax.OpNotEqual: hcl.NotEqual, hclsyntax.OpLessThan: hcl.Less, hclsyntax.OpGreaterThanOrEqual: hcl.MoreEq,
}

// filling puts arguments in the places of a form.
type filling struct {
	call  *typed.Call
	scope *scope            // with the form's own variables
	vars  map[string]string // which they are, and their names
}

// expr is a part of a form, of the kinds that forms are made of.
func (f filling) expr(e hclsyntax.Expression) hcl.Expr {
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return f.expr(e.Expression)
	case *hclsyntax.LiteralValueExpr:
		return constantOf(e.Val)
	case *hclsyntax.TemplateExpr:
		return template(f.exprs(e.Parts))
	case *hclsyntax.BinaryOpExpr:
		if op, ok := operatorsOfForms[e.Op]; ok {
			return hcl.Binary{Op: op, X: f.expr(e.LHS), Y: f.expr(e.RHS)}
		}
	case *hclsyntax.UnaryOpExpr:
		if number, diags := e.Value(nil); !diags.HasErrors() {
			return constantOf(number)
		}
	case *hclsyntax.ConditionalExpr:
		return hcl.Conditional{Cond: f.expr(e.Condition), Then: f.expr(e.TrueResult), Else: f.expr(e.FalseResult)}
	case *hclsyntax.FunctionCallExpr:
		return f.function(e)
	case *hclsyntax.TupleConsExpr:
		return hcl.Tuple(f.exprs(e.Exprs))
	case *hclsyntax.ForExpr:
		return f.loop(e)
	case *hclsyntax.ScopeTraversalExpr:
		return indexed(f.named(e.Traversal.RootName()), e.Traversal[1:])
	case *hclsyntax.RelativeTraversalExpr:
		return indexed(f.expr(e.Source), e.Traversal)
	case *hclsyntax.IndexExpr:
		return hcl.Index{Of: f.expr(e.Collection), Key: f.expr(e.Key)}
	}
	panic(fmt.Sprintf("a form has %T", e))
}

// indexed is an element of a list, by number.
func indexed(of hcl.Expr, steps hclv2.Traversal) hcl.Expr {
	for _, step := range steps {
		of = hcl.Index{Of: of, Key: constantOf(step.(hclv2.TraverseIndex).Key)}
	}
	return of
}

func (f filling) exprs(exprs []hclsyntax.Expression) []hcl.Expr {
	all := make([]hcl.Expr, len(exprs))
	for i, e := range exprs {
		all[i] = f.expr(e)
	}
	return all
}

func constantOf(v cty.Value) hcl.Expr {
	switch v.Type() {
	case cty.String:
		return hcl.String(v.AsString())
	case cty.Bool:
		return hcl.Bool(v.True())
	}
	n, _ := v.AsBigFloat().Int64()
	return hcl.Int(n)
}

func (f filling) named(name string) hcl.Expr {
	if n, ok := strings.CutPrefix(name, argumentName); ok {
		i, _ := strconv.Atoi(n)
		if i > len(f.call.Args) {
			f.scope.p.refuse(f.call.Pos(), "", "%s has %d arguments", f.call.Function.Name, len(f.call.Args))
			return hcl.Null
		}
		return f.scope.expr(f.call.Args[i-1])
	}
	return hcl.Name(f.vars[name])
}

func (f filling) function(e *hclsyntax.FunctionCallExpr) hcl.Expr {
	if e.ExpandFinal {
		if last, ok := e.Args[0].(*hclsyntax.ScopeTraversalExpr); ok && last.Traversal.RootName() == argumentName+"0" {
			return call(e.Name, f.scope.exprs(f.call.Args)...)
		}
	}
	return f.scope.p.matching(hcl.Call{Function: e.Name, Args: f.exprs(e.Args), Expand: e.ExpandFinal})
}

// loop is a comprehension of a form. Its variables get names that nothing in scope has, so
// that no argument means them.
func (f filling) loop(e *hclsyntax.ForExpr) hcl.Expr {
	in := f.expr(e.CollExpr)
	f.vars = maps.Collect(maps.All(f.vars))
	bind := func(variable string) string {
		if variable == "" {
			return ""
		}
		name := f.scope.fresh(variable)
		f.scope = f.scope.bind(typed.NewVariable(name, typed.Unknown), hcl.Name(name))
		f.vars[variable] = name
		return name
	}
	loop := hcl.For{Key: bind(e.KeyVar), Value: bind(e.ValVar), In: in, Result: f.expr(e.ValExpr)}
	if e.CondExpr != nil {
		loop.If = f.expr(e.CondExpr)
	}
	return loop
}
