package evaluator

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// dropAbsent removes the members of an input that are null where null means absent.
func dropAbsent(expr ast.Expr, fields []*model.Field) {
	object, ok := expr.(*ast.StructLit)
	if !ok {
		return
	}
	kept := object.Elts[:0]
	for _, decl := range object.Elts {
		member := decl.(*ast.Field)
		name, _, _ := ast.LabelName(member.Label)
		field := model.FindField(fields, name)
		if field != nil && isNull(member.Value) && NullIsAbsent(field) {
			continue
		}
		if field != nil {
			dropAbsentIn(member.Value, field.Type)
		}
		kept = append(kept, decl)
	}
	object.Elts = kept
}

// dropAbsentIn goes through the value of a field, element or map member.
func dropAbsentIn(expr ast.Expr, t *model.Type) {
	switch expr := expr.(type) {
	case *ast.ListLit:
		for _, elem := range expr.Elts {
			if t.Kind == model.List {
				dropAbsentIn(elem, t.Elem)
			}
		}
	case *ast.StructLit:
		if t.Kind == model.Record {
			dropAbsent(expr, t.Fields)
		}
		for _, decl := range expr.Elts {
			if t.Kind == model.Map {
				dropAbsentIn(decl.(*ast.Field).Value, t.Elem)
			}
		}
	}
}

func isNull(expr ast.Expr) bool {
	literal, ok := expr.(*ast.BasicLit)
	return ok && literal.Kind == token.NULL
}
