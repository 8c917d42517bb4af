package compile

import (
	"fmt"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// closing makes an expression that does not depend on the input into one that refers to
// nothing but packages: what it refers to stands in the place of the reference.
type closing struct {
	*compiler
	imports map[string]string // the names of packages by their paths
	// hiddenNames are the names of the hidden fields of packages, by their labels.
	hiddenNames map[string]string
	fields      [][]ast.Expr     // what several declarations are unified in: closed_0, closed_1 …
	inside      map[*vertex]bool // what is being closed
	cut         bool             // a cycle or a limit has been met
}

// The beginnings of the names of packages and of fields.
const (
	importName = "imported_"
	fieldName  = "closed_"
)

// kept is what a variable of a comprehension inside the expression resolves to.
type kept struct{}

// label is what a field of a struct inside the expression resolves to. It is not
// followed.
type label struct{}

// expr is nil for an expression that depends on the input, or that is not understood.
func (x *closing) expr(e ast.Expr, s *scope) ast.Expr {
	if x.spend(e, 1) {
		return nil
	}
	if x.depth++; x.depth > maxDepth {
		x.depth--
		x.cut = true
		return nil
	}
	defer func() { x.depth-- }()
	switch e := e.(type) {
	case *ast.ParenExpr:
		return x.expr(e.X, s)
	case *ast.BasicLit:
		return closedLit(e)
	case *ast.Interpolation:
		return x.interpolation(e, s)
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr:
		return x.reference(e, s)
	case *ast.SliceExpr:
		return x.slice(e, s)
	case *ast.UnaryExpr:
		if inner := x.expr(e.X, s); inner != nil {
			return &ast.UnaryExpr{Op: e.Op, X: parenthesized(inner)}
		}
	case *ast.BinaryExpr:
		left, right := x.expr(e.X, s), x.expr(e.Y, s)
		if left != nil && right != nil {
			return &ast.BinaryExpr{X: parenthesized(left), Op: e.Op, Y: parenthesized(right)}
		}
	case *ast.CallExpr:
		fun, args := x.expr(e.Fun, s), x.all(e.Args, s)
		if fun != nil && args != nil {
			return ast.NewCall(fun, args...)
		}
	case *ast.ListLit:
		if elems := x.all(e.Elts, s); elems != nil {
			return ast.NewList(elems...)
		}
	case *ast.Ellipsis:
		if e.Type == nil {
			return &ast.Ellipsis{}
		}
		if elem := x.expr(e.Type, s); elem != nil {
			return &ast.Ellipsis{Type: elem}
		}
	case *ast.StructLit:
		return x.structure(e, s)
	case *ast.Comprehension:
		return x.comprehended(e, s)
	}
	return nil
}

// parenthesized is an operand. The mark of a default must stand in its disjunction.
func parenthesized(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.BasicLit, *ast.Ident, *ast.ParenExpr:
		return e
	case *ast.UnaryExpr:
		if e.Op == token.MUL {
			return e
		}
	case *ast.BinaryExpr:
		if e.Op == token.OR && defaultOf(e) != nil {
			return e
		}
	}
	return &ast.ParenExpr{X: e}
}

// all is nil when one of the expressions is; otherwise it is not nil.
func (x *closing) all(exprs []ast.Expr, s *scope) []ast.Expr {
	closed := make([]ast.Expr, len(exprs))
	for i, e := range exprs {
		if closed[i] = x.expr(e, s); closed[i] == nil {
			return nil
		}
	}
	return closed
}

// closedLit is a literal without its place: the text of a string of several lines
// depends on its indentation.
func closedLit(e *ast.BasicLit) ast.Expr {
	if e.Kind != token.STRING {
		return ast.NewLit(e.Kind, e.Value)
	}
	info, skip, _, err := literal.ParseQuotes(e.Value, e.Value)
	if err != nil {
		return nil
	}
	text, err := info.Unquote(e.Value[skip:])
	if err != nil {
		return nil
	}
	if info.IsDouble() {
		return ast.NewLit(token.STRING, literal.String.Quote(text))
	}
	return ast.NewLit(token.STRING, literal.Bytes.Quote(text))
}

