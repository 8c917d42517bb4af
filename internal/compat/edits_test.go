package compat

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"
)

// The kinds of edits that somebody makes who changes a contract.
const (
	narrowedPattern = "narrowed pattern"
	droppedEnum     = "dropped enum value"
	requiredInput   = "new required input"
	changedDefault  = "changed default"
	renamedKey      = "renamed key"
	movedLabel      = "moved label"
	otherEdit       = "other"
)

// kindsOfEdits are those that are counted. The others come second, after one of these.
var kindsOfEdits = []string{narrowedPattern, droppedEnum, requiredInput, changedDefault, renamedKey, movedLabel}

// edit replaces parts of a contract's files.
type edit struct {
	kind, what string
	parts      []part
}

type part struct {
	file       string
	start, end int
	text       string
}

func (e edit) apply(files map[string]string) map[string]string {
	edited := map[string]string{}
	for name, text := range files {
		edited[name] = text
	}
	parts := slices.Clone(e.parts)
	slices.SortFunc(parts, func(a, b part) int { return b.start - a.start })
	for _, p := range parts {
		text := edited[p.file]
		edited[p.file] = text[:p.start] + p.text + text[p.end:]
	}
	return edited
}

// edits are all edits of a contract's files that may change what it means; none of files that
// are not valid.
func edits(files map[string]string) []edit {
	x := &editor{files: files, trees: map[string]*ast.File{}}
	for name, text := range files {
		tree, err := parser.ParseFile(name, text)
		if err != nil {
			return nil
		}
		x.trees[name] = tree
		x.names = append(x.names, name)
	}
	slices.Sort(x.names)
	for _, x.name = range x.names {
		ast.Walk(x.trees[x.name], x.enter, x.leave)
	}
	x.moved()
	return x.edits
}

type editor struct {
	files  map[string]string
	trees  map[string]*ast.File
	names  []string // of files, in order
	name   string   // of the file at hand
	path   []string // the labels of the fields around what is at hand
	labels []label
	edits  []edit
}

// label is a label or annotation of an object.
type label struct {
	file  string
	field *ast.Field
}

func (x *editor) text(n ast.Node) string {
	return x.files[x.name][n.Pos().Offset():n.End().Offset()]
}

func (x *editor) add(kind string, n ast.Node, text string) {
	x.edits = append(x.edits, edit{kind, fmt.Sprintf("%.60s → %.60s", x.text(n), text), []part{x.part(n, text)}})
}

func (x *editor) insert(kind string, before ast.Node, text string) {
	at := before.Pos().Offset()
	x.edits = append(x.edits, edit{kind, fmt.Sprintf("%sbefore %.60s", text, x.text(before)), []part{{x.name, at, at, text}}})
}

func (x *editor) part(n ast.Node, text string) part {
	return part{x.name, n.Pos().Offset(), n.End().Offset(), text}
}

func (x *editor) enter(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Package, *ast.ImportDecl, *ast.Attribute, *ast.Interpolation:
		return false
	case *ast.Field:
		name, _, _ := ast.LabelName(n.Label)
		x.path = append(x.path, name)
		x.field(n, name)
	case *ast.BinaryExpr:
		x.binary(n)
	case *ast.UnaryExpr:
		x.unary(n)
	case *ast.IfClause:
		x.add(otherEdit, n.Condition, "!("+x.text(n.Condition)+")")
		x.add(otherEdit, n.Condition, "true")
	case *ast.BasicLit:
		x.literal(n)
	case *ast.Ident:
		if n.Name == "string" {
			x.add(narrowedPattern, n, `=~"^[a-z-]*$"`)
		}
	}
	return true
}

func (x *editor) leave(n ast.Node) {
	if _, ok := n.(*ast.Field); ok {
		x.path = x.path[:len(x.path)-1]
	}
}

var (
	plainName  = regexp.MustCompile(`^[a-z]\w*$`)
	labelsName = regexp.MustCompile(`(?i)label|selector|annotations`)
)

func (x *editor) field(n *ast.Field, name string) {
	outer := x.path[:len(x.path)-1]
	switch {
	case len(outer) > 0 && labelsName.MatchString(outer[len(outer)-1]) && name != "":
		x.label(n, name)
	case !plainName.MatchString(name) || slices.Contains(outer, "_checks") || len(outer) == 0:
	case outer[0] == "objects" && len(outer) == 1:
		x.rename(name, "objects")
	case outer[0] == "outputs":
		x.add(renamedKey, n.Label, name+"_renamed")
		x.add(otherEdit, n, "")
	case strings.HasPrefix(outer[0], "#"):
		x.input(n, name)
	}
}

