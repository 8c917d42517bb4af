package terraform

import "github.com/base-k8s/base-k8s/internal/model"

// mayRepeat reports whether a loop may come to the same key twice, which Terraform
// refuses even where the value is the same.
func (s *scope) mayRepeat(loop *model.For, key *model.Expr) bool {
	if key = varied(key); key.Op != model.OpVar {
		return true
	}
	if isObject(s.typeOf(loop.In).kind) {
		return key.Name != loop.Key
	}
	return key.Name != loop.Value || !s.distinct(loop.In)
}

// varied is what makes one key differ from another: the variable of an interpolation
// that has no other.
func varied(key *model.Expr) *model.Expr {
	var only *model.Expr
	for _, part := range key.Args {
		switch {
		case key.Op != model.OpText || only != nil && part.Op != model.OpLiteral:
			return key
		case part.Op != model.OpLiteral:
			only = part
		}
	}
	if only == nil {
		return key
	}
	return only
}

// distinct reports whether no element of a list is there twice: the list is the keys of
// a map, in some order, or the numbers of a list's elements.
func (s *scope) distinct(list *model.Expr) bool {
	list = s.resolve(list)
	switch {
	case list.Op == model.OpCall && list.Name == "sort":
		return s.distinct(list.Args[0])
	case list.Op == model.OpList && len(list.Elems) == 1:
		elem := list.Elems[0]
		loops := 0
		own := false
		for _, clause := range elem.Clauses {
			if clause.For == nil {
				continue
			}
			loops++
			own = elem.Value.Op == model.OpVar && elem.Value.Name == clause.For.Key
		}
		return loops == 1 && own
	}
	return false
}
