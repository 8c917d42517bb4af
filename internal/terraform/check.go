package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
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
	for e := range model.Reached(p.model.Local, model.Exprs(c.Clauses)...) {
		if e.IsInput() && e.Name == f.Name {
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
	l := p.inlining()
	l.raw = true
	l.own, _ = p.carrier(c)
	clauses, inner := l.clauses(c.Clauses)
	message := inner.expr(c.Message)
	loops, ifs := splitIfs(p.withoutSecrets(c, clauses, message))
	loops, facts := withoutNulls(loops, ifs, message)
	holds := p.holds(facts, loops, ifs)
	if facts.MayFail(holds) && !p.failsOnValid(c) {
		holds = function("try", holds, typed.True)
	} else if legal := p.legal(facts, holds, loops); legal != nil {
		holds = function("try", holds, typed.Negate(legal), typed.True)
	}
	doc := c.Doc
	if len(loops) > 0 && p.sensitive(typed.Negate(holds)) {
		doc = joinDocs(doc, secretRuleDoc)
	}
	return rule{doc: doc, clauses: loops, holds: holds, message: withStop(message), fails: fails(loops)}
}

// splitIfs splits clauses behind the last for.
func splitIfs(clauses []*typed.Clause) (loops, ifs []*typed.Clause) {
	last := len(clauses)
	for last > 0 && clauses[last-1].For == nil {
		last--
	}
	return clauses[:last], clauses[last:]
}

// holds is the condition that must hold inside of a check's loops.
func (p *printer) holds(facts typed.Facts, loops, ifs []*typed.Clause) typed.Expr {
	refused := conditions(facts, ifs)
	if refused == nil {
		refused = typed.True
	}
	if len(loops) > 0 && p.sensitive(refused) {
		refused = function("nonsensitive", refused) // only whether the rule is broken
	}
	return typed.Negate(refused)
}

// failsOnValid reports whether a check's condition may be an error for an input that keeps
// to all constraints.
func (p *printer) failsOnValid(c *model.Check) bool {
	clauses, _ := p.inlining().clauses(c.Clauses)
	loops, ifs := splitIfs(clauses)
	return typed.Facts{}.MayFail(p.holds(typed.Facts{}, loops, ifs))
}

const secretRuleDoc = "nonsensitive() because no more comes out than whether the rule is broken."

// withoutNulls makes loops pass over elements that are null, where what is inside the
// loops would fail. It returns the facts inside.
func withoutNulls(loops, ifs []*typed.Clause, message typed.Expr) (clauses []*typed.Clause, facts typed.Facts) {
	for i, c := range loops {
		clauses = append(clauses, c)
		if c.For == nil || c.For.Value == nil {
			continue
		}
		t := c.For.Value.Type()
		if !t.Null || t.Given != nil || !facts.ElementMayFail(inside(slices.Concat(loops[i+1:], ifs), message)) {
			continue
		}
		guard := isNotNull(typed.NewVar(c.For.Value))
		clauses = append(clauses, &typed.Clause{If: guard})
		facts = facts.Present(guard)
	}
	return clauses, facts
}

// fails reports whether anything in clauses may be an error.
func fails(clauses []*typed.Clause) bool { return typed.Facts{}.ElementMayFail(inside(clauses)) }

// inside is an element with all that is evaluated inside a loop.
func inside(clauses []*typed.Clause, exprs ...typed.Expr) *typed.Element {
	elems := make([]*typed.Element, len(exprs))
	for i, e := range exprs {
		elems[i] = &typed.Element{Value: e}
	}
	return &typed.Element{Clauses: clauses, Value: typed.NewList(elems)}
}