// input is a field of #Input, or of another definition.
func (x *editor) input(n *ast.Field, name string) {
	if n.Constraint == token.OPTION {
		x.add(requiredInput, n, strings.Replace(x.text(n), "?:", "!:", 1))
	}
	x.insert(requiredInput, n, "added_"+name+"!: string\n")
	x.insert(requiredInput, n, "added_"+name+"?: string\n")
	x.insert(requiredInput, n, "added_"+name+": int & >3\n")
	x.insert(otherEdit, n.Value, `!="a" & `)
	x.add(otherEdit, n, "")
	if x.path[0] == "#Input" && len(x.path) == 2 {
		x.rename(name, "input")
	} else {
		x.rename(name, "")
	}
}

// binary has the operands of a disjunction from left to right in their own trees.
func (x *editor) binary(n *ast.BinaryExpr) {
	switch n.Op {
	case token.OR:
		for _, side := range [][2]ast.Expr{{n.X, n.Y}, {n.Y, n.X}} {
			kind := otherEdit
			if _, literal := side[0].(*ast.BasicLit); literal {
				kind = droppedEnum
			}
			x.add(kind, n, x.text(side[1]))
			if star, ok := side[0].(*ast.UnaryExpr); ok && star.Op == token.MUL {
				if _, literal := side[1].(*ast.BasicLit); literal {
					x.add(changedDefault, n, x.text(star.X)+" | *"+x.text(side[1]))
				}
			}
		}
	case token.AND:
		x.add(otherEdit, n, x.text(n.X))
	case token.LSS, token.LEQ, token.GTR, token.GEQ, token.EQL, token.NEQ, token.LAND, token.LOR:
		other := map[token.Token]string{token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.EQL: "!=", token.NEQ: "==", token.LAND: "||", token.LOR: "&&"}
		x.add(otherEdit, n, x.text(n.X)+" "+other[n.Op]+" "+x.text(n.Y))
	}
}

func (x *editor) unary(n *ast.UnaryExpr) {
	switch n.Op {
	case token.MUL:
		x.add(changedDefault, n, x.text(n.X))
		switch text := x.text(n.X); {
		case text == "true" || text == "false":
			x.add(changedDefault, n, map[string]string{"true": "*false", "false": "*true"}[text])
		case strings.HasPrefix(text, `"`):
			x.add(changedDefault, n, `*"other"`)
		default:
			if number, err := strconv.Atoi(text); err == nil {
				x.add(changedDefault, n, fmt.Sprint("*", number+1))
				x.add(changedDefault, n, fmt.Sprint("*", number*2))
			}
		}
	case token.MAT, token.NMAT:
		x.add(narrowedPattern, n, x.text(n)+` & !~"b$"`)
		x.add(narrowedPattern, n, x.text(n)+` & =~"^.{0,5}$"`)
	}
}

// literal is a pattern, wherever it stands, or a number.
func (x *editor) literal(n *ast.BasicLit) {
	switch {
	case n.Kind == token.INT:
		value, err := strconv.Atoi(n.Value)
		if err != nil {
			return
		}
		for _, other := range []int{value - 1, value + 1, value / 2, value * 2} {
			if other >= 0 && other != value {
				x.add(otherEdit, n, strconv.Itoa(other))
			}
		}
	case n.Kind == token.STRING && strings.ContainsAny(n.Value, "^$") && strings.ContainsAny(n.Value, "[(*+"):
		x.pattern(n)
	}
}

var repeated = regexp.MustCompile(`\d+\}`)

// pattern makes a pattern narrower, or writes it in another way, or wider.
func (x *editor) pattern(n *ast.BasicLit) {
	for _, pair := range [][2]string{
		{"a-z", "a-y"}, {"a-z", "a-mn-z"}, {"0-9", "1-9"}, {"0-9", "0-45-9"}, {"*", "+"}, {"+", "+?"}, {"?", ""}, {"|", ""}, {"[", "[b"}, {"^", "^b?"},
	} {
		if changed := strings.Replace(n.Value, pair[0], pair[1], 1); changed != n.Value {
			x.add(narrowedPattern, n, changed)
		}
	}
	if at := repeated.FindStringIndex(n.Value); at != nil {
		count, _ := strconv.Atoi(n.Value[at[0] : at[1]-1])
		x.add(narrowedPattern, n, fmt.Sprint(n.Value[:at[0]], count/2, n.Value[at[1]-1:]))
	}
}
