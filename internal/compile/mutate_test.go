package compile_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"
)

// mutator makes contracts out of contracts: it cuts the text at the nodes of its
// syntax tree, so that most of what comes out can be parsed and reaches the compiler.
// The same seed makes the same contracts.
type mutator struct {
	rnd *rand.Rand
}

func newMutator(seed uint64) *mutator { return &mutator{rand.New(rand.NewPCG(seed, 0))} }

// sort is the kind of place that a node stands in. Those of one sort can often be
// exchanged.
type sort string

const (
	declaration sort = "declaration"
	condition   sort = "condition"
	text        sort = "text"
	structure   sort = "structure"
	list        sort = "list"
	reference   sort = "reference"
	other       sort = "other"
)

// span is a node's place in the text.
type span struct {
	start, end int
	text       string
}

// spans are the nodes of a text.
func spans(contract string) map[sort][]span {
	all := map[sort][]span{}
	file, err := parser.ParseFile("contract.cue", contract)
	if err != nil {
		return all
	}
	path := map[ast.Node]bool{} // the rest of a: b: c
	ast.Walk(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Package, *ast.ImportDecl, *ast.Attribute:
			return false
		case *ast.StructLit:
			if !n.Lbrace.IsValid() {
				path[n.Elts[0]] = true
				return true
			}
		}
		start, end := n.Pos().Offset(), n.End().Offset()
		if s := sortOf(n); s != "" && start < end && end <= len(contract) && !path[n] {
			all[s] = append(all[s], span{start, end, contract[start:end]})
		}
		return true
	}, nil)
	return all
}

func sortOf(n ast.Node) sort {
	switch n := n.(type) {
	case *ast.Field, *ast.EmbedDecl, *ast.LetClause, *ast.Comprehension:
		return declaration
	case *ast.StructLit:
		return structure
	case *ast.ListLit:
		return list
	case *ast.Interpolation:
		return text
	case *ast.BasicLit:
		if n.Kind == token.STRING {
			return text
		}
		return other
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr:
		return reference
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			return condition
		}
		return other
	case *ast.BinaryExpr:
		if n.Op != token.AND && n.Op != token.OR && n.Op.Precedence() < token.ADD.Precedence() {
			return condition
		}
		return other
	case *ast.CallExpr:
		return other
	}
	return ""
}

// mutate changes a contract in one or two places.
func (m *mutator) mutate(contract string) string {
	for range 1 + m.rnd.IntN(2) {
		contract = m.change(contract, spans(contract))
	}
	return contract
}

func (m *mutator) pick(all map[sort][]span, s sort) span {
	if len(all[s]) == 0 {
		return span{}
	}
	return all[s][m.rnd.IntN(len(all[s]))]
}

// expression picks a node that is an expression.
func (m *mutator) expression(all map[sort][]span) (span, sort) {
	sorts := []sort{condition, text, structure, list, reference, other}
	s := sorts[m.rnd.IntN(len(sorts))]
	return m.pick(all, s), s
}

func (m *mutator) change(contract string, all map[sort][]span) string {
	e, s := m.expression(all)
	decl, cond := m.pick(all, declaration), m.pick(all, condition)
	put := func(at span, text string) string { return contract[:at.start] + text + contract[at.end:] }
	switch m.rnd.IntN(12) {
	case 0, 1, 2:
		return put(e, m.pick(all, s).text)
	case 3:
		another, _ := m.expression(all)
		return put(e, another.text)
	case 4:
		return strings.Replace(strings.Replace(put(decl, "\x00"), "\x00,", "", 1), "\x00", "", 1)
	case 5:
		return put(decl, decl.text+"\n"+m.pick(all, declaration).text)
	case 6:
		return put(decl, fmt.Sprintf("if %s {\n%s\n}", cond.text, decl.text))
	case 7:
		label, _, _ := strings.Cut(decl.text, ":")
		return put(decl, fmt.Sprintf("if %s {\n%s\n}\nif !(%s) {\n%s: %s\n}", cond.text, decl.text, cond.text, label, m.pick(all, s).text))
	case 8, 9:
		return put(e, m.wrap(e.text, m.pick(all, s).text, cond.text))
	case 10:
		return put(e, m.twist(e.text))
	}
	return put(decl, m.label(decl.text))
}

