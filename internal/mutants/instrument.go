package main

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/mutants/point"
)

// pointPackage is imported by the instrumented files, under a name that they do not use.
const (
	pointPackage = "github.com/base-k8s/base-k8s/internal/mutants/point"
	pointName    = "mutantpoint"
)

// instrumenter makes points of the cases, ifs and loops of Go files. What it inserts
// stands on the lines that are there.
type instrumenter struct {
	points []point.Point

	name  string
	text  []byte
	files *token.FileSet
	edits []edit
	fn    *ast.FuncDecl // the function that is being gone through
}

// edit replaces the text between two offsets.
type edit struct {
	start, end int
	text       string
}

// file returns the text of an instrumented file.
func (x *instrumenter) file(name string, text []byte) ([]byte, error) {
	x.name, x.text, x.files, x.edits = name, text, token.NewFileSet(), nil
	f, err := parser.ParseFile(x.files, name, text, 0)
	if err != nil {
		return nil, err
	}
	before := len(x.points)
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil {
			x.fn = fn
			ast.Inspect(fn.Body, x.node)
		}
	}
	if len(x.points) > before {
		x.insert(f.Name.End(), fmt.Sprintf("; import %s %q", pointName, pointPackage))
	}
	return x.edited(), nil
}

func (x *instrumenter) edited() []byte {
	slices.SortStableFunc(x.edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	var out bytes.Buffer
	at := 0
	for _, e := range x.edits {
		out.Write(x.text[at:e.start])
		out.WriteString(e.text)
		at = e.end
	}
	out.Write(x.text[at:])
	return out.Bytes()
}

func (x *instrumenter) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.IfStmt:
		x.condition(x.add(point.If, n.Cond, n.Body.List), n.Cond)
	case *ast.RangeStmt:
		number := x.add(point.Loop, n.X, nil)
		x.insert(n.Body.Lbrace+1, fmt.Sprintf(" if %s.Off(%d) { break };", pointName, number))
	case *ast.SwitchStmt:
		x.expressionSwitch(n)
	case *ast.TypeSwitchStmt:
		x.typeSwitch(n)
	}
	return true
}

// expressionSwitch compares with the tag in each case, so that a comparison can fail.
func (x *instrumenter) expressionSwitch(n *ast.SwitchStmt) {
	tag := ""
	if n.Tag != nil {
		tag = fmt.Sprintf("(%s) == ", x.source(n.Tag))
		x.replace(n.Tag.Pos(), n.Tag.End(), "")
	}
	for _, stmt := range n.Body.List {
		clause := stmt.(*ast.CaseClause)
		for _, e := range clause.List {
			number := x.add(point.Case, e, clause.Body)
			x.insert(e.Pos(), fmt.Sprintf("%s.Taken(%d, %s(", pointName, number, tag))
			x.insert(e.End(), "))")
		}
		x.defaultClause(clause, n)
	}
}

// typeSwitch hides the operand from a case that is off. Where the variable has the
// operand's own type, it is the operand again.
func (x *instrumenter) typeSwitch(n *ast.TypeSwitchStmt) {
	variable, operand := operandOf(n)
	saved := fmt.Sprintf("operand%d", x.offset(n.Pos()))
	var cases strings.Builder
	for _, stmt := range n.Body.List {
		clause := stmt.(*ast.CaseClause)
		single := len(clause.List) == 1
		for _, e := range clause.List {
			fmt.Fprintf(&cases, " case %s: return %d;", x.source(e), x.add(point.Case, e, clause.Body))
			single = single && x.source(e) != "nil"
		}
		if n := len(clause.Body); variable != "" && !single && n > 0 {
			x.insert(clause.Colon+1, fmt.Sprintf(" { %s := %s; _ = %s;", variable, saved, variable))
			x.insert(clause.Body[n-1].End(), " }")
		}
		x.defaultClause(clause, n)
	}
	x.insert(n.Assign.Pos(), fmt.Sprintf("%s := %s; ", saved, x.source(operand)))
	x.replace(operand.Pos(), operand.End(), fmt.Sprintf("%s.Hide(%s, func(x any) int { switch x.(type) {%s }; return %d })", pointName, saved, cases.String(), point.None))
}

