package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// closedShape closes a shape as its definitions are.
func (r *promiseReader) closedShape(v *vertex, s *model.Shape) {
	for _, k := range v.closures {
		r.expand(k.by)
		if !k.open() { // what is in an open one is closed all the same
			before := s.Allows
			s.Allows = func(name string) bool { return k.allows(name) && (before == nil || before(name)) }
			s.Source = k.by.name()
		}
		for _, a := range v.arcs {
			if inner := k.by.arc(a.label); inner != nil && r.isClosedStruct(inner) {
				a.closeBy(inner, nil)
			}
		}
	}
}

// closesNothing reports a definition that is the name of a struct: to CUE it closes the struct, and
// here its fields are those of the struct that is named.
func (r *promiseReader) closesNothing(e ast.Expr, s *scope) {
	switch e := e.(type) {
	case *ast.ParenExpr:
		r.closesNothing(e.X, s)
	case *ast.BinaryExpr:
		if e.Op == token.AND {
			r.closesNothing(e.X, s)
			r.closesNothing(e.Y, s)
		}
	case *ast.Ident, *ast.SelectorExpr:
		of, _ := r.reference(e, s).(*vertex)
		if of == nil || !isDefinition(of.label) {
			return
		}
		r.expand(of)
		for _, l := range of.leaves {
			if named, ok := r.reference(l.expr, l.scope).(*vertex); ok && named.isStruct() {
				r.report(e.Pos(), of.name()+" is another name of "+named.name(), "write the fields of the definition, or [!~\"^(a|b)$\"]: _|_ for those that there may not be")
			}
		}
	}
}