// wraps nest an expression, $1, and another, $2, under a condition, $3, in forms that
// a contract can have.
var wraps = []string{
	"($1)", "{$1}", "[$1]", "[$1][0]", "$1 & $2", "$1 | $2", "*$1 | $2", "!($1)", "-($1)", "$1 != _|_", "$1 == $2", "$1 != $2",
	`"\($1)"`, `"a\($1)b\($2)"`, "[if $3 {$1}, $2][0]", "[if $3 {$1}, if !($3) {$2}][0]", "[for x in $1 {x}]", "{for k, v in $1 {(k): v}}",
	`{for k, v in $1 {"x-\(k)": $2}}`, "[for k, v in $1 if v != $2 {k}]", "[if $3 {$1}]", "{if $3 {$1}}", "{a: $1}.a", `{"a": $1}["a"]`, "{a: $1, b: $2}", "close({$1})",
	"len($1)", "$1 + $2", "$1 - $2", "$1 * $2", "$1 < $2", "$1 >= 1", "$1 && $2", "$1 || $2", "div($1, 2)", `$1 =~ "a"`, `$1 | error("words")`,
	"{[string]: $1}", "[...$1]", "{$1, $2}", "{a: $1} & {a: $2}", "[$1, $2]", "[$1, if $3 {$2}]", "{let x = $1, a: x, b: x}",
	"{if $3 {a: $1}, if !($3) {a: $2}}.a", "{a: *$1 | $2}.a", "{a: $1, if $3 {a: $1}}", "[for x in [$1, $2] if x != $1 {x}]", "{a: $1, b: a}.b", "($1) | *($2)",
	"{_x: $1, y: _x}", "{#x: $1, y: #x}", "{a?: $1}", "{X=a: $1, b: X}", "{[=~\"a\"]: $1, a: $1}", "{$1, a: $2}", "[for i, x in [$1, $2] {x}]", "{for x in [\"a\", \"b\"] {(x): $1}}",
}

func (m *mutator) wrap(e, other, condition string) string {
	return strings.NewReplacer("$1", e, "$2", other, "$3", condition).Replace(wraps[m.rnd.IntN(len(wraps))])
}

// operators are exchanged for each other.
var operators = []string{"==", "!=", "&&", "||", "<", "<=", ">", ">=", "+", "-", "*", "&", "|", "=~", "!~"}

// constants take the place of expressions.
var constants = []string{
	"null", "true", "false", "0", "1", "-1", "9223372036854775807", "1.5", `""`, `"a"`, `"A_b"`, `"$(x)"`, `"${x}"`, "'a'", "#\"a\\n\"#",
	"[]", "{}", "_", "_|_", "string", "int", "bool", "input", "#Input", "[...string]", "{[string]: string}", "\"\"\"\n\ta\n\t\"\"\"",
}

// twist exchanges an operator, or the whole expression for a constant.
func (m *mutator) twist(e string) string {
	for range 5 {
		from, to := operators[m.rnd.IntN(len(operators))], operators[m.rnd.IntN(len(operators))]
		if strings.Contains(e, " "+from+" ") {
			return strings.Replace(e, " "+from+" ", " "+to+" ", 1)
		}
	}
	return constants[m.rnd.IntN(len(constants))]
}

// label changes the label of a field, or what stands before its value.
func (m *mutator) label(d string) string {
	name, rest, ok := strings.Cut(d, ":")
	if !ok {
		return d
	}
	forms := []string{
		name + "?:" + rest, name + "!:" + rest, "_" + d, "#" + d, "x:" + rest, name + ": {" + rest + "}", name + ": x:" + rest,
		`"\(input.name)": ` + rest, "[string]: " + rest, "X=" + d, name + ": *" + rest + " | _", d + "\n" + name + ": _", d + "\n" + name + ":" + rest,
	}
	return forms[m.rnd.IntN(len(forms))]
}
