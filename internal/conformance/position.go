package conformance

import (
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
)

// position is where the contract defines the value at a path, in the objects, the outputs or
// the warnings.
func (c *Contract) position(steps []any) model.Position {
	if len(steps) < 2 {
		return model.Position{}
	}
	name, _ := steps[1].(string)
	switch steps[0] {
	case "objects":
		for _, o := range c.Model.Objects {
			if _, ok := o.Item(name); ok || o.Name == name { // of an object, or of a resource
				return c.inside(o.Body, steps[2:], o.Pos)
			}
		}
	case "outputs":
		for _, o := range c.Model.Outputs {
			if o.Name == name {
				return c.inside(o.Value, steps[2:], o.Pos)
			}
		}
	case "warnings":
		if len(c.Model.Warnings) > 0 {
			return c.Model.Warnings[0].Pos
		}
	}
	return model.Position{}
}

// declared is where CUE finds the first of the steps: objects, outputs or warnings.
func (c *Contract) declared(steps []any) model.Position {
	instance, err := evaluator.Load(c.Dir)
	if err != nil || len(steps) == 0 {
		return model.Position{}
	}
	pos := cuecontext.New().BuildInstance(instance).LookupPath(cue.ParsePath(steps[0].(string))).Pos()
	at, _ := evaluator.PositionIn(c.Dir, pos)
	return at
}

// inside follows a path into an expression, as far as the path is written out there. The
// position of what encloses the expression is pos.
func (c *Contract) inside(e *model.Expr, steps []any, pos model.Position) model.Position {
	if e.Pos != (model.Position{}) {
		pos = e.Pos
	}
	switch {
	case e.Op == model.OpLocal:
		for _, l := range c.Model.Locals {
			if l.Name == e.Name && len(steps) > 0 {
				return c.inside(l.Value, steps, pos)
			}
		}
	case e.Op == model.OpIf:
		if found := c.inside(e.Args[1], steps, pos); found != pos {
			return found
		}
		return c.inside(e.Args[2], steps, pos)
	case e.Op == model.OpObject, e.Op == model.OpList:
		for i, elem := range e.Elems {
			if len(steps) > 0 && leads(elem, i, e, steps[0]) {
				return c.inside(elem.Value, steps[1:], pos)
			}
		}
	}
	return pos
}

// leads reports whether a step of a path leads to an element of a list or object.
func leads(elem *model.Element, i int, e *model.Expr, step any) bool {
	if e.Op == model.OpList {
		return step == i
	}
	return elem.Key != nil && elem.Key.Value != nil && elem.Key.Value.Value == step
}

// part is where the contract defines what a part of the module is generated from.
func (c *Contract) part(p *evaluator.PartError) model.Position {
	switch p.Scope {
	case "local":
		for _, l := range c.Model.Locals {
			if l.Name == p.Name {
				return l.Pos
			}
		}
	case "output":
		return c.position([]any{"outputs", p.Name})
	case "check":
		for _, w := range c.Model.Warnings {
			if w.Name == p.Name {
				return w.Pos
			}
		}
	case "variable":
		if f := model.FindField(c.Model.Inputs, p.Name); f != nil {
			return f.Pos
		}
	default:
		return c.position([]any{"objects", p.Name})
	}
	return model.Position{}
}

// subjectOf is where the contract declares the input that a message begins with.
func (c *Contract) subjectOf(message string) model.Position {
	name := message
	if i := strings.IndexAny(message, ".[: "); i >= 0 {
		name = message[:i]
	}
	i := slices.IndexFunc(c.Model.Inputs, func(f *model.Field) bool { return f.Name == name })
	if i < 0 {
		return model.Position{}
	}
	return c.Model.Inputs[i].Pos
}
