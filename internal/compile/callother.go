package compile

import (
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/ast/astutil"
	"cuelang.org/go/cue/parser"
)

// others are calls in CUE that are compiled as an expression of functions that there are. The
// names of functions begin with $, so that they are not those of a contract.
var others = [][2]string{
	{"math.Floor($1 / $2)", "$div($1, $2)"},
	{"math.Ceil($1 / $2)", "$div($1, $2) + [if $mod($1, $2) == 0 {0}, 1][0]"},
	{"math.Trunc($1 / $2)", "$quo($1, $2)"},
	{"math.Floor($1)", "+$1"},
	{"math.Ceil($1)", "+$1"},
	{"math.Trunc($1)", "+$1"},
	{"math.Round($1)", "+$1"},
	{"math.MultipleOf($1, $2)", "$mod($1, $2) == 0"},
	{"list.Repeat($1, $2)", "$list.FlattenN([for $i in $list.Range(0, $2, 1) {$1}], 1)"},
	{"path.Base($1)", baseName},
	{"path.Base($1, path.Unix)", baseName},
	{"path.Base($1, \"unix\")", baseName},
	{"path.Dir($1)", directory},
	{"path.Dir($1, path.Unix)", directory},
	{"path.Dir($1, \"unix\")", directory},
	{"path.Join($1)", joinedPath},
	{"path.Join($1, path.Unix)", joinedPath},
	{"path.Join($1, \"unix\")", joinedPath},
	{"path.Ext($1)", extension},
	{"path.Ext($1, path.Unix)", extension},
	{"path.Ext($1, \"unix\")", extension},
}

// The last part of a path with slashes, what begins with the last point in it, what is before
// it, and several paths as one.
const (
	baseName   = `$regexp.ReplaceAll("^$", $regexp.ReplaceAll("^/+$", $regexp.ReplaceAll("^(?:(?s:.*)/)?([^/]+)/*$", $1, "${1}"), "/"), ".")`
	extension  = `$regexp.ReplaceAll("^(?s:.*?)((?:[.][^./]*)?)$", $1, "${1}")`
	directory  = `$path.Clean($regexp.ReplaceAll("[^/]*$", $1, ""))`
	joinedPath = `[for $j in [$strings.Join([for $p in $1 if $p != "" {$p}], "/")] {[if $j == "" {""}, $path.Clean($j)][0]}][0]`
)

// otherForms are the calls of others, parsed, at the first of them.
var otherForms = sync.OnceValue(func() []*ast.CallExpr {
	var all []*ast.CallExpr
	for _, of := range others {
		e, err := parser.ParseExpr("function", of[0])
		if err != nil {
			panic(err) // the table is constant
		}
		all = append(all, e.(*ast.CallExpr))
	}
	return all
})

// other compiles a call of others; nil when it is none.
func (c *compiler) other(e *ast.CallExpr, s *scope) *value {
	for i, form := range otherForms() {
		args := map[string]ast.Expr{}
		if c.matches(form, e, s, args) {
			return c.expr(instantiated(others[i][1], e, args), functionScope(s))
		}
	}
	return nil
}

// functionScope has the functions that others are written with.
func functionScope(s *scope) *scope {
	inner := &scope{up: s}
	for _, name := range []string{"div", "mod", "quo", "list", "path", "regexp", "strings"} {
		inner.bind("$"+name, builtin(name))
	}
	return inner
}

// instantiated is an expression of others with the arguments of a call, at its place.
func instantiated(text string, call *ast.CallExpr, args map[string]ast.Expr) ast.Expr {
	e, err := parser.ParseExpr("function", text)
	if err != nil {
		panic(err) // the table is constant
	}
	ast.Walk(e, func(n ast.Node) bool { ast.SetPos(n, call.Pos()); return true }, nil)
	return astutil.Apply(e, func(at astutil.Cursor) bool {
		if id, ok := at.Node().(*ast.Ident); ok && args[id.Name] != nil {
			at.Replace(args[id.Name])
			return false
		}
		return true
	}, nil).(ast.Expr)
}
