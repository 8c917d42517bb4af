package terraform

import (
	"maps"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// scope is what an expression in HCL depends on besides the expression.
type scope struct {
	p    *printer
	vars map[*typed.Variable]hcl.Expr // comprehension variables in HCL
	// iterators are the names that dynamic blocks around the expression have taken.
	iterators []string
	// facts are what is known where the expression stands.
	facts typed.Facts
	// resource is the object that is being printed; it cannot refer to itself.
	resource string
}

func (p *printer) scope() *scope { return &scope{p: p} }

// declare brings a comprehension variable into scope, under a name that is free.
func (s *scope) declare(v *typed.Variable) *scope {
	if v == nil {
		return s
	}
	return s.bind(v, hcl.Name(s.fresh(v.Name)))
}

// bind brings a variable into scope that is written as an expression.
func (s *scope) bind(v *typed.Variable, e hcl.Expr) *scope {
	c := *s
	c.vars = maps.Clone(s.vars)
	if c.vars == nil {
		c.vars = map[*typed.Variable]hcl.Expr{}
	}
	c.vars[v] = e
	return &c
}

// loop declares the variables of one for clause.
func (s *scope) loop(f *typed.Loop) *scope { return s.declare(f.Key).declare(f.Value) }

// within declares the variables of the clauses.
func (s *scope) within(clauses []*typed.Clause) *scope {
	for _, c := range clauses {
		if c.For != nil {
			s = s.loop(c.For)
		}
	}
	return s
}

// present is the scope in which a condition holds: what it says is not null is not.
func (s *scope) present(cond typed.Expr) *scope {
	c := *s
	c.facts = s.facts.Present(cond)
	return &c
}

// given is the scope in which a condition is known to hold. A resource with a count, and a
// dynamic block with a condition, need not test their condition again inside.
func (s *scope) given(cond typed.Expr) *scope {
	c := *s
	c.facts = s.facts.Given(cond)
	return &c
}
