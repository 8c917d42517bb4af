package terraform

import (
	"reflect"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// call is a call of a function of the model's table, in its form in HCL.
func (s *scope) call(e *model.Expr) hcl.Expr {
	function := model.LookupFunction(e.Name)
	if function == nil {
		s.p.refuse(e.Pos, "", "there is no function %s", e.Name)
		return hcl.Null
	}
	if inner := s.sortedKeys(e); inner != nil {
		return inner
	}
	return s.expr(s.filled(formOf(function), e))
}

// sortedKeys is for sort(keys(m)): keys() is sorted already.
func (s *scope) sortedKeys(e *model.Expr) hcl.Expr {
	if e.Name != "sort" || len(e.Args) != 1 || e.Args[0].Op != model.OpList {
		return nil
	}
	if list, ok := s.expr(e.Args[0]).(hcl.Call); ok && list.Function == "keys" {
		return list
	}
	return nil
}

// function is a call of a function of Terraform.
func (s *scope) function(e *model.Expr) hcl.Expr {
	c := hcl.Call{Function: e.Name}
	for _, arg := range e.Args {
		if arg.Op == opSpread {
			c.Expand = true
			arg = arg.Args[0]
		}
		c.Args = append(c.Args, s.expr(arg))
	}
	return c
}

// call is a call of a function of Terraform.
func call(name string, args ...hcl.Expr) hcl.Expr {
	return hcl.Call{Function: name, Args: args}
}

// isNull and isNotNull compare with null.
func isNull(e hcl.Expr) hcl.Expr { return hcl.Binary{Op: hcl.Equal, X: e, Y: hcl.Null} }

func isNotNull(e hcl.Expr) hcl.Expr { return hcl.Binary{Op: hcl.NotEqual, X: e, Y: hcl.Null} }

// same reports whether two expressions are written alike.
func same(a, b hcl.Expr) bool { return reflect.DeepEqual(a, b) }
