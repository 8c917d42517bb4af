package compile

import (
	"fmt"
	"strings"
	"unicode"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// trims are the functions that trim one side, and the pattern of what they take away, in which %s
// stands for one or more of the characters to trim. Terraform's trim() takes both sides.
var trims = map[builtin]string{
	"strings.TrimLeft":  "^%s",
	"strings.TrimRight": "%s$",
}

// trim compiles a call of one of trims.
func (c *compiler) trim(name builtin, e *ast.CallExpr, s *scope) *value {
	chars := c.want(model.String, c.expr(e.Args[1], s), e.Args[1].Pos())
	if chars.typ == nil {
		return chars
	}
	cutset, ok := chars.constantString()
	if !ok {
		return c.fail(e.Args[1].Pos(), "the characters to trim depend on the input", "write them out: "+string(name)+`(s, "/")`)
	}
	args := map[string]ast.Expr{"$1": e.Args[0], "$2": ast.NewString(fmt.Sprintf(trims[name], oneOrMore(cutset)))}
	return c.expr(instantiated(`$regexp.ReplaceAll($2, $1, "")`, e, args), functionScope(s))
}

// oneOrMore is a regular expression of one or more of some characters, and of the empty text if
// there are none.
func oneOrMore(chars string) string {
	if chars == "" {
		return ""
	}
	var class strings.Builder
	for _, r := range chars {
		switch {
		case strings.ContainsRune(`[]^-\`, r):
			class.WriteString(`\` + string(r))
		case !unicode.IsPrint(r) || unicode.IsMark(r):
			fmt.Fprintf(&class, `\x{%x}`, r)
		default:
			class.WriteRune(r)
		}
	}
	return "[" + class.String() + "]+"
}
