package terraform

import (
	"reflect"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// VisitCall is a call: of one of Terraform's functions, or of one of the contract's in its
// form in HCL.
func (s *scope) VisitCall(e *typed.Call) hcl.Expr {
	if functions[e.Function.Name] == e.Function {
		return s.p.matching(hcl.Call{Function: e.Function.Name, Args: s.exprs(e.Args)})
	}
	if keys := s.sortedAlready(e); keys != nil {
		return keys
	}
	form := formOf(model.LookupFunction(e.Function.Name))
	return filling{call: e, scope: s}.expr(form)
}

// sortedAlready is for sort(keys(m)): keys() is sorted already.
func (s *scope) sortedAlready(e *typed.Call) hcl.Expr {
	if e.Function.Name != "sort" || len(e.Args) != 1 {
		return nil
	}
	list, ok := e.Args[0].(*typed.List)
	if !ok {
		return nil
	}
	if keys, ok := s.expr(list).(hcl.Call); ok && keys.Function == "keys" {
		return keys
	}
	return nil
}

// call is a call of a function of Terraform.
func call(name string, args ...hcl.Expr) hcl.Expr {
	return hcl.Call{Function: name, Args: args}
}

// same reports whether two expressions are written alike.
func same(a, b hcl.Expr) bool { return reflect.DeepEqual(a, b) }
