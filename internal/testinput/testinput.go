// Package testinput finds inputs that show what a contract accepts and what it refuses.
//
// What goes in is a [model.Model]; what comes out are inputs ([Find]): the smallest one that
// is accepted, one for each value of an enumerated or bool field, one that is refused for
// each constraint, each object's attributes and each check, and one for each warning. The
// model decides whether an input is what it should be. Where a first guess is not, small
// changes are tried, in a fixed order and up to a bound: the same model gives the same
// inputs. Package random below makes inputs at random, texts the strings that are worth
// trying, and hostile the documents that cost a reader the most.
package testinput

import "github.com/base-k8s/base-k8s/internal/model"

// Set is what was found for one model.
type Set struct {
	// Base is the smallest input: what is required, and nothing that the contract has
	// a default for unless a check demands it.
	Base *Accepted
	// Values has an input for each value of each enumerated or bool field, in the order
	// of declaration. Fields inside lists and maps count, and so do values that only
	// checks refuse: those are in Refused.
	Values []*Accepted
	// Refused has an input for each constraint, for each object, with an attribute that it
	// does not have, for each check and for each enumerated value that is never accepted.
	Refused []*Refused
	// Warned has for each warning an accepted input for which it is reported.
	Warned []*Accepted
	// Missing are warnings, at their positions, about rules that no input was found
	// for: what they refuse is not shown by anything in Refused.
	Missing model.Diagnostics
}

// Accepted is an input that the contract accepts.
type Accepted struct {
	// Path is the field, and Value the value, that the input shows; "" for the base and
	// for an input that shows a warning.
	Path  model.Path
	Value model.Value
	// Warning is the warning that the input shows, if it is for one. Warnings are all
	// that are reported for the input.
	Warning  *model.Warning
	Warnings []*model.Warning
	// Changes are the inputs that are not as in the base.
	Changes model.Object
	Result  *model.Result
	// Other is the result with another value of the same field and all else the same,
	// from which the value's effect can be seen; nil when no other value is accepted.
	Other *model.Result
}

// Refused is an input that the contract refuses.
type Refused struct {
	// Path is the constrained field, the attribute that there is not, or the field that has
	// a value which no other input makes acceptable; "" for a check. Input is the input that it belongs to, Value its
	// value.
	Input string
	Path  model.Path
	Value model.Value
	// Check is the check that the input breaks, if it is for one.
	Check *model.Check
	// Checks are all the checks that refuse the input. There is more than Check itself
	// only where no input was found that Check alone refuses.
	Checks []*model.Check
	// Changes are the inputs that are not as in the base.
	Changes model.Object
	// Diagnostics are the model's words about the input.
	Diagnostics model.Diagnostics
}

// Find looks for all these inputs of a model. It fails when not even one accepted input is
// found, and with [model.Diagnostics] when the model cannot be evaluated for the first
// one.
func Find(m *model.Model) (*Set, error) {
	f := newFinder(m)
	if err := f.findBase(); err != nil {
		return nil, err
	}
	for _, s := range f.locations {
		for _, v := range f.enumerated(s) {
			f.findValue(s, v)
		}
	}
	for _, s := range f.locations {
		if s.typ.Constraint != nil {
			f.findConstraint(s)
		}
	}
	for _, s := range f.locations {
		if s.typ.Kind == model.Record && len(s.typ.Fields) > 0 {
			f.findUnknown(s)
		}
	}
	for _, c := range m.Checks {
		f.findCheck(c)
	}
	for _, w := range m.Warnings {
		f.findWarning(w)
	}
	f.dropRepeated()
	return &f.set, nil
}

// dropRepeated drops refused values whose input is also that of a check: the check
// says more.
func (f *finder) dropRepeated() {
	shown := map[string]bool{}
	for _, r := range f.set.Refused {
		if r.Check != nil {
			shown[encode(r.Changes)] = true
		}
	}
	var kept []*Refused
	for _, r := range f.set.Refused {
		if r.Check != nil || !shown[encode(r.Changes)] {
			kept = append(kept, r)
		}
	}
	f.set.Refused = kept
}

func encode(v model.Value) string { return string(model.AppendJSON(nil, v)) }