func operandOf(n *ast.TypeSwitchStmt) (variable string, operand ast.Expr) {
	switch s := n.Assign.(type) {
	case *ast.AssignStmt:
		return s.Lhs[0].(*ast.Ident).Name, s.Rhs[0].(*ast.TypeAssertExpr).X
	case *ast.ExprStmt:
		return "", s.X.(*ast.TypeAssertExpr).X
	}
	panic("a type switch has another form") // which go/parser does not make
}

// defaultClause makes a point of a default clause that does something, unless the
// function needs it to return.
func (x *instrumenter) defaultClause(clause *ast.CaseClause, of ast.Stmt) {
	last := x.fn.Body.List[len(x.fn.Body.List)-1]
	if clause.List != nil || len(clause.Body) == 0 || of == last && x.fn.Type.Results != nil {
		return
	}
	number := x.add(point.Default, nil, clause.Body)
	x.insert(clause.Body[0].Pos(), fmt.Sprintf("if !%s.Off(%d) { ", pointName, number))
	x.insert(clause.Body[len(clause.Body)-1].End(), " }")
}

func (x *instrumenter) condition(number int, cond ast.Expr) {
	x.insert(cond.Pos(), fmt.Sprintf("%s.Taken(%d, ", pointName, number))
	x.insert(cond.End(), ")")
}

// add makes a point and returns its number.
func (x *instrumenter) add(kind point.Kind, e ast.Expr, body []ast.Stmt) int {
	p := point.Point{File: x.name, Func: x.fn.Name.Name, Kind: kind, Refusal: refuses(body)}
	switch {
	case e != nil:
		p.Line, p.Text = x.files.Position(e.Pos()).Line, strings.Join(strings.Fields(x.source(e)), " ")
	case len(body) > 0:
		p.Line = x.files.Position(body[0].Pos()).Line
	}
	x.points = append(x.points, p)
	return len(x.points) - 1
}

func (x *instrumenter) insert(at token.Pos, text string) { x.replace(at, at, text) }

func (x *instrumenter) replace(start, end token.Pos, text string) {
	x.edits = append(x.edits, edit{x.offset(start), x.offset(end), text})
}

func (x *instrumenter) offset(at token.Pos) int { return x.files.Position(at).Offset }

func (x *instrumenter) source(n ast.Node) string {
	return string(x.text[x.offset(n.Pos()):x.offset(n.End())])
}

// reporters are the compiler's functions that make an error.
var reporters = map[string]bool{
	"report": true, "reportAt": true, "reportSensitive": true, "fail": true, "failf": true, "cueError": true,
	"notAllowed": true, "fixedLabel": true, "unsupported": true, "refuse": true, "Errorf": true, "New": true,
}

// refuses reports whether statements make an error and do nothing else.
func refuses(body []ast.Stmt) bool {
	makes := false
	for _, stmt := range body {
		switch s := stmt.(type) {
		case *ast.ExprStmt:
			call, ok := s.X.(*ast.CallExpr)
			if !ok || !reporters[called(call)] {
				return false
			}
			makes = true
		case *ast.ReturnStmt:
			makes = makes || slices.ContainsFunc(s.Results, isError)
		case *ast.IfStmt:
			if s.Else != nil || !refuses(s.Body.List) {
				return false
			}
			makes = true
		case *ast.BranchStmt, *ast.IncDecStmt:
		default:
			return false
		}
	}
	return makes
}

// isError reports whether an expression makes an error: it calls a reporter, or is an
// objection or diagnostics.
func isError(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = found || reporters[called(n)]
		case *ast.CompositeLit:
			switch t := n.Type.(type) {
			case *ast.Ident:
				found = found || t.Name == "objection"
			case *ast.SelectorExpr:
				found = found || t.Sel.Name == "Diagnostics"
			}
		}
		return !found
	})
	return found
}

func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
