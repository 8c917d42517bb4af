package compat

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"
)

// edit replaces a part of a contract's file, as somebody does who changes the contract.
type edit struct {
	what       string
	start, end int
	text       string
}

func (e edit) apply(file string) string { return file[:e.start] + e.text + file[e.end:] }

// edits are all edits of a file that may change what is accepted; none of a file that is not
// valid.
func edits(file string) []edit {
	tree, err := parser.ParseFile("contract.cue", file)
	if err != nil {
		return nil
	}
	x := &editor{file: file}
	ast.Walk(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Package, *ast.ImportDecl, *ast.Attribute, *ast.Interpolation:
			return false
		case *ast.Field:
			x.field(n)
		case *ast.BinaryExpr:
			x.binary(n)
		case *ast.UnaryExpr:
			x.unary(n)
		case *ast.IfClause:
			x.add("condition turned", n.Condition, "!("+x.text(n.Condition)+")")
			x.add("condition dropped", n.Condition, "true")
		case *ast.BasicLit:
			if n.Kind == token.INT {
				x.number(n)
			}
		case *ast.Ident:
			if n.Name == "string" {
				x.add("text constrained", n, `=~"^[a-z-]*$"`)
			}
		}
		return true
	}, nil)
	return x.edits
}

type editor struct {
	file  string
	edits []edit
}

func (x *editor) text(n ast.Node) string { return x.file[n.Pos().Offset():n.End().Offset()] }

func (x *editor) add(what string, n ast.Node, text string) {
	x.edits = append(x.edits, edit{what, n.Pos().Offset(), n.End().Offset(), text})
}

func (x *editor) field(n *ast.Field) {
	name, _, err := ast.LabelName(n.Label)
	if err != nil || !regexp.MustCompile(`^[a-z]\w*$`).MatchString(name) {
		return
	}
	if n.Constraint == token.OPTION {
		x.add("required now", n, strings.Replace(x.text(n), "?:", "!:", 1))
	}
	start := n.Pos().Offset()
	x.edits = append(x.edits, edit{"field added", start, start, "added_" + name + "?: string\n"})
	x.edits = append(x.edits, edit{"required field added", start, start, "added_" + name + "!: string\n"})
	x.edits = append(x.edits, edit{"constrained field", n.Value.Pos().Offset(), n.Value.Pos().Offset(), `!="a" & `})
	whole := regexp.MustCompile(`\b`+name+`\b`).ReplaceAllString(x.file, name+"_renamed")
	x.edits = append(x.edits, edit{"renamed", 0, len(x.file), whole})
	x.add("removed", n, "")
}

func (x *editor) binary(n *ast.BinaryExpr) {
	switch n.Op {
	case token.OR:
		x.add("alternative dropped", n, x.text(n.X))
		x.add("alternative dropped", n, x.text(n.Y))
	case token.AND:
		x.add("constraint dropped", n, x.text(n.X))
	case token.LSS, token.LEQ, token.GTR, token.GEQ, token.EQL, token.NEQ, token.LAND, token.LOR:
		other := map[token.Token]string{token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.EQL: "!=", token.NEQ: "==", token.LAND: "||", token.LOR: "&&"}
		x.add("comparison", n, x.text(n.X)+" "+other[n.Op]+" "+x.text(n.Y))
	}
}

func (x *editor) unary(n *ast.UnaryExpr) {
	switch n.Op {
	case token.MUL:
		x.add("no default", n, x.text(n.X))
		switch text := x.text(n.X); {
		case text == "true" || text == "false":
			x.add("default", n, map[string]string{"true": "*false", "false": "*true"}[text])
		case strings.HasPrefix(text, `"`):
			x.add("default", n, `*"other"`)
		}
	case token.MAT, token.NMAT:
		x.pattern(n)
	}
}

var repeated = regexp.MustCompile(`\d+\}`)

// pattern narrows or widens a pattern.
func (x *editor) pattern(n *ast.UnaryExpr) {
	text := x.text(n.X)
	if !strings.HasPrefix(text, `"`) {
		return
	}
	op := n.Op.String()
	for _, pair := range [][2]string{{"a-z", "a-y"}, {"a-z", "a-zA-Z"}, {"0-9", "1-9"}, {"*", "+"}, {"+", "*"}, {"?", ""}, {"^", ""}, {"$", ""}, {"|", ""}} {
		if changed := strings.Replace(text, pair[0], pair[1], 1); changed != text {
			x.add("pattern", n, op+changed)
		}
	}
	if at := repeated.FindStringIndex(text); at != nil {
		count, _ := strconv.Atoi(text[at[0] : at[1]-1])
		x.add("pattern", n, fmt.Sprint(op, text[:at[0]], count/2, text[at[1]-1:]))
	}
	x.add("pattern", n, op+text+` & !~"b$"`)
}

func (x *editor) number(n *ast.BasicLit) {
	value, err := strconv.Atoi(n.Value)
	if err != nil {
		return
	}
	for _, other := range []int{value - 1, value + 1, value / 2, value * 2} {
		if other >= 0 && other != value {
			x.add("number", n, strconv.Itoa(other))
		}
	}
}
