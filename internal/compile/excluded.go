package compile

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// excluded reports whether a collision cannot be: two conditions contradict each other, one
// never holds for the constant key, or one of #Input's own rules refuses it already, which
// goes through the same map with conditions that hold for the key; or, where two variables
// are compared, what holds for the one does not hold for the other.
func (c *compiler) excluded(r *requirement, checks []*model.Check) bool {
	if gs := factsIn(r.clauses); gs.excludes(gs) {
		return true
	}
	if slices.ContainsFunc(r.clauses, func(clause *model.Clause) bool { return apart(r.clauses, clause.If) }) {
		return true
	}
	for i, clause := range r.clauses {
		if clause.For == nil || clause.For.Key == "" {
			continue
		}
		for _, other := range r.clauses[i+1:] {
			key := constantKey(other.If, clause.For.Key)
			if key != nil && (c.contradicts(r.clauses, clause.For.Key, key) || absent(r.clauses, clause.For.In, key) ||
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
		return clause.If != nil && c.isAlways(replaced(clause.If, name, key).Negate())
	})
}

// absent reports whether one of the clauses says that a map has no such key.
func absent(clauses []*model.Clause, in, key *model.Expr) bool {
	name, ok := key.LiteralString()
	if !ok {
		return false
	}
	has := &model.Expr{Op: model.OpHasKey, Args: []*model.Expr{in, model.NewLiteral(name)}, Kind: model.Bool}
	return factsIn(clauses).has(newGuard(has.Negate()))
}

// apart reports whether an equation of two variables contradicts the conditions on them.
func apart(clauses []*model.Clause, equation *model.Expr) bool {
	if equation == nil || equation.Op != model.OpEqual || equation.Args[0].Op != model.OpVar || equation.Args[1].Op != model.OpVar {
		return false
	}
	var same guards
	for _, g := range factsIn(clauses) {
		same = append(same, newGuard(replaced(g.cond, equation.Args[1].Name, equation.Args[0])))
	}
	return same.excludes(same)
}

// factsIn are the conditions among the clauses, and those that they are conjunctions of.
func factsIn(clauses []*model.Clause) guards {
	var all guards
	for _, g := range guardsIn(clauses) {
		all = all.and(facts(g.cond))
	}
	return all
}

func facts(e *model.Expr) guards {
	all := guards{newGuard(e)}
	if e.Op == model.OpAnd || e.Op == model.OpIf && e.Args[2].IsLiteral(false) {
		return all.and(facts(e.Args[0])).and(facts(e.Args[1]))
	}
	return all
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
	known := factsIn(where)
	name := ""
	for _, clause := range k.Clauses {
		switch {
		case clause.For == nil:
			if !known.has(newGuard(clause.If)) && !c.isAlways(replaced(clause.If, name, key)) {
				return false
			}
		case name == "" && clause.For.In.Same(in) && clause.For.Key != "":
			name = clause.For.Key
		default:
			return false
		}
	}
	return name != ""
}

// isAlways reports whether a condition holds whatever the input is.
func (c *compiler) isAlways(e *model.Expr) bool {
	constant := e.Rewrite(func(e *model.Expr) *model.Expr {
		if e.Op == model.OpLocal {
			return c.localNamed(e.Name)
		}
		return e
	})
	if !constant.IsConstant() {
		return false
	}
	v, ok := constant.Constant()
	return ok && v == true
}
