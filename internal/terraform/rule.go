package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// rule is what a validation says: wherever the clauses lead, the condition holds, or the
// input is refused with the message, a whole sentence.
type rule struct {
	doc     string // a comment
	clauses []*typed.Clause
	holds   typed.Expr
	message typed.Expr
	// fails is set when what the loops go through may have no value, which is a fault of
	// an input that another rule refuses.
	fails bool
	// shown is set when the message is no error wherever the rule does not hold.
	shown bool
	// secret is set when what the loops go through is sensitive, and the message is not.
	secret bool
}

// validation is the block for a rule.
func (r rule) validation(s *scope) *hcl.Body {
	b := &hcl.Body{}
	b.Attribute("condition", s.expr(r.condition()))
	b.Attribute("error_message", s.expr(r.errorMessage()))
	return b
}

// condition is what must hold of the variable: of all that the loops go through, if there are
// any.
func (r rule) condition() typed.Expr {
	if hasFor(r.clauses) {
		return r.tried(function("alltrue", list(r.clauses, r.holds)), typed.True)
	}
	if guard := conditions(typed.Facts{}, r.clauses); guard != nil {
		return implies(typed.Facts{}, guard, r.holds)
	}
	return r.holds
}

// errorMessage is the message, or one for each value in the loops that the rule refuses.
func (r rule) errorMessage() typed.Expr {
	if !hasFor(r.clauses) {
		return message(typed.Facts{}, r.message)
	}
	clauses, text := r.refusal(), r.message
	if !r.shown {
		text = message(factsInside(clauses), text)
	}
	joined := function("join", typed.NewLiteral(" "), list(clauses, text))
	if r.secret {
		joined = function("nonsensitive", joined)
	}
	return r.tried(joined, typed.NewLiteral(""))
}

// tried is an expression that may fail, with what it is worth then.
func (r rule) tried(e, otherwise typed.Expr) typed.Expr {
	if !r.fails {
		return e
	}
	return function("try", e, otherwise)
}

// list is a value by way of all the clauses.
func list(clauses []*typed.Clause, value typed.Expr) typed.Expr {
	return typed.NewList([]*typed.Element{{Clauses: clauses, Value: value}})
}

// factsInside are what the conditions after the first loop say about null.
func factsInside(clauses []*typed.Clause) (facts typed.Facts) {
	_, _, filters, rest := splitLoop(clauses)
	for _, c := range slices.Concat(filters, rest) {
		facts = facts.Present(c.If)
	}
	return facts
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
func message(facts typed.Facts, e typed.Expr) typed.Expr {
	if facts.MayFail(e) {
		return function("try", e, typed.NewLiteral(""))
	}
	return e
}

// withStop is a message as a sentence with its full stop.
func withStop(message typed.Expr) typed.Expr {
	if text, ok := typed.ConstantText(message); ok {
		return typed.NewLiteral(text + ".")
	}
	return typed.NewText(message, typed.NewLiteral("."))
}
