package compile

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"github.com/base-k8s/base-k8s/internal/model"
)

// form is the call in CUE that a function of the model is written as.
type form struct {
	*model.Function
	call *ast.CallExpr
}

// forms are parsed from the functions' own table, at the first call.
var forms = sync.OnceValue(func() []form {
	var all []form
	for _, f := range model.Functions() {
		spread := strings.ReplaceAll(f.CUE, "$...", "$0")
		e, err := parser.ParseExpr(f.Name, spread)
		if err != nil {
			panic(err) // the table is constant
		}
		all = append(all, form{f, e.(*ast.CallExpr)})
	}
	return all
})

// orderless are the functions whose result does not depend on the order of a list.
var orderless = []string{"sort", "contains", "length", "max", "min", "sum", "unique"}

// call compiles a call of one of the model's functions.
func (c *compiler) call(e *ast.CallExpr, s *scope) *value {
	for _, f := range forms() {
		args := map[string]ast.Expr{}
		if c.matches(f.call, e, s, args) {
			return c.apply(f.Function, e, s, args)
		}
	}
	name, _ := c.reference(e.Fun, s).(builtin)
	if hint, ok := instead[string(name)]; ok {
		return c.fail(e.Pos(), string(name)+" is not supported", hint)
	}
	if name == "" {
		return c.fail(e.Pos(), "this call is not supported", supportedFunctions())
	}
	return c.fail(e.Pos(), string(name)+" is not supported in this form", supportedFunctions())
}

// instead says what to write for functions that differ between CUE and Terraform.
var instead = map[string]string{
	"strings.SliceRunes": `it fails past the end; write regexp.Find("^.{1,36}", s)`,
	"json.Marshal":       "key order and escapes differ from Terraform's jsonencode; build the text with interpolation and strings.Join",
	"error":              "write it as the value of a field of _checks, or as the last alternative of an input's constraint",
	"quo":                "write div(a, b)",
	"rem":                "write mod(a, b)",
	"math.Floor":         "write div(a, b)",
	"strings.Runes":      "write regexp.Find",
	"strings.Count":      "write =~ with a regular expression",
	"yaml.Marshal":       "the text differs from Terraform's yamlencode; build it with interpolation",
}

// supportedFunctions lists the functions by their names in CUE.
func supportedFunctions() string {
	names := make([]string, 0, len(forms()))
	for _, f := range forms() {
		name, args, _ := strings.Cut(f.CUE, "(")
		if inner, _, nested := strings.Cut(args, "("); nested {
			name += " of " + inner
		}
		names = append(names, name)
	}
	return "write one of " + strings.Join(names, ", ")
}

// matches reports whether a call has the form, and collects the arguments that the
// form's placeholders stand for.
func (c *compiler) matches(form, e ast.Expr, s *scope, args map[string]ast.Expr) bool {
	switch form := form.(type) {
	case *ast.Ident:
		if strings.HasPrefix(form.Name, "$") {
			args[form.Name] = e
			return true
		}
		b, _ := c.reference(e, s).(builtin)
		return string(b) == form.Name
	case *ast.SelectorExpr:
		if _, ok := e.(*ast.SelectorExpr); !ok {
			return false
		}
		b, _ := c.reference(e, s).(builtin)
		return string(b) == form.X.(*ast.Ident).Name+"."+labelName(form.Sel)
	case *ast.CallExpr:
		call, ok := e.(*ast.CallExpr)
		if !ok || len(call.Args) != len(form.Args) || !c.matches(form.Fun, call.Fun, s, args) {
			return false
		}
		for i := range form.Args {
			if !c.matches(form.Args[i], call.Args[i], s, args) {
				return false
			}
		}
		return true
	case *ast.ListLit:
		list, ok := e.(*ast.ListLit)
		if !ok {
			return false
		}
		for i, elem := range list.Elts {
			args[fmt.Sprintf("$%d", i+1)] = elem
		}
		return true
	}
	return sameLiteral(form, e)
}

// sameLiteral compares the constants that a form has in it: null, -1 and 1.
func sameLiteral(a, b ast.Expr) bool {
	switch a := a.(type) {
	case *ast.BasicLit:
		b, ok := b.(*ast.BasicLit)
		return ok && a.Value == b.Value
	case *ast.UnaryExpr:
		b, ok := b.(*ast.UnaryExpr)
		return ok && a.Op == b.Op && sameLiteral(a.X, b.X)
	}
	return false
}

// apply compiles the arguments and checks them against the function's parameters.
func (c *compiler) apply(f *model.Function, e *ast.CallExpr, s *scope, args map[string]ast.Expr) *value {
	if slices.Contains(orderless, f.Name) || c.unordered > 0 && f.Name == "concat" {
		c.unordered++
		defer func() { c.unordered-- }()
	}
	call := &model.Expr{Op: model.OpCall, Name: f.Name, Pos: position(e.Pos())}
	var first *value
	for i := range len(args) {
		arg := args[fmt.Sprintf("$%d", i+1)]
		if _, ok := arg.(*ast.Comprehension); ok {
			return c.fail(arg.Pos(), "a comprehension cannot stand here", "put it in a list of its own: list.Concat([[for … {…}], …])")
		}
		x := c.expr(arg, s)
		if want := f.Params[min(i, len(f.Params)-1)]; want != "" {
			x = c.want(want, x, arg.Pos())
		}
		if i == 0 {
			first = x
		}
		if x.typ == nil {
			return x
		}
		call.Args = append(call.Args, x.expr)
	}
	if first == nil {
		return literalValue([]model.Value{})
	}
	c.checkCall(f, call, first, e)
	t := &model.Type{Kind: f.Result}
	if f.Result == model.List {
		t.Elem = first.typ.Elem
		if f.Elem != "" {
			t.Elem = &model.Type{Kind: f.Elem}
		}
	}
	return c.fold(newValue(call, t))
}

// checkCall reports arguments with which CUE and Terraform differ.
func (c *compiler) checkCall(f *model.Function, call *model.Expr, first *value, e *ast.CallExpr) {
	switch f.Name {
	case "length":
		if first.typ.Kind == model.String {
			c.report(e.Pos(), "the length of a string is in bytes in CUE and in characters in Terraform", `write a regular expression: =~"^.{1,63}$"`)
		}
	case "regexp_match":
		c.pattern(first, e.Args[0].Pos(), false)
	case "regexp_find", "regexp_replace":
		c.pattern(first, e.Args[0].Pos(), f.Name == "regexp_find")
	case "replace":
		old, ok := (&value{expr: call.Args[1], typ: &model.Type{}}).constantString()
		if !ok || len(old) > 1 && strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/") {
			c.report(e.Pos(), "what is replaced must be a constant that is not between slashes, which Terraform reads as a regular expression", "write regexp.ReplaceAll for patterns")
		}
	}
}
