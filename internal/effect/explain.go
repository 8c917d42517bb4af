package effect

import "github.com/base-k8s/base-k8s/internal/model"

// Explain adds to the result of Compare the positions in the contract, and the causes. An
// input is a cause of a difference when the difference changes as soon as this input alone
// has its old value, or when changing it alone makes a difference there. The new contract is
// a cause when its result for the old input differs. Where none of these is a cause by itself,
// because each of two inputs would have sufficed, all changed inputs are. The contracts are
// evaluated for each input that was changed.
func (c *Comparer) Explain(all *Change, before, after *model.Result) {
	if len(all.Objects) == 0 {
		return
	}
	e := &explanation{Comparer: c, before: before, after: after, trials: c.trials(before, after)}
	if c.old != c.new {
		e.crossed, _ = c.new.model.Evaluate(model.Known(before.Input, c.new.model.Inputs))
	}
	for _, o := range all.Objects {
		e.object(o)
	}
}

// explanation holds the evaluations that find causes.
type explanation struct {
	*Comparer
	before, after *model.Result
	trials        []trial
	// crossed is the new contract's result for the old input; nil when it refuses that, or
	// when there is only one contract.
	crossed *model.Result
}

func (e *explanation) object(o *Object) {
	o.Contract, o.Because = e.place(o, nil, o.Deleted), nil
	if o.Readdressed {
		o.Because = []Cause{contractCause(o.Contract)}
	}
	if o.Created || o.Deleted {
		o.Because = e.causes(o, nil, o.Deleted)
	}
	for _, f := range o.Fields {
		f.Contract = e.place(o, f.steps, false)
		f.Because = e.causes(o, f.steps, f.New == nil)
		o.Because = addCauses(o.Because, f.Because)
	}
}

// place is where the new contract defines a part of an object, or the old one a removed
// part.
func (c *Comparer) place(o *Object, steps []step, gone bool) model.Position {
	if gone {
		return c.old.place(o.before(), steps)
	}
	return c.new.place(o.Name, steps)
}

func contractCause(at model.Position) Cause { return Cause{Contract: true, Position: known(at)} }

// causes are those of a difference at a place in an object, or in whether it exists.
func (e *explanation) causes(o *Object, steps []step, gone bool) []Cause {
	var found, possible []Cause
	old, new := valueIn(e.before, o.before(), steps), valueIn(e.after, o.Name, steps)
	for _, t := range e.trials {
		possible = append(possible, t.cause)
		reverted := t.reverted != nil && differs(valueIn(t.reverted, o.Name, steps), new, steps)
		if reverted || t.applied != nil && differs(valueIn(t.applied, o.before(), steps), old, steps) {
			found = append(found, t.cause)
		}
	}
	contract := e.old != e.new &&
		(e.crossed == nil && found == nil || e.crossed != nil && differs(valueIn(e.crossed, o.Name, steps), old, steps))
	switch {
	case contract:
		return append(found, e.contract(o, steps, gone)...)
	case found == nil:
		return possible
	}
	return found
}

// contract are the causes of what the contract itself has changed: the defaults of inputs
// that reach the place and that the old contract had not, or else the contract's line.
func (e *explanation) contract(o *Object, steps []step, gone bool) (causes []Cause) {
	body := e.new.model.Object(o.Name)
	for _, d := range e.defaults {
		if body != nil && (d.at(body.Body, steps) && steps != nil || steps == nil && d.at(body.If, nil)) {
			causes = append(causes, Cause{Input: d.path, Default: true, Position: known(d.field.Pos)})
		}
	}
	if causes == nil {
		causes = append(causes, contractCause(e.place(o, steps, gone)))
	}
	return causes
}

// valueIn is a part of an object in an evaluation, or the object; nil when there is none.
func valueIn(r *model.Result, object string, steps []step) *model.Literal {
	o := body(r, object)
	if o == nil {
		return nil
	}
	return find(o, steps)
}

// differs reports whether two parts differ; without steps, whether only one is there.
func differs(a, b *model.Literal, steps []step) bool {
	if a == nil || b == nil || steps == nil {
		return (a == nil) != (b == nil)
	}
	return !model.Equal(a.Value, b.Value)
}
