package compile

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// yamlNotation is YAML in blocks. The first line of a value stands behind a name, a dash or
// nothing; each text ends its last line. Strings have the form that yaml_text puts in style.
type yamlNotation struct {
	indent int  // the spaces before further lines
	named  bool // the value stands behind a name and a colon
}

// inStyle begins a string that yaml_text puts in style.
const inStyle = "\x01"

func (y yamlNotation) spaces() string { return strings.Repeat(" ", y.indent) }

// wrapped puts collections around an expression, as many as make it stand at the place.
func (y yamlNotation) wrapped(e ast.Expr) (ast.Expr, int) {
	lists, before := y.indent/2, y.indent
	if y.named {
		e = ast.NewStruct(&ast.Field{Label: ast.NewString("a"), Value: e})
		lists, before = lists-1, before-len("  ")+len("a:")
	}
	for range lists {
		e = &ast.ListLit{Elts: []ast.Expr{e}}
	}
	return e, before
}

// before is what separates a value from its name.
func (y yamlNotation) before(collection bool) *value {
	switch {
	case !y.named:
		return literalValue("")
	case collection:
		return literalValue("\n" + y.spaces())
	}
	return literalValue(" ")
}

func (y yamlNotation) word(x *value) *value { return joined(y.before(false), x, literalValue("\n")) }

func (y yamlNotation) text(x *value) *value {
	return joined(y.before(false), y.string(x, "\n"))
}

// string is a string in the form for yaml_text, or in style if it is constant.
func (y yamlNotation) string(x *value, end string) *value {
	form := joined(literalValue(inStyle+strings.Repeat(" ", max(y.indent, 2))), calledOf("base64", x), literalValue(end))
	if text, ok := calledOf("yaml_text", form).constantString(); ok && strings.HasSuffix(text, end) {
		return literalValue(text)
	}
	return form
}

func (y yamlNotation) element(text *value) *value { return joined(literalValue("- "), text) }

func (y yamlNotation) field(name, text *value) *value {
	return joined(yamlNotation{indent: y.indent + 2}.string(name, ":"), text)
}

// whole puts the strings in style, if there are any.
func (y yamlNotation) whole(text *value) *value {
	for e := range text.expr.All() {
		if s, ok := e.LiteralString(); ok && strings.Contains(s, inStyle) {
			return calledOf("yaml_text", text)
		}
	}
	return text
}

func (y yamlNotation) item() notation { return yamlNotation{indent: y.indent + 2} }

func (y yamlNotation) member() notation { return yamlNotation{indent: y.indent + 2, named: true} }

func (y yamlNotation) list(elems []*model.Element, pos token.Pos) *value {
	return y.block(elems, "[]\n", pos)
}

func (y yamlNotation) fields(fields []*model.Element, pos token.Pos) *value {
	return y.block(fields, "{}\n", pos)
}

// block is the text of a collection, or what stands for an empty one.
func (y yamlNotation) block(elems []*model.Element, empty string, pos token.Pos) *value {
	if len(elems) == 0 {
		return joined(y.before(false), literalValue(empty))
	}
	text := joined(y.before(true), separated(elems, y.spaces(), pos))
	for _, elem := range elems {
		if len(elem.Clauses) == 0 {
			return text
		}
	}
	return calledOf("regexp_replace", literalValue("^\n? *$"), text, joined(y.before(false), literalValue(empty)))
}
