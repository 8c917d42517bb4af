package compile

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// excluded reports whether a collision cannot be: a condition never holds for the
// constant key, or one of #Input's own rules refuses it already, which goes through the
// same map with conditions that hold for the key.
func (c *compiler) excluded(r *requirement, checks []*model.Check) bool {
	for i, clause := range r.clauses {
		if clause.For == nil || clause.For.Key == "" {
			continue
		}
		for _, other := range r.clauses[i+1:] {
			key := constantKey(other.If, clause.For.Key)
			if key != nil && (c.contradicts(r.clauses, clause.For.Key, key) ||
				slices.ContainsFunc(checks, func(k *model.Check) bool { return c.refuses(k, clause.For.In, key, r.clauses) })) {
				return true
			}
		}
	}
	return false
}

// contradicts reports whether one of the clauses never holds for a key.
func (c *compiler) contradicts(clauses []*model.Clause, name string, key *model.Expr) bool {
	return slices.ContainsFunc(clauses, func(clause *model.Clause) bool {
		return clause.If != nil && c.isAlways(negate(replaced(clause.If, name, key)))
	})
}

// constantKey is the constant that a condition compares a variable with, or nil.
func constantKey(cond *model.Expr, name string) *model.Expr {
	if cond == nil || cond.Op != model.OpEqual {
		return nil
	}
	subject, constant := constantSide(cond)
	if constant == nil || subject.Op != model.OpVar || subject.Name != name {
		return nil
	}
	return constant
}

// refuses reports whether a check refuses a key of a map wherever the clauses hold.
func (c *compiler) refuses(k *model.Check, in, key *model.Expr, where []*model.Clause) bool {
	known := guardsIn(where)
	name := ""
	for _, clause := range k.Clauses {
		switch {
		case clause.For == nil:
			if !known.has(newGuard(clause.If)) && !c.isAlways(replaced(clause.If, name, key)) {
				return false
			}
		case name == "" && exprKey(clause.For.In) == exprKey(in) && clause.For.Key != "":
			name = clause.For.Key
		default:
			return false
		}
	}
	return name != ""
}

// isAlways reports whether a condition holds whatever the input is.
func (c *compiler) isAlways(e *model.Expr) bool {
	constant := rewrite(e, func(e *model.Expr) *model.Expr {
		if e.Op == model.OpLocal {
			return c.localNamed(e.Name)
		}
		return e
	})
	if !isConstant(constant) {
		return false
	}
	v, ok := evaluate(constant)
	return ok && v == true
}