// interpolation is a sum of strings.
func (x *closing) interpolation(e *ast.Interpolation, s *scope) ast.Expr {
	first, last := e.Quotes()
	info, skip, _, err := literal.ParseQuotes(first.Value, last.Value)
	if err != nil || !info.IsDouble() {
		return nil
	}
	var sum ast.Expr = ast.NewString("")
	for i, part := range e.Elts {
		var term ast.Expr
		if i%2 == 1 {
			if term = x.expr(part, s); term == nil {
				return nil
			}
			term = &ast.Interpolation{Elts: []ast.Expr{ast.NewLit(token.STRING, `"\(`), term, ast.NewLit(token.STRING, `)"`)}}
		} else {
			fragment, err := info.Unquote(part.(*ast.BasicLit).Value[skip:])
			if err != nil {
				return nil
			}
			term = ast.NewString(fragment)
			skip = len(")")
		}
		sum = &ast.BinaryExpr{X: sum, Op: token.ADD, Y: term}
	}
	return sum
}

func (x *closing) slice(e *ast.SliceExpr, s *scope) ast.Expr {
	closed := &ast.SliceExpr{}
	for _, part := range []struct {
		from ast.Expr
		to   *ast.Expr
	}{{e.X, &closed.X}, {e.Low, &closed.Low}, {e.High, &closed.High}} {
		if part.from == nil {
			continue
		}
		if *part.to = x.expr(part.from, s); *part.to == nil {
			return nil
		}
	}
	closed.X = parenthesized(closed.X)
	return closed
}

// reference is what a reference stands for.
func (x *closing) reference(e ast.Expr, s *scope) ast.Expr {
	switch r := x.compiler.reference(e, s).(type) {
	case builtin:
		return x.builtin(e, r, s)
	case *vertex:
		return x.vertex(r)
	case *value:
		if v, ok := r.constant(); ok {
			return closedValue(v)
		}
		return nil
	case kept:
		return ast.NewIdent(e.(*ast.Ident).Name)
	case label:
		return nil
	}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		if of := x.expr(e.X, s); of != nil {
			sel := e.Sel
			if id, ok := sel.(*ast.Ident); ok && isHidden(id.Name) {
				sel = ast.NewIdent(x.hidden(id, s))
			}
			return &ast.SelectorExpr{X: parenthesized(of), Sel: sel}
		}
	case *ast.IndexExpr:
		of, index := x.expr(e.X, s), x.expr(e.Index, s)
		if of != nil && index != nil {
			return &ast.IndexExpr{X: parenthesized(of), Index: index}
		}
	}
	return nil
}

// builtin is a predeclared identifier, a package or something of one.
func (x *closing) builtin(e ast.Expr, name builtin, s *scope) ast.Expr {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		if of := x.expr(e.X, s); of != nil {
			return &ast.SelectorExpr{X: of, Sel: e.Sel}
		}
		return nil
	case *ast.Ident:
		if predeclared[e.Name] && string(name) == e.Name {
			return ast.NewIdent(e.Name)
		}
	}
	path := string(name)
	if x.imports[path] == "" {
		x.imports[path] = fmt.Sprintf("%s%d", importName, len(x.imports))
	}
	return ast.NewIdent(x.imports[path])
}

// vertex unifies what is said of a field. That it depends on the input is found out once.
func (x *closing) vertex(v *vertex) ast.Expr {
	x.cut = x.cut || x.inside[v]
	if v.pkg != nil || x.isInput(v) || v == x.root.arc("input") || x.inside[v] || x.open[v] {
		return nil
	}
	x.inside[v] = true
	x.note(v.doc())
	defer delete(x.inside, v)
	all := x.conjuncts(v)
	switch {
	case len(all) == 0:
		x.open[v] = !x.cut && len(v.conjuncts) > 0
		return nil
	case len(all) == 1:
		return &ast.ParenExpr{X: all[0]}
	}
	x.fields = append(x.fields, all) // with & between them, a struct's fields could be in another order
	return ast.NewIdent(fmt.Sprintf("%s%d", fieldName, len(x.fields)-1))
}

// conjuncts are nil when one of them depends on the input.
func (x *closing) conjuncts(v *vertex) (all []ast.Expr) {
	for _, conj := range v.conjuncts {
		closed := x.expr(conj.expr, conj.scope)
		if closed == nil || len(conj.guards) > 0 {
			return nil
		}
		all = append(all, closed)
	}
	return all
}

// closedValue is a constant as an expression; nil for a struct, whose order has been
// lost.
func closedValue(v model.Value) ast.Expr {
	switch v := v.(type) {
	case nil:
		return ast.NewNull()
	case bool:
		return ast.NewBool(v)
	case string:
		return ast.NewString(v)
	case int64:
		return ast.NewLit(token.INT, fmt.Sprint(v))
	case []model.Value:
		list := &ast.ListLit{}
		for _, elem := range v {
			closed := closedValue(elem)
			if closed == nil {
				return nil
			}
			list.Elts = append(list.Elts, closed)
		}
		return list
	}
	return nil
}
