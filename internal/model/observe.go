package model

import "slices"

// Observer sees what happens while inputs are evaluated, of which the result says
// nothing. Its functions are called from the goroutine that evaluates.
type Observer struct {
	// Condition is called with each decision: of an if, of the conditional operator, of
	// an operand of && and ||, of an object that exists or not, and of a warning.
	Condition func(cond *Expr, holds bool)
	// Constraint is called when a value of the right kind was held against a constraint.
	Constraint func(c *Constraint, holds bool)
	// Check is called when a check refuses an input.
	Check func(c *Check)
	// Failure is called when an expression cannot be evaluated, the innermost one first.
	Failure func(e *Expr)

	// Conditions are the expressions that Condition can be called with. They are known
	// once the model is linked.
	Conditions []*Expr
}

// Observed is the same model, whose evaluations an observer sees. An evaluation of
// m itself costs nothing more.
func (m *Model) Observed(o *Observer) *Model {
	return &Model{
		Digest: m.Digest, Name: m.Name, Doc: m.Doc,
		Inputs: m.Inputs, Fixed: m.Fixed, Checks: m.Checks, Locals: m.Locals, Objects: m.Objects,
		Outputs: m.Outputs, Warnings: m.Warnings, Readme: m.Readme, Around: m.Around,
		linkState: linkState{observer: o},
	}
}

// OfObjects is the same model with only those objects that keep holds for, and without
// warnings.
func (m *Model) OfObjects(keep func(*KubernetesObject) bool) *Model {
	return &Model{
		Digest: m.Digest, Name: m.Name,
		Inputs: m.Inputs, Fixed: m.Fixed, Checks: m.Checks, Locals: m.Locals, Outputs: m.Outputs,
		Objects: slices.DeleteFunc(slices.Clone(m.Objects), func(o *KubernetesObject) bool { return !keep(o) }),
	}
}

// argument links an argument of an operation.
func (l *linker) argument(op Op, i int, e *Expr) evalFunc {
	if op == OpIf && i == 0 || op == OpAnd || op == OpOr {
		return l.condition(e)
	}
	return l.expr(e)
}

// condition links an expression that decides something. What is decided for every input
// alike is no condition.
func (l *linker) condition(e *Expr) evalFunc {
	eval, o := l.expr(e), l.observer
	if o == nil || e.IsConstant() {
		return eval
	}
	o.Conditions = append(o.Conditions, e)
	return func(f *frame) (Value, error) {
		v, err := eval(f)
		if holds, ok := v.(bool); ok && err == nil {
			o.Condition(e, holds)
		}
		return v, err
	}
}

// observed reports the failures of an expression.
func (l *linker) observed(e *Expr, eval evalFunc) evalFunc {
	o := l.observer
	if o == nil || eval == nil {
		return eval
	}
	return func(f *frame) (Value, error) {
		v, err := eval(f)
		if err != nil {
			o.Failure(e)
		}
		return v, err
	}
}
