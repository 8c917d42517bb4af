package model

import (
	"iter"
	"slices"
)

// Children yields the expressions directly in e, in the order in which a contract writes them:
// the arguments, then for each element its clauses, its key and its value. With each comes the
// loops of e around it, outermost first, whose variables are in scope there: what a loop
// goes through is outside of the loop. A nil e has no children.
func (e *Expr) Children() iter.Seq2[*Expr, []*For] {
	return func(yield func(*Expr, []*For) bool) {
		if e == nil {
			return
		}
		for _, arg := range e.Args {
			if !yield(arg, nil) {
				return
			}
		}
		for _, elem := range e.Elems {
			for child, loops := range elem.Children() {
				if !yield(child, loops) {
					return
				}
			}
		}
	}
}

// Children yields the expressions of an element, as [Expr.Children] does.
func (elem *Element) Children() iter.Seq2[*Expr, []*For] {
	return func(yield func(*Expr, []*For) bool) {
		var loops []*For
		for _, clause := range elem.Clauses {
			if !yield(clause.Expr(), loops) {
				return
			}
			if clause.For != nil {
				loops = append(loops[:len(loops):len(loops)], clause.For)
			}
		}
		if (elem.Key == nil || yield(elem.Key, loops)) && elem.Value != nil {
			yield(elem.Value, loops)
		}
	}
}

// Expr is the condition of an if clause, and what a for clause goes through.
func (c *Clause) Expr() *Expr {
	if c.For != nil {
		return c.For.In
	}
	return c.If
}

// Exprs are the conditions of clauses and what they go through, in order.
func Exprs(clauses []*Clause) []*Expr {
	exprs := make([]*Expr, len(clauses))
	for i, clause := range clauses {
		exprs[i] = clause.Expr()
	}
	return exprs
}

// Exprs yields the expressions of a model, in its order, each without those inside it: all that
// is evaluated but the targets of checks, which are paths.
func (m *Model) Exprs() iter.Seq[*Expr] {
	var all []*Expr
	for _, check := range m.Checks {
		all = append(append(all, Exprs(check.Clauses)...), check.Message)
	}
	for _, local := range m.Locals {
		all = append(all, local.Value)
	}
	for _, object := range m.Objects {
		if object.If != nil {
			all = append(all, object.If)
		}
		all = append(all, object.Whole())
	}
	for _, output := range m.Outputs {
		all = append(all, output.Value)
	}
	for _, warning := range m.Warnings {
		all = append(all, warning.When, warning.Message)
	}
	return slices.Values(all)
}

// Local is the value of the local called name, nil when there is none.
func (m *Model) Local(name string) *Expr {
	for _, local := range m.Locals {
		if local.Name == name {
			return local.Value
		}
	}
	return nil
}

// IsInput reports whether e is the input called Name, or whether there is that input.
func (e *Expr) IsInput() bool { return e.Op == OpInput || e.Op == OpHas && len(e.Args) == 0 }

// All yields e and every expression in it, each before those in it, in the order of
// [Expr.Children]. What locals stand for is not in e. A nil e has none.
func (e *Expr) All() iter.Seq[*Expr] {
	return func(yield func(*Expr) bool) { e.each(nil, yield) }
}

// Reached yields what [Expr.All] does for each of some expressions, and after a local, the
// first time that it is met, all that its value reaches. The function local returns the value
// of a local, nil for none.
func Reached(local func(name string) *Expr, exprs ...*Expr) iter.Seq[*Expr] {
	return func(yield func(*Expr) bool) {
		seen := map[string]bool{}
		once := func(name string) *Expr {
			if seen[name] {
				return nil
			}
			seen[name] = true
			return local(name)
		}
		for _, e := range exprs {
			if !e.each(once, yield) {
				return
			}
		}
	}
}

// each reports whether yield has asked for more each time.
func (e *Expr) each(local func(name string) *Expr, yield func(*Expr) bool) bool {
	if e == nil {
		return true
	}
	if !yield(e) {
		return false
	}
	if e.Op == OpLocal && local != nil && !local(e.Name).each(local, yield) {
		return false
	}
	for child := range e.Children() {
		if !child.each(local, yield) {
			return false
		}
	}
	return true
}

// Uses reports whether the comprehension variable called name is used in e.
func (e *Expr) Uses(name string) bool {
	for x := range e.All() {
		if x.Op == OpVar && x.Name == name {
			return true
		}
	}
	return false
}

// UsesOuter reports whether e uses a comprehension variable that a loop around e declares.
func (e *Expr) UsesOuter() bool { return e.usesOther(nil) }

// usesOther reports whether e uses a variable that none of the loops declares.
func (e *Expr) usesOther(loops []*For) bool {
	if e.Op == OpVar {
		for _, loop := range loops {
			if e.Name == loop.Key || e.Name == loop.Value {
				return false
			}
		}
		return true
	}
	for child, inner := range e.Children() {
		if child.usesOther(append(loops[:len(loops):len(loops)], inner...)) {
			return true
		}
	}
	return false
}

// Rewrite is a copy of e in which every expression has been replaced by what change makes
// of its copy, the inner ones first. A nil e stays nil.
func (e *Expr) Rewrite(change func(*Expr) *Expr) *Expr {
	if e == nil {
		return nil
	}
	copied := *e
	copied.Args, copied.Elems = nil, nil
	for _, arg := range e.Args {
		copied.Args = append(copied.Args, arg.Rewrite(change))
	}
	for _, elem := range e.Elems {
		inner := *elem
		inner.Clauses = RewriteClauses(elem.Clauses, change)
		inner.Key, inner.Value = elem.Key.Rewrite(change), elem.Value.Rewrite(change)
		copied.Elems = append(copied.Elems, &inner)
	}
	return change(&copied)
}

// RewriteClauses are copies of clauses with each expression rewritten, see [Expr.Rewrite].
func RewriteClauses(clauses []*Clause, change func(*Expr) *Expr) (copied []*Clause) {
	for _, clause := range clauses {
		other := &Clause{If: clause.If.Rewrite(change)}
		if clause.For != nil {
			loop := *clause.For
			loop.In = loop.In.Rewrite(change)
			other.For = &loop
		}
		copied = append(copied, other)
	}
	return copied
}
