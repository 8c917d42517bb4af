package compat

import (
	"maps"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// folding evaluates what is the same for all inputs of the old contract, because it depends
// only on what the new one has added and they leave out.
type folding struct {
	*comparison
	locals map[string]*model.Expr
	vars   map[string]model.Value // comprehension variables that are known
}

// neverFires reports whether a condition is false for all inputs of the old contract, or a loop
// has nothing to go through.
func (c *comparison) neverFires(clauses []*model.Clause) bool {
	f := folding{c, map[string]*model.Expr{}, nil}
	for _, l := range c.new.Locals {
		f.locals[l.Name] = l.Value
	}
	turns, _ := f.turns(clauses)
	return len(turns) == 0
}

// turns are the times that clauses may let something through, each with the variables that are
// known. They are certain if nothing about the clauses is unknown.
func (f folding) turns(clauses []*model.Clause) (turns []folding, certain bool) {
	if len(clauses) == 0 {
		return []folding{f}, true
	}
	inner, certain := []folding{f}, true
	if clause := clauses[0]; clause.For != nil {
		inner, certain = f.loop(clause.For)
	} else if v, ok := f.value(clause.If); !ok {
		certain = false
	} else if v != true {
		inner = nil
	}
	for _, g := range inner {
		more, known := g.turns(clauses[1:])
		turns = append(turns, more...)
		certain = certain && known
	}
	return turns, certain || len(turns) == 0
}

// loop are the turns of a loop; one, in which its variables are unknown, when they are.
func (f folding) loop(loop *model.For) (turns []folding, certain bool) {
	v, ok := f.value(loop.In)
	if !ok {
		return []folding{f}, false
	}
	add := func(key, value model.Value) {
		g := f
		if g.vars = maps.Clone(f.vars); g.vars == nil {
			g.vars = map[string]model.Value{}
		}
		g.vars[loop.Key], g.vars[loop.Value] = key, value
		turns = append(turns, g)
	}
	switch v := v.(type) {
	case []model.Value:
		for i, elem := range v {
			add(int64(i), elem)
		}
	case model.Object:
		for _, m := range v {
			add(m.Key, m.Value)
		}
	}
	return turns, true
}

// value is that of an expression, and whether it is known.
func (f folding) value(e *model.Expr) (model.Value, bool) {
	switch e.Op {
	case model.OpLiteral:
		return e.Value.Value, true
	case model.OpLocal:
		return f.value(f.locals[e.Name])
	case model.OpInput, model.OpGet, model.OpHas:
		return f.selected(e)
	case model.OpAnd, model.OpOr:
		return f.either(e, e.Op == model.OpOr)
	case model.OpIf:
		if v, ok := f.value(e.Args[0]); ok {
			if v == true {
				return f.value(e.Args[1])
			}
			return f.value(e.Args[2])
		}
		return nil, false
	case model.OpList, model.OpObject:
		return f.collection(e)
	case model.OpVar:
		v, ok := f.vars[e.Name]
		return v, ok
	case model.OpObjRef, model.OpRecorded:
		return nil, false
	}
	return f.computed(e)
}

// either is a || b, or a && b, of which one may decide alone.
func (f folding) either(e *model.Expr, decides bool) (model.Value, bool) {
	a, first := f.value(e.Args[0])
	b, second := f.value(e.Args[1])
	switch {
	case first && a == decides, second && b == decides:
		return decides, true
	case first && second:
		return !decides, true
	}
	return nil, false
}

// selected is an input or an attribute that the old contract does not have, or whether it is
// there.
func (f folding) selected(e *model.Expr) (model.Value, bool) {
	field, locked := f.field(e)
	switch {
	case locked && e.Op == model.OpHas:
		return field.Default != nil, !field.Required()
	case locked:
		alone := &model.Model{Inputs: []*model.Field{field}}
		accepted, _ := alone.Accept(model.Object{})
		return accepted.Get(field.Name)
	case len(e.Args) == 1:
		v, ok := f.value(e.Args[0])
		object, _ := v.(model.Object)
		inner, has := object.Get(e.Name)
		if e.Op == model.OpHas {
			return has, ok
		}
		return inner, ok && has
	}
	return nil, false
}

// field is what an expression selects, nil for other expressions, and whether the old contract
// does not have it.
func (f folding) field(e *model.Expr) (field *model.Field, locked bool) {
	if e.Op == model.OpInput || e.Op == model.OpHas && len(e.Args) == 0 {
		return model.FindField(f.new.Inputs, e.Name), model.FindField(f.old.Inputs, e.Name) == nil
	}
	if e.Op != model.OpGet && e.Op != model.OpHas {
		return nil, false
	}
	outer, inside := f.field(e.Args[0])
	if outer == nil || inside {
		return nil, false // the value of what is around it says more
	}
	field = outer.Type.Field(e.Name)
	return field, field != nil && f.oldType(e.Args[0]).Field(e.Name) == nil
}

// oldType is the type in the old contract of what an expression selects.
func (f folding) oldType(e *model.Expr) *model.Type {
	var field *model.Field
	if e.Op == model.OpInput {
		field = model.FindField(f.old.Inputs, e.Name)
	} else {
		field = f.oldType(e.Args[0]).Field(e.Name)
	}
	if field == nil {
		return nil
	}
	return field.Type
}

// collection is a list or an object.
func (f folding) collection(e *model.Expr) (model.Value, bool) {
	list, members := []model.Value{}, map[string]model.Value{}
	for _, elem := range e.Elems {
		turns, certain := f.turns(elem.Clauses)
		if !certain {
			return nil, false
		}
		for _, g := range turns {
			v, ok := g.value(elem.Value)
			if !ok || e.Op == model.OpObject && elem.Key == nil {
				return nil, false
			}
			if e.Op == model.OpList {
				list = append(list, v)
				continue
			}
			key, ok := g.value(elem.Key)
			if !ok {
				return nil, false
			}
			members[key.(string)] = v
		}
	}
	if e.Op == model.OpList {
		return list, true
	}
	object := model.Object{}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		object = append(object, model.Member{Key: key, Value: members[key]})
	}
	return object, true
}

// computed is an operation on values that are known.
func (f folding) computed(e *model.Expr) (model.Value, bool) {
	known := *e
	known.Args = nil
	for _, arg := range e.Args {
		v, ok := f.value(arg)
		if !ok {
			return nil, false
		}
		known.Args = append(known.Args, &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: v}, Kind: arg.Kind})
	}
	alone := &model.Model{Outputs: []*model.Output{{Name: "value", Value: &known}}}
	result, _ := alone.Evaluate(model.Object{})
	if result == nil {
		return nil, false
	}
	return result.Outputs.Get("value")
}
