// Package observed describes, for each input of a contract, what a change of it does to a
// running workspace: what package influence derives, confirmed by pairs of inputs.
//
// What goes in is a model; what comes out is a text for each field of its inputs, such as
// "restart; data loss without id". No two inputs that differ in the field alone do
// worse than that, as far as a search over inputs of each kind shows, and two inputs that it
// found do each of what the text says.
package observed

import (
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/influence"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// Describe sets the effect of each field of the model's inputs. It fails when no accepted input is
// found.
func Describe(m *model.Model) error {
	solver, err := testinput.NewSolver(m)
	if err != nil {
		return err
	}
	o := &observer{model: m, solver: solver, bound: influence.Analyze(m), comparer: effect.New(m, m)}
	o.findFields(m.Inputs, nil)
	o.findStates()
	for _, input := range solver.CoverBranches() {
		o.inputs = append(o.inputs, o.accepted(input))
	}
	for _, f := range o.fields {
		f.Effect = o.describe(f)
	}
	return nil
}

// observer is the state of observing one contract.
type observer struct {
	model    *model.Model
	solver   *testinput.Solver
	bound    *influence.Analysis // without assumptions
	comparer *effect.Comparer
	fields   []*field
	states   []*state
	inputs   []*accepted // around which pairs are made
}

// field is a field of the input.
type field struct {
	*model.Field
	place  []string // see [testinput.Solver]
	up     *field   // the object that it is an attribute of, or the list or map of such objects
	inner  []*field // the attributes of it, or of its elements, and theirs
	values []model.Value
}

// within reports whether a field is another one, or inside it.
func (f *field) within(other *field) bool {
	for ; f != nil; f = f.up {
		if f == other {
			return true
		}
	}
	return false
}

func (o *observer) findFields(fields []*model.Field, up *field) {
	for _, f := range fields {
		inner, up := &field{Field: f, up: up}, up
		if up != nil {
			inner.place = append(inner.place, up.place...)
			for t := up.Type; t.Elem != nil; t = t.Elem {
				inner.place = append(inner.place, testinput.Element)
			}
		}
		inner.place = append(inner.place, f.Name)
		inner.values = o.solver.Values(inner.place)
		o.fields = append(o.fields, inner)
		o.findFields(influence.Attributes(f), inner)
		for ; up != nil; up = up.up {
			up.inner = append(up.inner, inner)
		}
	}
}

// accepted is an accepted input, with its defaults.
type accepted struct {
	input, full model.Object
}

// accepted is an input that is accepted.
func (o *observer) accepted(input model.Object) *accepted {
	full, _ := o.model.Accept(input)
	return &accepted{input, full}
}
