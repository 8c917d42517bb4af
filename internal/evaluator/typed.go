package evaluator

import "github.com/base-k8s/base-k8s/internal/model"

// Anywhere reports whether something holds for a value and its type, or for a value inside
// it and the type of that. Members and elements that the type does not have are left out.
func Anywhere(v model.Value, t *model.Type, holds func(model.Value, *model.Type) bool) bool {
	if holds(v, t) {
		return true
	}
	switch v := v.(type) {
	case []model.Value:
		for _, elem := range v {
			if t.Kind == model.List && Anywhere(elem, t.Elem, holds) {
				return true
			}
		}
	case model.Object:
		for _, member := range v {
			if inner := memberType(t, member.Key); inner != nil && Anywhere(member.Value, inner, holds) {
				return true
			}
		}
	}
	return false
}

// memberType is the type of an object's attribute or of a map's values.
func memberType(t *model.Type, key string) *model.Type {
	if t.Kind == model.Map {
		return t.Elem
	}
	if field := t.Field(key); field != nil {
		return field.Type
	}
	return nil
}

// IsMistyped reports whether a value, which may be null, is of another kind than its type. The
// model uses the message of the type's constraint for that as well.
func IsMistyped(v model.Value, t *model.Type) bool {
	kind := model.KindOf(v)
	return kind != t.Kind && (kind != model.Record || t.Kind != model.Map)
}

// NullIsAbsent reports whether null for a field means that it is absent: the field is
// optional, and its type has no null.
func NullIsAbsent(field *model.Field) bool { return !field.Required() && !field.Type.Nullable }
