package compat

import (
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/partial"
)

// neverFires reports whether a condition is false, or a loop empty, for all inputs of the old
// contract, because it depends only on inputs that the new contract has added.
func (c *comparison) neverFires(clauses []*model.Clause) bool {
	return partial.New(c.new, c.absent).Never(clauses)
}

// absent is an input or an attribute that the old contract does not have, or whether it is
// there.
func (c *comparison) absent(e *model.Expr) (model.Value, bool) {
	field, locked := c.selected(e)
	switch {
	case !locked:
		return nil, false
	case e.Op == model.OpHas:
		return field.Default != nil, !field.Required()
	}
	return field.LeftOut()
}

// selected is the field that an expression selects, nil for other expressions, and whether the
// old contract does not have it.
func (c *comparison) selected(e *model.Expr) (field *model.Field, locked bool) {
	if e.IsInput() {
		return model.FindField(c.new.Inputs, e.Name), model.FindField(c.old.Inputs, e.Name) == nil
	}
	if e.Op != model.OpGet && e.Op != model.OpHas {
		return nil, false
	}
	outer, inside := c.selected(e.Args[0])
	if outer == nil || inside {
		return nil, false // the value of what is around it says more
	}
	field = outer.Type.Field(e.Name)
	return field, field != nil && c.oldType(e.Args[0]).Field(e.Name) == nil
}

// oldType is the type in the old contract of what an expression selects.
func (c *comparison) oldType(e *model.Expr) *model.Type {
	var field *model.Field
	if e.Op == model.OpInput {
		field = model.FindField(c.old.Inputs, e.Name)
	} else {
		field = c.oldType(e.Args[0]).Field(e.Name)
	}
	if field == nil {
		return nil
	}
	return field.Type
}
