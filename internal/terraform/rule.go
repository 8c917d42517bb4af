package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// rule is what a validation says: wherever the clauses lead, the condition holds, or the
// input is refused with the message, a whole sentence.
type rule struct {
	outer   *scope // outside the clauses
	clauses []*model.Clause
	holds   *model.Expr
	message *model.Expr
	// fails tells that what the loops go through may have no value, which is a fault of
	// an input that another rule refuses.
	fails bool
	// shown tells that the message is no error wherever the rule does not hold.
	shown bool
	// secret tells that what the loops go through is sensitive, and the message is not.
	secret bool
}

// validation is the block for a rule.
func (r rule) validation() *hcl.Body {
	b, outer := &hcl.Body{}, r.outer
	if hasFor(r.clauses) {
		b.Attribute("condition", r.everywhere())
		b.Attribute("error_message", r.sentences())
		return b
	}
	holds := r.holds
	if guard := outer.conditions(r.clauses); guard != nil {
		holds = outer.implies(guard, holds)
	}
	b.Attribute("condition", outer.expr(holds))
	b.Attribute("error_message", outer.message(r.message))
	return b
}

// everywhere is the condition for all that the loops go through.
func (r rule) everywhere() hcl.Expr {
	list := r.list(r.clauses, func(s *scope) hcl.Expr { return s.expr(r.holds) }, inElement(r.holds))
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
func (r rule) sentences() hcl.Expr {
	message := func(s *scope) hcl.Expr { return s.message(r.message) }
	if r.shown {
		message = func(s *scope) hcl.Expr { return s.expr(r.message) }
	}
	list := r.list(r.refusal(), message, inElement(r.message))
	joined := call("join", hcl.String(" "), list)
	if r.secret {
		joined = call("nonsensitive", joined)
	}
	return r.tried(joined, hcl.String(""))
}

// list is a flat list of values by way of all the clauses.
func (r rule) list(clauses []*model.Clause, value func(*scope) hcl.Expr, uses func(string) bool) hcl.Expr {
	list := r.outer.loops(clauses, value, uses)
	if countLoops(clauses) < 2 {
		return list
	}
	return call("flatten", list)
}

// refusal are the clauses that lead to what the rule refuses. Where the last one guards
// against null, try() says the same more briefly: there is nothing to say about a null
// that another rule refuses.
func (r rule) refusal() []*model.Clause {
	last := len(r.clauses) - 1
	guard, refused := r.clauses[last].If, not(r.holds)
	if isLiteral(refused, true) {
		return r.clauses
	}
	inner := r.outer.within(r.clauses)
	if guard != nil && inner.mayFail(refused) && !inner.evaluated(refused).mayFail(refused) {
		return append(r.clauses[:last:last], &model.Clause{If: function("try", refused, exprFalse)})
	}
	return slices.Concat(r.clauses, []*model.Clause{{If: refused}})
}

// implies is "y, if x": Terraform evaluates both operands of ||, so that a y that fails
// without x needs the conditional operator.
func (s *scope) implies(x, y *model.Expr) *model.Expr {
	if s.mayFail(y) {
		return operation(model.OpIf, x, y, exprTrue)
	}
	return operation(model.OpOr, not(x), y)
}

// message is an error message. Terraform evaluates it even when the condition holds, so
// that one that may fail then needs something to fall back to.
func (s *scope) message(e *model.Expr) hcl.Expr {
	if s.mayFail(e) {
		return s.expr(function("try", e, textLiteral("")))
	}
	return s.expr(e)
}

// withStop is a message as a sentence with its full stop.
func withStop(message *model.Expr) *model.Expr {
	if text, ok := literalString(message); ok {
		return textLiteral(text + ".")
	}
	return interpolation([]*model.Expr{message, textLiteral(".")})
}
