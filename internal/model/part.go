package model

// isPart reports whether a value that is given is a part of a default of a type, see [Field.Parts].
func isPart(v, of Value, t *Type) bool {
	switch of := of.(type) {
	case Object:
		object, ok := v.(Object)
		if !ok {
			return false
		}
		for _, m := range object {
			if f := t.Field(m.Key); m.Value == nil && f != nil && !f.Type.Nullable && !f.Required() {
				continue // absent
			}
			inner := t.Member(m.Key)
			if whole, ok := of.Get(m.Key); inner == nil || !ok || !isPart(m.Value, whole, inner) {
				return false
			}
		}
		return true
	case []Value:
		list, ok := v.([]Value)
		if !ok || len(list) != len(of) {
			return false
		}
		for i, elem := range list {
			if !isPart(elem, of[i], t.Elem) {
				return false
			}
		}
		return true
	}
	return Equal(v, of)
}
