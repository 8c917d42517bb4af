// Package promise finds out whether the objects of a contract keep what the contract promises.
//
// What goes in is a model and its promises: the shapes that objects of some kinds must be
// instances of. What comes out is, for each place in the objects, the conditions under which
// it would break one. Those that never hold, whatever the inputs are, are left out; for the
// others inputs have to be tried.
package promise

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/partial"
)

// Breach is a way in which an object would break a promise.
type Breach struct {
	Promise *model.Promise
	// Clauses let something through when the promise is broken.
	Clauses []*model.Clause
	// Sure is set when it is broken wherever the conditions and loops of the contract lead: what
	// must not be there is not there for rare inputs either.
	Sure bool
	// Place is where: an object of the contract, and a path in it.
	Place string
	// Must is what the value there must be, in words.
	Must string
	// Positions are where the contract has the value, where it refers to that, if it does, and
	// where it has the promise.
	Positions []model.Position
	// unless are the clauses that are not the contract's own.
	unless []*model.Clause
}

// Diagnostic is the breach as an error of the contract.
func (b *Breach) Diagnostic() model.Diagnostic {
	return model.Diagnostic{
		Severity:  model.Error,
		Summary:   Broken(b.Promise.Name, b.Place+" "+b.Must),
		Detail:    b.Promise.Text,
		Positions: slices.Clone(b.Positions),
	}
}

// Broken is the sentence that something breaks a promise.
func Broken(promise, what string) string {
	return "the promise " + promise + " does not hold: " + what
}

// Breaches are the ways in which the objects of a model could break its promises, in the
// order of the promises and of the objects. Those that hold for no input are left out, as far
// as that can be seen without one.
func Breaches(m *model.Model, promises []*model.Promise) []*Breach {
	var all []*Breach
	for _, p := range promises {
		for _, of := range p.Objects {
			for _, o := range m.Objects {
				if len(of.Kinds) > 0 && !slices.Contains(of.Kinds, o.Kind) {
					continue
				}
				w := &walk{model: m, promise: p, fallback: o.Pos, loops: new(int), types: map[string]*model.Type{}, own: map[*model.Clause]bool{}}
				var exists []*model.Clause
				if o.If != nil {
					exists = w.enter([]*model.Clause{{If: o.If}})
				}
				if o.Each != nil {
					exists = w.enter(o.Each.Clauses)
				}
				w.value(o.Body, of.Must, path{name: "objects." + o.Name, clauses: exists})
				all = append(all, w.breaches...)
			}
		}
	}
	return undecided(m, all)
}

// undecided leaves out the breaches that cannot be, and marks those that must be.
func undecided(m *model.Model, all []*Breach) []*Breach {
	nothing := partial.New(m, func(*model.Expr) (model.Value, bool) { return nil, false })
	return slices.DeleteFunc(all, func(b *Breach) bool {
		b.Sure = len(nothing.Surely(b.unless)) > 0
		return nothing.Never(b.Clauses)
	})
}

// path is a place in an object: its name, and the clauses that lead there.
type path struct {
	name     string
	clauses  []*model.Clause
	referred []model.Position // where its value is referred to
}

func (p path) field(name string, clauses ...*model.Clause) path {
	if strings.ContainsAny(name, "./") {
		name = model.Quote(name)
	}
	return path{name: p.name + "." + name, clauses: p.under(clauses...)}
}

func (p path) element(name string, clauses ...*model.Clause) path {
	return path{name: p.name + "[" + name + "]", clauses: p.under(clauses...)}
}

// where is the same place under more clauses.
func (p path) where(clauses ...*model.Clause) path {
	return path{p.name, p.under(clauses...), p.referred}
}

func (p path) under(clauses ...*model.Clause) []*model.Clause {
	return append(slices.Clip(p.clauses), clauses...)
}

// walk follows the value of an object along a shape.
type walk struct {
	model    *model.Model
	promise  *model.Promise
	fallback model.Position // where the object is
	breaches []*Breach
	loops    *int                   // how many have been made
	types    map[string]*model.Type // of variables of loops
	own      map[*model.Clause]bool // the conditions and loops that the contract has
}

// broken notes that a promise is broken where a condition does not hold; nil for wherever the
// path leads.
func (w *walk) broken(e *model.Expr, s *model.Shape, at path, must string, unless *model.Expr) {
	clauses := at.clauses
	if unless != nil {
		clauses = at.under(&model.Clause{If: unless.Negate()})
	}
	pos := w.fallback
	if e != nil && e.Pos != (model.Position{}) {
		pos = e.Pos
	}
	w.breaches = append(w.breaches, &Breach{
		Promise: w.promise, Clauses: clauses, Place: at.name, Must: must,
		Positions: slices.Concat([]model.Position{pos}, at.referred, []model.Position{s.Pos}),
		unless:    slices.DeleteFunc(slices.Clone(clauses), func(c *model.Clause) bool { return w.own[c] }),
	})
}

// resolved is a value without the references to locals, objects and members of what is written
// out that it is. A member that may be missing is there where it is referred to.
func (w *walk) resolved(e *model.Expr) *model.Expr {
	for {
		next := w.target(e)
		if next == nil {
			return e
		}
		e = at(next, e.Pos)
	}
}

// target is what an expression refers to; nil when it is no reference, or to something that
// is not written out.
func (w *walk) target(e *model.Expr) *model.Expr {
	switch {
	case e.Op == model.OpLocal:
		return w.model.Local(e.Name)
	case e.Op == model.OpObjRef:
		return e.Args[0]
	case e.Op == model.OpGet:
		return w.written(e.Args[0], e.Name)
	case e.Op == model.OpIndex:
		if name, ok := e.Args[1].LiteralString(); ok {
			return w.written(e.Args[0], name)
		}
	}
	return nil
}

// written is the member of an object when one place of it alone can have the name.
func (w *walk) written(of *model.Expr, name string) *model.Expr {
	object := w.resolved(of)
	if object.Op != model.OpObject && object.Op != model.OpLiteral {
		return nil
	}
	if all := w.members(object, name); len(all) == 1 && all[0].named {
		return all[0].value
	}
	return nil
}

// at is an expression with a position, unless it has one.
func at(e *model.Expr, pos model.Position) *model.Expr {
	if e.Pos != (model.Position{}) {
		return e
	}
	placed := *e
	placed.Pos = pos
	return &placed
}
