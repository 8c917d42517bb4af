package conformance

import (
	"math"
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// longestWord is the length of a string beyond which it is taken for a message.
const longestWord = 64

// ranges are the bounds of CUE's names for whole numbers, as far as they fit in 64 bits.
var ranges = map[string][]int64{
	"int8": {math.MinInt8, math.MaxInt8}, "int16": {math.MinInt16, math.MaxInt16}, "int32": {math.MinInt32, math.MaxInt32},
	"uint": {0}, "uint8": {0, math.MaxUint8}, "uint16": {0, math.MaxUint16}, "uint32": {0, math.MaxUint32}, "uint64": {0},
}

// words are the vocabulary of the contract in dir.
func words(dir string) (testinput.Vocabulary, error) {
	instance, err := evaluator.Load(dir)
	if err != nil {
		return testinput.Vocabulary{}, err
	}
	return vocabulary(instance.Files), nil
}

// vocabulary collects the words of a contract from its files: strings, numbers, patterns and
// the names of fields. It leaves out error() and readme, which are for people, and
// prerequisites, which are about the cluster.
func vocabulary(files []*ast.File) testinput.Vocabulary {
	var words testinput.Vocabulary
	visit := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name, _ := n.Fun.(*ast.Ident)
			return name == nil || name.Name != "error"
		case *ast.Field:
			name, _, _ := ast.LabelName(n.Label)
			if name == "readme" || name == "prerequisites" || name == "message" {
				return false
			}
			words.Texts = append(words.Texts, name)
		case *ast.UnaryExpr:
			if pattern, ok := text(n.X); ok && isMatch(n.Op) {
				words.Patterns = append(words.Patterns, pattern)
				return false
			}
		case *ast.BinaryExpr:
			if pattern, ok := text(n.Y); ok && isMatch(n.Op) {
				words.Patterns = append(words.Patterns, pattern)
			}
		case *ast.BasicLit:
			addLiteral(&words, n)
		case *ast.Ident:
			words.Numbers = append(words.Numbers, ranges[n.Name]...)
		}
		return true
	}
	for _, file := range files {
		for _, decl := range file.Decls {
			ast.Walk(decl, visit, nil)
		}
	}
	words.Texts = slices.DeleteFunc(testinput.Distinct(words.Texts), func(s string) bool { return len(s) > longestWord })
	words.Patterns = testinput.Distinct(words.Patterns)
	slices.Sort(words.Numbers)
	words.Numbers = slices.Compact(words.Numbers)
	return words
}

func isMatch(op token.Token) bool { return op == token.MAT || op == token.NMAT }

func text(expr ast.Expr) (string, bool) {
	lit, ok := expr.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := literal.Unquote(lit.Value)
	return s, err == nil
}

func addLiteral(words *testinput.Vocabulary, lit *ast.BasicLit) {
	switch lit.Kind {
	case token.STRING:
		if s, ok := text(lit); ok {
			words.Texts = append(words.Texts, s)
		}
	case token.INT:
		var n literal.NumInfo
		if literal.ParseNum(lit.Value, &n) == nil && n.IsInt() {
			if i, ok := integer(&n); ok {
				words.Numbers = append(words.Numbers, i)
			}
		}
	}
}

// integer is the number if it fits in 64 bits.
func integer(n *literal.NumInfo) (int64, bool) {
	var i int64
	for _, c := range n.String() {
		if c < '0' || c > '9' || i > (1<<63-1-9)/10 {
			return 0, false
		}
		i = 10*i + int64(c-'0')
	}
	return i, true
}
