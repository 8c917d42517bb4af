package terraform

import "github.com/base-k8s/base-k8s/internal/typed"

// mayRepeat reports whether a loop may give the same key twice, which Terraform
// refuses even where the value is the same.
func (s *scope) mayRepeat(loop *typed.Loop, key typed.Expr) bool {
	v, ok := varied(key).(*typed.Var)
	if !ok {
		return true
	}
	if loop.In.Type().IsObject() {
		return v.Variable != loop.Key
	}
	return v.Variable != loop.Value || !s.distinct(loop.In)
}

// varied is what makes one key differ from another: the variable of an interpolation
// that has no other.
func varied(key typed.Expr) typed.Expr {
	text, ok := key.(*typed.Text)
	if !ok {
		return key
	}
	var only typed.Expr
	for _, part := range text.Parts {
		if _, literal := part.(*typed.Literal); literal {
			continue
		}
		if only != nil {
			return key
		}
		only = part
	}
	if only == nil {
		return key
	}
	return only
}

// distinct reports whether no element of a list is there twice: the list is the keys of
// a map, in some order, or the numbers of a list's elements.
func (s *scope) distinct(list typed.Expr) bool {
	switch list := s.resolve(list).(type) {
	case *typed.Call:
		return list.Function.Name == "sort" && s.distinct(list.Args[0])
	case *typed.List:
		return len(list.Elems) == 1 && isKey(list.Elems[0])
	}
	return false
}

// isKey reports whether an element is the key or index of the only loop that repeats it.
func isKey(elem *typed.Element) bool {
	v, ok := elem.Value.(*typed.Var)
	if !ok || countLoops(elem.Clauses) != 1 {
		return false
	}
	_, loop, _, _ := splitLoop(elem.Clauses)
	return v.Variable == loop.Key
}
