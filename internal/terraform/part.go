package terraform

import (
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// A default that is an object or a list is the value wherever a part of it is given, see
// [model.Field.Parts].

// completed is the default of a field where a part of it is given, and otherwise what the
// type makes of the value.
func completed(ref typed.Expr, f *model.Field, value typed.Expr) typed.Expr {
	if !f.Parts {
		return value
	}
	return typed.NewIf(standsForDefault(ref, f), fallback(f), value)
}

// standsForDefault is the condition that a value is absent, or a part of the default of a field.
func standsForDefault(ref typed.Expr, f *model.Field) typed.Expr {
	part := function("try", isPart(ref, f.Default.Value, f.Type), typed.False)
	if f.Type.Nullable || isInput(ref) { // a variable that is not nullable has its default then
		return part
	}
	return typed.NewLogic(model.OpOr, absent(ref), part)
}

// isPart is the condition that a value is a part of a constant of a type. It is an error where the
// value is of another type.
func isPart(ref typed.Expr, of model.Value, t *model.Type) typed.Expr {
	switch of := of.(type) {
	case model.Object:
		if t.Kind == model.Map {
			return isPartOfMap(ref, of, t)
		}
		return isPartOfObject(ref, of, t)
	case []model.Value:
		all := typed.NewLogic(model.OpAnd, isGivenList(ref), equals(function("length", ref), int64(len(of))))
		for i, elem := range of {
			at := typed.NewIndex(ref, typed.NewLiteral(int64(i)), ref.Type(), t.Elem.Kind)
			all = typed.NewLogic(model.OpAnd, all, isPart(at, elem, t.Elem))
		}
		return all
	case nil:
		return isNull(ref)
	}
	return equals(function(conversions[t.Kind], ref), of)
}

func isPartOfObject(ref typed.Expr, of model.Object, t *model.Type) typed.Expr {
	names := make([]model.Value, len(t.Fields))
	for i, f := range t.Fields {
		names[i] = f.Name
	}
	all := hasNoKeysBut(ref, names)
	for _, f := range t.Fields {
		attribute := attributeOf(ref, f)
		v, given := of.Get(f.Name)
		var part typed.Expr
		switch nullIsValue := f.Type.Nullable || f.Required(); { // or is wrong
		case !given && !nullIsValue:
			part = absent(attribute)
		case !given:
			part = typed.NewNot(hasKey(ref, typed.NewLiteral(f.Name)))
		case nullIsValue && isScalar(f.Type):
			part = isPart(function("try", attribute, typed.NewLiteral(v)), v, f.Type)
		case nullIsValue:
			part = typed.NewIf(hasKey(ref, typed.NewLiteral(f.Name)), isPart(attribute, v, f.Type), typed.True)
		default:
			part = typed.NewIf(absent(attribute), typed.True, isPart(attribute, v, f.Type))
		}
		all = typed.NewLogic(model.OpAnd, all, part)
	}
	return all
}

func isPartOfMap(ref typed.Expr, of model.Object, t *model.Type) typed.Expr {
	keys := make([]model.Value, len(of))
	for i, m := range of {
		keys[i] = m.Key
	}
	all := hasNoKeysBut(ref, keys)
	for _, m := range of {
		key := typed.NewLiteral(m.Key)
		value := typed.NewIndex(ref, key, ref.Type(), t.Elem.Kind)
		var part typed.Expr = typed.NewIf(hasKey(ref, key), isPart(value, m.Value, t.Elem), typed.True)
		if isScalar(t.Elem) {
			part = isPart(function("try", value, typed.NewLiteral(m.Value)), m.Value, t.Elem)
		}
		all = typed.NewLogic(model.OpAnd, all, part)
	}
	return all
}

// hasNoKeysBut is the condition that an object or a map has no other keys than these. It is an error
// for anything else.
func hasNoKeysBut(ref typed.Expr, keys []model.Value) typed.Expr {
	return equals(function("length", function("setsubtract", function("keys", ref), typed.NewLiteral(keys))), int64(0))
}

func isScalar(t *model.Type) bool { return conversions[t.Kind] != "" }

func equals(x typed.Expr, v model.Value) typed.Expr {
	return typed.NewBinary(model.OpEqual, x, typed.NewLiteral(v))
}
