package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// checkRules are the contract's checks by the variable that carries them: the last one
// declared of those that are mentioned and not sensitive. Validations then refer from
// later variables to earlier ones only, and Terraform finds no cycle among them.
func (p *printer) checkRules() map[string][]rule {
	rules := map[string][]rule{}
	for _, c := range p.model.Checks {
		if name, ok := p.carrier(c); ok {
			rules[name] = append(rules[name], p.checkRule(c))
		}
	}
	return rules
}

func (p *printer) carrier(c *model.Check) (name string, ok bool) {
	for _, f := range slices.Backward(p.model.Inputs) {
		if !f.Sensitive && slices.Contains(c.Inputs, f.Name) {
			return f.Name, p.tests(c, f)
		}
	}
	p.refuse(c.Pos, "mention the input that decides whether they are used",
		"the check %s mentions only sensitive inputs, whose values Terraform would print", c.Name)
	return "", false
}

// tests reports whether the check's conditions mention the input, as Terraform demands
// of a variable's own validations.
func (p *printer) tests(c *model.Check, f *model.Field) bool {
	for _, clause := range c.Clauses {
		if clause.If != nil && p.dependsOn(clause.If, f.Name) || clause.For != nil && p.dependsOn(clause.For.In, f.Name) {
			return true
		}
	}
	p.refuse(c.Pos, "mention it in the condition too, or leave it out of the message",
		"the check %s mentions %s only in its message", c.Name, f.Name)
	return false
}

// checkRule turns a check, which says what is refused, into what must hold. Terraform
// evaluates it even when a constraint of the same variable fails, so that null, which the
// constraints refuse, must not make it fail.
func (p *printer) checkRule(c *model.Check) rule {
	s := p.scope()
	s.inline, s.raw = true, true
	s.own, _ = p.carrier(c)
	last := len(c.Clauses)
	for last > 0 && c.Clauses[last-1].For == nil {
		last--
	}
	loops, inner := s.withoutNulls(p.withoutSecrets(c, c.Clauses[:last]), c.Clauses[last:], c.Message)
	refused := inner.conditions(c.Clauses[last:])
	if refused == nil {
		refused = exprTrue
	}
	if last > 0 && p.sensitive(refused) {
		refused = function("nonsensitive", refused) // only whether the rule is broken
	}
	holds := not(refused)
	valid := p.scope()
	valid.inline = true
	if inner.mayFail(holds) && !valid.within(loops).mayFail(holds) {
		holds = function("try", holds, exprTrue)
	} else if legal := inner.legal(holds, loops); legal != nil {
		holds = function("try", holds, not(legal), exprTrue)
	}
	return rule{outer: s, clauses: loops, holds: holds, message: withStop(c.Message), fails: s.fails(loops)}
}

// withoutNulls makes loops pass over elements that are null, where what is inside the
// loops would fail. It returns the scope inside.
func (s *scope) withoutNulls(loops, conditions []*model.Clause, message *model.Expr) ([]*model.Clause, *scope) {
	var clauses []*model.Clause
	for i, c := range loops {
		clauses = append(clauses, c)
		if c.For == nil {
			continue
		}
		s = s.loop(c.For)
		value := variable(c.For.Value, "")
		if c.For.Value == "" || !s.typeOf(value).null || s.typeOf(value).given != nil || !s.fails(slices.Concat(loops[i+1:], conditions), message) {
			continue
		}
		guard := operation(model.OpNotEqual, value, exprNull)
		clauses = append(clauses, &model.Clause{If: guard})
		s = s.present(guard)
	}
	return clauses, s
}

// fails reports whether anything that is evaluated inside a loop may be an error.
func (s *scope) fails(clauses []*model.Clause, exprs ...*model.Expr) bool {
	value := &model.Element{Clauses: clauses, Value: &model.Expr{Op: model.OpList}}
	for _, e := range exprs {
		value.Value.Elems = append(value.Value.Elems, &model.Element{Value: e})
	}
	return s.elementMayFail(value)
}
