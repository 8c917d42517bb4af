package typed

import "iter"

func (e *Literal) label() any   { return e.Value }
func (e *Input) label() any     { return e.Name }
func (e *Local) label() any     { return e.Name }
func (e *Var) label() any       { return e.Variable }
func (e *Get) label() any       { return e.Name }
func (e *Index) label() any     { return nil }
func (e *Has) label() any       { return nil }
func (e *Text) label() any      { return nil }
func (e *If) label() any        { return nil }
func (e *Not) label() any       { return nil }
func (e *Logic) label() any     { return e.Op }
func (e *Binary) label() any    { return e.Op }
func (e *Call) label() any      { return e.Function.Name }
func (e *List) label() any      { return nil }
func (e *Object) label() any    { return nil }
func (e *ObjectRef) label() any { return [2]string{e.Object, e.Name} }
func (e *Recorded) label() any  { return e.Name }
func (e *Converted) label() any { return nil }
func (e *Foreign) label() any   { return e.Name }

func (e *Literal) operands() []Expr   { return nil }
func (e *Input) operands() []Expr     { return nil }
func (e *Local) operands() []Expr     { return nil }
func (e *Var) operands() []Expr       { return nil }
func (e *Get) operands() []Expr       { return []Expr{e.Of} }
func (e *Index) operands() []Expr     { return []Expr{e.Of, e.Key} }
func (e *Has) operands() []Expr       { return []Expr{e.Ref} }
func (e *Text) operands() []Expr      { return e.Parts }
func (e *If) operands() []Expr        { return []Expr{e.Cond, e.Then, e.Else} }
func (e *Not) operands() []Expr       { return []Expr{e.X} }
func (e *Logic) operands() []Expr     { return []Expr{e.X, e.Y} }
func (e *Binary) operands() []Expr    { return []Expr{e.X, e.Y} }
func (e *Call) operands() []Expr      { return e.Args }
func (e *List) operands() []Expr      { return nil }
func (e *Object) operands() []Expr    { return nil }
func (e *ObjectRef) operands() []Expr { return []Expr{e.Key, e.Value} }
func (e *Recorded) operands() []Expr  { return nil }
func (e *Converted) operands() []Expr { return []Expr{e.Ref} }
func (e *Foreign) operands() []Expr   { return nil }

func (e *List) elements() []*Element   { return e.Elems }
func (e *Object) elements() []*Element { return e.Elems }

// All yields e and every expression in it, each before those in it. What locals stand for
// is not in e, and of a conversion only what is converted is. A nil e has none.
func All(e Expr) iter.Seq[Expr] {
	return func(yield func(Expr) bool) { each(e, yield) }
}

func each(e Expr, yield func(Expr) bool) bool {
	if e == nil {
		return true
	}
	if !yield(e) {
		return false
	}
	for _, x := range e.operands() {
		if !each(x, yield) {
			return false
		}
	}
	for _, elem := range e.elements() {
		for _, x := range elem.exprs() {
			if !each(x, yield) {
				return false
			}
		}
	}
	return true
}

// exprs are the expressions of an element, of which a key may be nil.
func (elem *Element) exprs() (all []Expr) {
	for _, c := range elem.Clauses {
		all = append(all, c.Expr())
	}
	return append(all, elem.Key, elem.Value)
}

// Expr is the condition of an if clause, and what a for clause goes through.
func (c *Clause) Expr() Expr {
	if c.For != nil {
		return c.For.In
	}
	return c.If
}

// Uses reports whether an expression uses a variable of a comprehension.
func Uses(e Expr, v *Variable) bool {
	for x := range All(e) {
		if use, ok := x.(*Var); ok && use.Variable == v {
			return true
		}
	}
	return false
}
