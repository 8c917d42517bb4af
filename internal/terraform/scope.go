package terraform

import (
	"maps"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// scope is what an expression in HCL depends on besides the expression.
type scope struct {
	p     *printer
	vars  map[string]hcl.Expr // comprehension variables in HCL
	types map[string]*typ     // and their types
	// iterators are the names that dynamic blocks around the expression have taken.
	iterators []string
	// inline replaces locals by their values: a validation may refer to variables only.
	inline bool
	// raw says that inputs are as Terraform's types let them through, before validation.
	raw bool
	// own is the input that a validation belongs to, "" elsewhere.
	own string
	// plain says that values of type any are written as they are given.
	plain bool
	// notNulls are the paths of values that are not null, whatever their types say.
	notNulls []string
	// facts are conditions in HCL that are known to hold.
	facts []hcl.Expr
	// resource is the object that is being printed; it cannot refer to itself.
	resource string
}

func (p *printer) scope() *scope { return &scope{p: p} }

// declare brings a comprehension variable into scope, under a name that is free.
func (s *scope) declare(name string, t *typ) *scope {
	if name == "" {
		return s
	}
	return s.bind(name, hcl.Name(s.fresh(name)), t)
}

// bind brings a variable into scope that is written as an expression.
func (s *scope) bind(name string, e hcl.Expr, t *typ) *scope {
	c := *s
	c.vars, c.types = maps.Clone(s.vars), maps.Clone(s.types)
	if c.vars == nil {
		c.vars, c.types = map[string]hcl.Expr{}, map[string]*typ{}
	}
	c.vars[name], c.types[name] = e, t
	return &c
}

// within declares the variables of the clauses.
func (s *scope) within(clauses []*model.Clause) *scope {
	for _, c := range clauses {
		if c.For != nil {
			s = s.loop(c.For)
		}
	}
	return s
}

// loop declares the variables of one for clause.
func (s *scope) loop(f *model.For) *scope {
	key, elem := s.elements(f.In)
	return s.declare(f.Key, key).declare(f.Value, elem)
}

// elements are the types of a collection's keys or indices, and of its elements.
func (s *scope) elements(in *model.Expr) (key, elem *typ) {
	t := s.typeOf(in)
	key, elem = &typ{kind: model.Number}, t.elem
	if isObject(t.kind) {
		key = &typ{kind: model.String}
		for _, f := range t.fields {
			elem = join(elem, f.typ)
		}
	}
	if elem == nil {
		elem = unknown
	}
	return key, elem
}
