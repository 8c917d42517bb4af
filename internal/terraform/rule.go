package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// rule is what a validation says: wherever the clauses lead, the condition holds, or the
// input is refused with the message, a whole sentence.
type rule struct {
	clauses []*typed.Clause
	holds   typed.Expr
	message typed.Expr
	// fails tells that what the loops go through may have no value, which is a fault of
	// an input that another rule refuses.
	fails bool
	// shown tells that the message is no error wherever the rule does not hold.
	shown bool
	// secret tells that what the loops go through is sensitive, and the message is not.
	secret bool
}

// validation is the block for a rule.
func (r rule) validation(s *scope) *hcl.Body {
	b := &hcl.Body{}
	if hasFor(r.clauses) {
		b.Attribute("condition", r.everywhere(s))
		b.Attribute("error_message", r.sentences(s))
		return b
	}
	holds := r.holds
	if guard := s.conditions(r.clauses); guard != nil {
		holds = implies(s.facts, guard, holds)
	}
	b.Attribute("condition", s.expr(holds))
	b.Attribute("error_message", s.message(r.message))
	return b
}

// everywhere is the condition for all that the loops go through.
func (r rule) everywhere(s *scope) hcl.Expr {
	list := r.list(s, r.clauses, func(s *scope) hcl.Expr { return s.expr(r.holds) }, inElement(r.holds))
	return r.tried(call("alltrue", list), hcl.Bool(true))
}

// tried is an expression that may fail, with what it is worth then.
func (r rule) tried(e, otherwise hcl.Expr) hcl.Expr {
	if !r.fails {
		return e
	}
	return call("try", e, otherwise)
}

// sentences is one sentence for each value that the rule refuses.
func (r rule) sentences(s *scope) hcl.Expr {
	message := func(s *scope) hcl.Expr { return s.message(r.message) }
	if r.shown {
		message = func(s *scope) hcl.Expr { return s.expr(r.message) }
	}
	list := r.list(s, r.refusal(), message, inElement(r.message))
	joined := call("join", hcl.String(" "), list)
	if r.secret {
		joined = call("nonsensitive", joined)
	}
	return r.tried(joined, hcl.String(""))
}

// list is a flat list of values by way of all the clauses.
func (r rule) list(s *scope, clauses []*typed.Clause, value func(*scope) hcl.Expr, uses func(*typed.Variable) bool) hcl.Expr {
	list := s.loops(clauses, value, uses)
	if countLoops(clauses) < 2 {
		return list
	}
	return call("flatten", list)
}

// refusal are the clauses that lead to what the rule refuses. Where the last one guards
// against null, try() says the same more briefly: there is nothing to say about a null
// that another rule refuses.
func (r rule) refusal() []*typed.Clause {
	last := len(r.clauses) - 1
	guard, refused := r.clauses[last].If, typed.Negate(r.holds)
	if typed.IsLiteral(refused, true) {
		return r.clauses
	}
	known := typed.Facts{}
	if guard != nil && known.MayFail(refused) && !known.Evaluated(refused).MayFail(refused) {
		return append(r.clauses[:last:last], &typed.Clause{If: function("try", refused, typed.False)})
	}
	return slices.Concat(r.clauses, []*typed.Clause{{If: refused}})
}

// message is an error message. Terraform evaluates it even when the condition holds, so
// that one that may fail then needs something to fall back to.
func (s *scope) message(e typed.Expr) hcl.Expr {
	if s.facts.MayFail(e) {
		return s.expr(function("try", e, typed.NewLiteral("")))
	}
	return s.expr(e)
}

// withStop is a message as a sentence with its full stop.
func withStop(message typed.Expr) typed.Expr {
	if text, ok := typed.ConstantText(message); ok {
		return typed.NewLiteral(text + ".")
	}
	return typed.NewText(message, typed.NewLiteral("."))
}
