package terraform

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// call is a call of a function of the model's table, in its form in HCL.
func (s *scope) call(e *model.Expr) code {
	function := model.LookupFunction(e.Name)
	if function == nil {
		s.p.refuse(e.Pos, "", "there is no function %s", e.Name)
		return postfix("null")
	}
	if inner := s.sortedKeys(e); inner != nil {
		return *inner
	}
	return s.expr(s.filled(formOf(function), e))
}

// sortedKeys is for sort(keys(m)): keys() is sorted already.
func (s *scope) sortedKeys(e *model.Expr) *code {
	if e.Name != "sort" || len(e.Args) != 1 || e.Args[0].Op != model.OpList {
		return nil
	}
	c := s.expr(e.Args[0])
	if inner, ok := strings.CutPrefix(c.text, "keys("); ok && strings.Count(inner, "(") == 0 {
		return &c
	}
	return nil
}

// several are the functions of Terraform with arguments that stand in lines of their own
// where they are wide.
var several = []string{"concat", "merge", "try"}

// function is a call of a function of Terraform. It is broken into lines where one of its
// arguments is.
func (s *scope) function(e *model.Expr) code {
	argument, lines := s.flattenedIfShort, slices.Contains(several, e.Name)
	if lines {
		argument = s.expr
	}
	args := make([]code, len(e.Args))
	for i, arg := range e.Args {
		args[i] = argument(arg)
	}
	whole := !lines && !slices.ContainsFunc(args, code.multiline)
	return call(e.Name, args, s.flat || whole)
}

// flattenedIfShort avoids line breaks in an argument unless it is too wide without.
func (s *scope) flattenedIfShort(e *model.Expr) code {
	if c := s.flattened().expr(e); len(c.text) <= wideCollection {
		return c
	}
	return s.expr(e)
}
