// Package influence works out where the inputs of a contract go in its objects, and what a change
// of one can therefore do to a workspace that runs.
//
// What goes in is a model, and assumptions about its inputs; what comes out is, for each
// input, the places that it can reach, with the worst effect of a change there. It is an upper
// bound for any two inputs that differ in this one alone and meet the assumptions. The package
// evaluates no input. It takes the rules of effects from
// package effect.
package influence

import (
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/partial"
)

// Analysis is where the inputs of a contract go.
type Analysis struct {
	// Places are those that any input reaches, in the order of the objects.
	Places []*Place

	model   *model.Model
	facts   map[*model.Field]*Fact
	numbers map[*model.Field]int
	parents map[*model.Field]*model.Field
	locals  map[string]*local
	fields  map[*model.Field]*shape
	vars    map[string]*shape // comprehension variables in scope
	decides set               // what conditions depend on
	effects *effect.Possible
	partial *partial.Evaluator // with what the facts say
}

// local is a local that has been looked through at most once.
type local struct {
	expr  *model.Expr
	shape *shape
}

// Analyze follows all inputs of a model. The assumptions hold before and after a change.
func Analyze(m *model.Model, assumed ...*Fact) *Analysis {
	a := &Analysis{
		model: m, effects: effect.NewPossible(m),
		facts: map[*model.Field]*Fact{}, numbers: map[*model.Field]int{}, parents: map[*model.Field]*model.Field{},
		locals: map[string]*local{}, fields: map[*model.Field]*shape{}, vars: map[string]*shape{},
	}
	a.partial = partial.New(m, a.assumed)
	for _, f := range assumed {
		a.facts[f.Field] = f
	}
	a.number(m.Inputs, nil)
	for _, l := range m.Locals {
		a.locals[l.Name] = &local{expr: l.Value}
	}
	for _, o := range m.Objects {
		a.object(o)
	}
	return a
}

func (a *Analysis) number(fields []*model.Field, parent *model.Field) {
	for _, f := range fields {
		a.numbers[f] = len(a.numbers)
		a.parents[f] = parent
		a.number(Attributes(f), f)
	}
}

// Attributes are those of an object-typed field, or of the elements of a list or map of objects.
func Attributes(f *model.Field) []*model.Field {
	t := f.Type
	for t.Elem != nil {
		t = t.Elem
	}
	return t.Fields
}

// Effect is the worst that a change of a field, or of anything inside it, can do. It is
// none where the field has only one value under what is assumed.
func (a *Analysis) Effect(f *model.Field) effect.Ways {
	var worst effect.Ways
	for _, p := range a.Places {
		if p.reachedBy(a, f) {
			worst = effect.Ways{Terraform: max(worst.Terraform, p.Effect.Terraform), Kubectl: max(worst.Kubectl, p.Effect.Kubectl)}
		}
	}
	return worst
}

// Reached are the places that a change of a field, or of anything inside it, can reach.
func (a *Analysis) Reached(f *model.Field) (places []*Place) {
	for _, p := range a.Places {
		if p.reachedBy(a, f) {
			places = append(places, p)
		}
	}
	return places
}

// Decides reports whether a condition depends on a field.
func (a *Analysis) Decides(f *model.Field) bool { return a.decides.has(a.numbers[f]) }
