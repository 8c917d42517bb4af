package compile

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/format"

	"github.com/base-k8s/base-k8s/internal/model"
)

// maxConstant bounds the JSON text of a constant, in bytes.
const maxConstant = 1 << 20

// constantOf lets CUE evaluate an expression that does not depend on the input. It is nil
// for one that does.
func (c *compiler) constantOf(e ast.Expr, s *scope) *value {
	v, err := c.evaluated(e, s)
	switch {
	case errors.Is(err, errNotConstant):
		return nil
	case err != nil:
		return c.failf(e.Pos(), "write the result itself, or an expression with a whole number, string, list or struct as its value",
			"the value of this expression cannot stand in Terraform: %v", err)
	}
	x := literalValue(v)
	x.expr.Pos = Position(e.Pos())
	return x
}

// isConstantValue reports whether CUE finds a value for e that does not depend on the
// input, as it does for and([string, "a"]).
func (c *compiler) isConstantValue(e ast.Expr, s *scope) bool {
	_, err := c.evaluated(e, s)
	return err == nil
}

var errNotConstant = errors.New("the expression depends on the input")

func (c *compiler) evaluated(e ast.Expr, s *scope) (model.Value, error) {
	x := &closing{compiler: c, imports: map[string]string{}, hiddenNames: map[string]string{}, inside: map[*vertex]bool{}}
	var closed ast.Expr
	notes := c.notesOf(func() { closed = x.expr(e, s) })
	if closed == nil {
		return nil, errNotConstant
	}
	for _, note := range notes {
		c.note(note)
	}
	text, err := x.file(closed)
	if err != nil {
		return nil, err
	}
	return supervise(cueLimits, Position(e.Pos()).File, func() (model.Value, error) {
		v := cuecontext.New().CompileBytes(text)
		if err := v.Err(); err != nil {
			return nil, err
		}
		v = v.LookupPath(cue.ParsePath("value"))
		if err := v.Validate(cue.Concrete(true)); err != nil {
			return nil, err
		}
		left := maxConstant
		return fromCUE(v, &left)
	})
}

// file is the text of a file with the closed expression as value.
func (x *closing) file(closed ast.Expr) ([]byte, error) {
	f := &ast.File{}
	for _, path := range slices.Sorted(maps.Keys(x.imports)) {
		spec := ast.NewImport(ast.NewIdent(x.imports[path]), path)
		f.Decls = append(f.Decls, &ast.ImportDecl{Specs: []*ast.ImportSpec{spec}})
	}
	for i, declarations := range x.fields {
		for _, e := range declarations {
			f.Decls = append(f.Decls, &ast.Field{Label: ast.NewIdent(fmt.Sprintf("%s%d", fieldName, i)), Value: e})
		}
	}
	f.Decls = append(f.Decls, &ast.Field{Label: ast.NewIdent("value"), Value: closed})
	return format.Node(f)
}

// fromCUE is a concrete value of CUE. Of each part it takes from what is left.
func fromCUE(v cue.Value, left *int) (model.Value, error) {
	v, _ = v.Default()
	if *left--; *left < 0 {
		return nil, fmt.Errorf("it has more than %d MiB", maxConstant>>20)
	}
	switch v.Kind() {
	case cue.NullKind:
		return nil, nil
	case cue.BoolKind:
		return v.Bool()
	case cue.IntKind:
		n, err := v.Int64()
		if err != nil {
			return nil, errors.New("the number does not fit in 64 bits")
		}
		return n, nil
	case cue.StringKind:
		s, err := v.String()
		*left -= len(s)
		if !model.IsNormal(s) {
			return nil, errors.New(notNormal)
		}
		return s, err
	case cue.ListKind:
		return listFromCUE(v, left)
	case cue.StructKind:
		return structFromCUE(v, left)
	case cue.FloatKind, cue.NumberKind:
		return nil, fmt.Errorf("%v is not a whole number, and fractions print differently in CUE and Terraform", v)
	case cue.BytesKind:
		return nil, errors.New("it is bytes, not a string")
	}
	return nil, fmt.Errorf("it is %v", v.Kind())
}

func listFromCUE(v cue.Value, left *int) (model.Value, error) {
	list := []model.Value{}
	for iter, err := v.List(); iter.Next(); {
		if err != nil {
			return nil, err
		}
		elem, err := fromCUE(iter.Value(), left)
		if err != nil {
			return nil, err
		}
		list = append(list, elem)
	}
	return list, nil
}

func structFromCUE(v cue.Value, left *int) (model.Value, error) {
	object := model.Object{}
	iter, err := v.Fields()
	if err != nil {
		return nil, err
	}
	for iter.Next() {
		member, err := fromCUE(iter.Value(), left)
		if err != nil {
			return nil, err
		}
		object = append(object, model.Member{Key: iter.Selector().Unquoted(), Value: member})
	}
	slices.SortFunc(object, func(a, b model.Member) int { return strings.Compare(a.Key, b.Key) })
	return object, nil
}
