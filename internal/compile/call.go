package compile

import (
	"fmt"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// form is a call in CUE that a function of the model is written as.
type form struct {
	*model.Function
	call *ast.CallExpr
}

// forms are parsed from the functions' own table, at the first call.
var forms = sync.OnceValue(func() []form {
	var all []form
	for _, f := range model.Functions() {
		for _, text := range f.Forms() {
			e, err := parser.ParseExpr(f.Name, strings.ReplaceAll(text, "$...", "$0"))
			if err != nil {
				panic(err) // the table is constant
			}
			all = append(all, form{f, e.(*ast.CallExpr)})
		}
	}
	return all
})

// call compiles a call of one of the model's functions. A constant is left to CUE, which
// has all functions.
func (c *compiler) call(e *ast.CallExpr, s *scope) *value {
	name, _ := c.reference(e.Fun, s).(builtin)
	if name != "error" {
		if v := c.constantOf(e, s); v != nil {
			return v
		}
	}
	if as := notations[name]; as != nil && len(e.Args) == 1 {
		return c.marshal(e, s, as)
	}
	if name == "template.Execute" && len(e.Args) == 2 {
		return c.execute(e, s)
	}
	if trims[name] != "" && len(e.Args) == 2 {
		return c.trim(name, e, s)
	}
	if v := c.other(e, s); v != nil {
		return v
	}
	for _, f := range forms() {
		args := map[string]ast.Expr{}
		if c.matches(f.call, e, s, args) {
			return c.apply(f.Function, e, s, args)
		}
	}
	if name == "" {
		return c.fail(e.Pos(), "only functions of CUE can be called", "call a function of CUE's packages, such as strings.ToLower(s)")
	}
	return c.fail(e.Pos(), string(name)+" of something that depends on the input is not supported", insteadOf(string(name)))
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
		return string(b) == nameOf(form)
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
		return elements(e, args)
	case *ast.BinaryExpr:
		binary, ok := unparen(e).(*ast.BinaryExpr)
		return ok && binary.Op == form.Op && c.matches(form.X, binary.X, s, args) && c.matches(form.Y, binary.Y, s, args)
	}
	return sameLiteral(form, e)
}

// elements collects the elements of a list literal that is written out.
func elements(e ast.Expr, args map[string]ast.Expr) bool {
	list, ok := e.(*ast.ListLit)
	if !ok {
		return false
	}
	for i, elem := range list.Elts {
		switch elem.(type) {
		case *ast.Comprehension, *ast.Ellipsis:
			return false
		}
		args[fmt.Sprintf("$%d", i+1)] = elem
	}
	return true
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
func (c *compiler) apply(f *model.Function, e *ast.CallExpr, s *scope, exprs map[string]ast.Expr) *value {
	defer c.inOrder(f.Order)()
	call := &model.Expr{Op: model.OpCall, Name: f.Name, Pos: Position(e.Pos())}
	args := make([]argumentOf, len(exprs))
	for i := range args {
		arg := exprs[fmt.Sprintf("$%d", i+1)]
		c.part = f.Name == "length"
		x := c.expr(arg, s)
		if want := f.Param(i); want != "" {
			x = c.want(want, x, arg.Pos())
		}
		if x.typ == nil {
			return x
		}
		args[i] = argumentOf{x, arg.Pos()}
		call.Args = append(call.Args, x.expr)
	}
	if len(args) == 0 {
		return literalValue([]model.Value{})
	}
	if o := f.Objection(c.known(args)); o != nil {
		pos := e.Pos()
		if o.Arg >= 0 {
			pos = args[o.Arg].pos
		}
		return c.fail(pos, o.Summary, o.Detail)
	}
	return c.fold(newValue(call, resultType(f, args)))
}

// argumentOf is an argument of a call.
type argumentOf struct {
	*value
	pos token.Pos
}

// known is what is known of arguments before there is an input.
func (c *compiler) known(args []argumentOf) []model.CallArgument {
	all := make([]model.CallArgument, len(args))
	for i, arg := range args {
		all[i] = model.CallArgument{Type: arg.typ}
		if v, ok := arg.constant(); ok {
			all[i].Constant = &model.Literal{Value: v}
		}
		if arg.typ.Kind == model.Number {
			all[i].Bounds = c.bounds(arg.expr)
		}
	}
	return all
}

func resultType(f *model.Function, args []argumentOf) *model.Type {
	t := &model.Type{Kind: f.Result}
	switch {
	case f.Result != model.List:
	case f.Elem != "":
		t.Elem = &model.Type{Kind: f.Elem}
	case f.Flattens:
		t.Elem = args[0].typ.Elem.Elem
	default:
		for i, arg := range args {
			if arg.typ.Kind == model.List {
				t.Elem = join(t.Elem, arg.typ.Elem, i == 0)
			}
		}
	}
	return t
}

// inOrder says what the order of lists means to what is compiled until the returned
// function is called.
func (c *compiler) inOrder(order model.Order) (restore func()) {
	before := c.unordered
	switch order {
	case model.Ordered:
		c.unordered = false
	case model.Orderless:
		c.unordered = true
	case model.KeepsOrder: // as around it
	}
	return func() { c.unordered = before }
}
