package caller

import (
	"encoding/json"
	"math/big"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/base-k8s/base-k8s/internal/model"
)

// reader reads the arguments of a call as an input, as far as they are known. What is not known
// is null there, and among the unknown.
type reader struct {
	scope     *scope
	positions map[model.Path]hcl.Range
	unknown   []model.Path
	failed    map[model.Path]*hcl.Diagnostic // what cannot be evaluated
	following map[string]bool                // locals
}

func newReader(s *scope) *reader {
	return &reader{
		scope: s, positions: map[model.Path]hcl.Range{}, failed: map[model.Path]*hcl.Diagnostic{}, following: map[string]bool{},
	}
}

// read reads an expression for a type, which is nil for something that the contract does not
// have. It is looked into as far as it is written out, also where it is a local, so that each part
// has a position.
func (r *reader) read(e hclsyntax.Expression, t *model.Type, at model.Path) model.Value {
	if t == nil {
		return nil
	}
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return r.read(e.Expression, t, at)
	case *hclsyntax.ScopeTraversalExpr:
		if name, definition := r.localOf(e); definition != nil {
			r.following[name] = true
			defer delete(r.following, name)
			return r.read(definition, t, at)
		}
	case *hclsyntax.ObjectConsExpr:
		if t.Kind == model.Record || t.Kind == model.Map {
			return r.object(e, t, at)
		}
	case *hclsyntax.TupleConsExpr:
		if t.Kind == model.List {
			list := make([]model.Value, len(e.Exprs))
			for i, elem := range e.Exprs {
				inner := at.Index(i)
				r.positions[inner] = elem.Range()
				list[i] = r.read(elem, t.Elem, inner)
			}
			return list
		}
	}
	result := r.scope.evaluate(e)
	if result.failed != nil {
		r.failed[at] = result.failed
	}
	return r.value(result.value, t, at)
}

// localOf is the definition of a local that an expression is, nil for other expressions.
func (r *reader) localOf(e *hclsyntax.ScopeTraversalExpr) (name string, definition hclsyntax.Expression) {
	if e.Traversal.RootName() != "local" || len(e.Traversal) != 2 {
		return "", nil
	}
	name, _ = step(e.Traversal, 1)
	definition = r.scope.configuration.locals[name]
	if definition == nil || r.following[name] || len(r.following) == maxChain || !r.scope.meter.spend(size(definition.Range())) {
		return "", nil
	}
	return name, definition
}

// object reads what is written as an object. One with a key that is not known is unknown.
func (r *reader) object(e *hclsyntax.ObjectConsExpr, t *model.Type, at model.Path) model.Value {
	members := map[string]model.Value{}
	for _, item := range e.Items {
		name, ok := r.key(item.KeyExpr)
		if !ok {
			return r.notKnown(at)
		}
		inner := at.Key(name)
		r.positions[inner] = item.KeyExpr.Range()
		members[name] = r.read(item.ValueExpr, member(t, name), inner)
	}
	return objectOf(members)
}

func objectOf(members map[string]model.Value) model.Object {
	object := model.Object{}
	for key, v := range members {
		object = append(object, model.Member{Key: key, Value: v})
	}
	object.Sort()
	return object
}

// member is the type of a member of an object or map; nil for an attribute that there is not.
func member(t *model.Type, name string) *model.Type {
	if t.Kind == model.Map {
		return t.Elem
	}
	if f := t.Field(name); f != nil {
		return f.Type
	}
	return nil
}

func (r *reader) key(e hclsyntax.Expression) (string, bool) {
	v := r.scope.evaluate(e).value
	if !v.IsKnown() || v.IsNull() {
		return "", false
	}
	text, err := convert.Convert(v, cty.String)
	if err != nil {
		return "", false
	}
	return text.AsString(), true
}

// notKnown notes that nothing is known at a place.
func (r *reader) notKnown(at model.Path) model.Value {
	r.unknown = append(r.unknown, at)
	return nil
}

// value is a value for a type, converted as Terraform converts the value of a variable: text,
// numbers and bools to each other. What cannot be converted stays as it is, for the model to
// refuse.
func (r *reader) value(v cty.Value, t *model.Type, at model.Path) model.Value {
	kind := v.Type()
	switch {
	case t == nil:
		return nil
	case !v.IsKnown():
		return r.notKnown(at)
	case v.IsNull():
		return nil
	case (kind.IsObjectType() || kind.IsMapType()) && (t.Kind == model.Record || t.Kind == model.Map):
		members := map[string]model.Value{}
		for key, inner := range v.AsValueMap() {
			members[key] = r.value(inner, member(t, key), at.Key(key))
		}
		return objectOf(members)
	case (kind.IsTupleType() || kind.IsListType() || kind.IsSetType() && v.IsWhollyKnown()) && t.Kind == model.List:
		list := make([]model.Value, 0, v.LengthInt())
		for i, inner := range v.AsValueSlice() {
			list = append(list, r.value(inner, t.Elem, at.Index(i)))
		}
		return list
	case !v.IsWhollyKnown():
		return r.notKnown(at)
	}
	if scalar, ok := scalars[t.Kind]; ok {
		if converted, err := convert.Convert(v, scalar); err == nil {
			v = converted
		}
	}
	return plain(v)
}

var scalars = map[model.Kind]cty.Type{model.String: cty.String, model.Number: cty.Number, model.Bool: cty.Bool}

// plain is a value that is known as it is.
func plain(v cty.Value) model.Value {
	switch kind := v.Type(); {
	case v.IsNull():
		return nil
	case kind == cty.String:
		return v.AsString()
	case kind == cty.Bool:
		return v.True()
	case kind == cty.Number:
		return number(v.AsBigFloat())
	case kind.IsObjectType() || kind.IsMapType():
		members := map[string]model.Value{}
		for key, inner := range v.AsValueMap() {
			members[key] = plain(inner)
		}
		return objectOf(members)
	}
	list := []model.Value{}
	for _, inner := range v.AsValueSlice() {
		list = append(list, plain(inner))
	}
	return list
}

// number is a number as the model has it: one that is not whole, or does not fit in 64 bits, is
// a [json.Number].
func number(f *big.Float) model.Value {
	if n, accuracy := f.Int64(); accuracy == big.Exact {
		return n
	}
	return json.Number(f.Text('g', 20))
}

// isUnknown reports whether a place, or one around it, is unknown; with inside, also whether one
// inside it is.
func (r *reader) isUnknown(at model.Path, inside bool) bool {
	for _, u := range r.unknown {
		if within(at, u) || inside && within(u, at) {
			return true
		}
	}
	return false
}

// within reports whether a place is another one, or inside it.
func within(at, other model.Path) bool {
	rest, ok := strings.CutPrefix(string(at), string(other))
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// position is where a place, or the nearest around it, is written.
func (r *reader) position(at model.Path) (hcl.Range, bool) {
	for path := at; path != ""; path = parent(path) {
		if found, ok := r.positions[path]; ok {
			return found, true
		}
	}
	return hcl.Range{}, false
}

// parent is the place around one.
func parent(at model.Path) (outer model.Path) {
	steps := at.Steps()
	for _, s := range steps[:max(0, len(steps)-1)] {
		switch s := s.(type) {
		case string:
			outer = outer.Key(s)
		case int:
			outer = outer.Index(s)
		}
	}
	return outer
}
