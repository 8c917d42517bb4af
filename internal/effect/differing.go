package effect

import (
	"bytes"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Differing returns two contracts without the objects that are the same for every input: those
// whose expressions, and everything that these refer to, are the same. A Comparer of the whole
// contracts finds the same differences in their results, in half the time or less. They give
// no warnings.
func Differing(old, new *model.Model) (*model.Model, *model.Model) {
	x, y := newDefinitions(old), newDefinitions(new)
	alike := map[string]bool{}
	for _, o := range new.Objects {
		i := slices.IndexFunc(old.Objects, func(other *model.KubernetesObject) bool { return other.Name == o.Name })
		alike[o.Name] = i >= 0 && bytes.Equal(x.of(old.Objects[i]), y.of(o))
	}
	differs := func(o *model.KubernetesObject) bool { return !alike[o.Name] }
	return old.OfObjects(differs), new.OfObjects(differs)
}

// AcceptAlike reports whether it is certain that two contracts accept the same inputs and
// fill in the same defaults: their inputs and rules are the same.
func AcceptAlike(old, new *model.Model) bool {
	return bytes.Equal(newDefinitions(old).acceptance(old), newDefinitions(new).acceptance(new))
}

// acceptance is what decides about inputs, as text.
func (d *definitions) acceptance(m *model.Model) []byte {
	w := &definition{definitions: d, seen: map[any]bool{}}
	for _, f := range m.Inputs {
		w.input(d.inputs[f.Name])
	}
	for _, check := range m.Checks {
		w.line(model.ClausesKey(check.Clauses))
		w.reached(model.Exprs(check.Clauses)...)
	}
	return w.text
}

// definitions write down what expressions of a contract mean.
type definitions struct {
	inputs map[string]*model.Field
	locals map[string]*model.Expr
}

func newDefinitions(m *model.Model) *definitions {
	d := &definitions{map[string]*model.Field{}, map[string]*model.Expr{}}
	for _, f := range m.Inputs {
		undocumented := *f
		undocumented.Doc, undocumented.Effect = "", ""
		d.inputs[f.Name] = &undocumented
	}
	for _, l := range m.Locals {
		d.locals[l.Name] = l.Value
	}
	return d
}

// of is an object with the inputs and locals that it refers to, as text.
func (d *definitions) of(o *model.KubernetesObject) []byte {
	w := &definition{definitions: d, seen: map[any]bool{}}
	w.line(o.If.Key())
	if o.Each != nil {
		w.line(o.Each.Prefix + "*" + o.Each.Suffix)
	}
	w.line(o.Whole().Key())
	w.reached(o.If, o.Whole())
	return w.text
}

// definition is the text of one object.
type definition struct {
	*definitions
	text []byte
	seen map[any]bool // the inputs and locals that are in it
}

// reached adds the inputs and the locals that expressions refer to.
func (w *definition) reached(exprs ...*model.Expr) {
	for x := range model.Reached(func(name string) *model.Expr { return w.locals[name] }, exprs...) {
		if f := w.inputs[x.Name]; f != nil && x.IsInput() && !w.seen[f] {
			w.seen[f] = true
			w.input(f)
		}
		if l := w.locals[x.Name]; l != nil && x.Op == model.OpLocal && !w.seen[l] {
			w.seen[l] = true
			w.line(l.Key())
		}
	}
}

func (w *definition) input(f *model.Field) {
	text, err := model.EncodeJSON(f)
	if err != nil {
		panic(err) // a stored model is JSON
	}
	w.line(string(text))
}

func (w *definition) line(text string) { w.text = append(append(w.text, text...), '\n') }
