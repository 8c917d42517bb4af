package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// mayFail reports whether evaluating e may be an error in Terraform: an operand may be
// null, a key may be missing, or a function may refuse its argument.
func (s *scope) mayFail(e *model.Expr) bool {
	if c := s.conversion(e); c != nil {
		return s.asGiven().mayFail(c)
	}
	if e.Op == model.OpIf { // only one branch is evaluated
		return s.mayFail(e.Args[0]) || s.typeOf(e.Args[0]).null ||
			s.present(e.Args[0]).mayFail(e.Args[1]) || s.present(not(e.Args[0])).mayFail(e.Args[2])
	}
	if slices.ContainsFunc(e.Args, s.mayFail) || slices.ContainsFunc(e.Elems, s.elementMayFail) {
		return !neverFails(e)
	}
	switch e.Op {
	case opFunction:
		return !takesNull(e.Name) && s.anyNull(e.Args)
	case model.OpLocal:
		if local := s.p.locals[e.Name]; local != nil {
			inlined := s.p.scope()
			inlined.inline, inlined.raw, inlined.own = s.inline, s.raw, s.own
			return s.inline && inlined.mayFail(local.Value)
		}
	case model.OpIndex:
		return true
	case model.OpGet, model.OpHas, model.OpHasKey:
		return len(e.Args) > 0 && s.typeOf(e.Args[0]).null
	case model.OpCall:
		f := model.LookupFunction(e.Name)
		return f == nil || f.Partial || !neverFails(e) && s.anyNull(e.Args)
	case model.OpEqual, model.OpNotEqual, model.OpList, model.OpObject, model.OpObjRef:
		return false
	}
	return s.anyNull(e.Args)
}

func (s *scope) elementMayFail(elem *model.Element) bool {
	for _, c := range elem.Clauses {
		if c.For != nil {
			if s.mayFail(c.For.In) || s.typeOf(c.For.In).null {
				return true
			}
			s = s.loop(c.For)
			continue
		}
		if s.mayFail(c.If) {
			return true
		}
		s = s.present(c.If)
	}
	return elem.Key != nil && s.mayFail(elem.Key) || s.mayFail(elem.Value)
}

func (s *scope) anyNull(args []*model.Expr) bool {
	return slices.ContainsFunc(args, func(e *model.Expr) bool { return s.typeOf(e).null })
}

// neverFails reports whether e takes an error in an operand for false.
func neverFails(e *model.Expr) bool {
	if f := model.LookupFunction(e.Name); e.Op == model.OpCall && f != nil {
		return f.CatchesErrors
	}
	return e.Op == opFunction && (e.Name == "try" || e.Name == "can")
}

// takesNull lists the functions of Terraform that null is an ordinary argument of.
func takesNull(function string) bool {
	switch function {
	case "jsonencode", "try", "can", "nonsensitive", "coalesce":
		return true
	}
	return false
}
