package model

// A default that is an object or a list stands, as in CUE, for every value that is a part of it:
// {} and {cpu: "1"} are parts of {cpu: "1", memory: "1Gi"}, and [{}] of [{key: "a"}]. CUE takes
// the default where it can be unified with what is given, and a definition being closed,
// that is where nothing is given besides.

// isPart reports whether a value that is given is a part of a default of a type.
func isPart(v, of Value, t *Type) bool {
	switch of := of.(type) {
	case Object:
		object, ok := v.(Object)
		if !ok {
			return false
		}
		for _, m := range object {
			inner := t.Elem
			if t.Kind == Record {
				f := t.Field(m.Key)
				if f == nil {
					return false
				}
				if inner = f.Type; m.Value == nil && !inner.Nullable && !f.Required() {
					continue // absent
				}
			}
			if whole, ok := of.Get(m.Key); !ok || !isPart(m.Value, whole, inner) {
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

// Completes reports whether there are parts of the field's default that the type alone does not
// make the default of.
func (f *Field) Completes() bool {
	return f.Default != nil && completes(f.Default.Value, f.Type)
}

func completes(v Value, t *Type) bool {
	switch v := v.(type) {
	case Object:
		if t.Kind == Map {
			return len(v) > 0
		}
		for _, m := range v {
			f := t.Field(m.Key)
			if f.Default == nil || !Equal(m.Value, f.Default.Value) || completes(m.Value, f.Type) {
				return true
			}
		}
	case []Value:
		for _, elem := range v {
			if completes(elem, t.Elem) {
				return true
			}
		}
	}
	return false
}
