package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// jsonNotation is JSON without spaces, the same at every place.
type jsonNotation struct{}

func (jsonNotation) wrapped(e ast.Expr) (ast.Expr, int) { return e, 0 }

func (jsonNotation) word(x *value) *value { return joined(x) }

func (jsonNotation) text(x *value) *value { return calledOf("json_string", x) }

func (jsonNotation) element(text *value) *value { return text }

func (j jsonNotation) field(name, text *value) *value {
	return joined(j.text(name), literalValue(":"), text)
}

func (jsonNotation) whole(text *value) *value { return text }

func (j jsonNotation) item() notation { return j }

func (j jsonNotation) member() notation { return j }

func (jsonNotation) list(elems []*model.Element, pos token.Pos) *value {
	return joined(literalValue("["), separated(elems, ",", pos), literalValue("]"))
}

func (jsonNotation) fields(fields []*model.Element, pos token.Pos) *value {
	return joined(literalValue("{"), separated(fields, ",", pos), literalValue("}"))
}
