package compat

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
)

// outputsPath is what the paths of outputs begin with.
const outputsPath model.Path = "outputs"

// outputs compares the outputs, by their names and by their values for the same inputs.
func (c *comparison) outputs() {
	for _, o := range c.old.Outputs {
		if findOutput(c.new, o.Name) == nil {
			c.changed(&Change{Kind: Removed, Path: outputsPath.Key(o.Name), Step: Major, Summary: "the new contract does not have it", Input: c.oldSolver.Base(), Position: o.Pos})
		}
	}
	for _, n := range c.new.Outputs {
		if findOutput(c.old, n.Name) == nil {
			c.changed(&Change{Kind: Added, Path: outputsPath.Key(n.Name), Step: Minor, Summary: "new", Position: n.Pos})
		}
	}
	seen := map[model.Path]bool{}
	for _, input := range c.inputs {
		before, _ := c.old.Evaluate(input)
		after, _ := c.new.Evaluate(c.adapted(input, ""))
		if before == nil || after == nil {
			continue
		}
		for _, o := range c.old.Outputs {
			if n := findOutput(c.new, o.Name); n != nil && !(o.RecordsInput && n.RecordsInput) {
				x := outputPair{c, n, input, seen}
				was, _ := before.Outputs.Get(o.Name)
				is, _ := after.Outputs.Get(o.Name)
				at := outputsPath.Key(o.Name)
				x.compare(at, at, was, is)
			}
		}
	}
}

func findOutput(m *model.Model, name string) *model.Output {
	for _, o := range m.Outputs {
		if o.Name == name {
			return o
		}
	}
	return nil
}

// outputPair is an output of both contracts, for one input.
type outputPair struct {
	*comparison
	output *model.Output
	input  model.Object
	seen   map[model.Path]bool // what was reported
}

// compare reports what was removed, what was added, and the first place in the output with
// another value. A difference in an element is reported for all elements of the list, at shown.
func (x outputPair) compare(at, shown model.Path, was, is model.Value) {
	before, object := was.(model.Object)
	after, both := is.(model.Object)
	if object && both {
		x.members(at, shown, before, after)
		return
	}
	if model.Equal(was, is) || x.seen[outputsPath.Key(x.output.Name)] || x.seen[shown] {
		return
	}
	if elems, others := pairs(was, is); elems != nil {
		for i := range elems {
			x.compare(at.Index(i), shown+"[]", elems[i], others[i])
		}
		return
	}
	summary := fmt.Sprintf("%s before, %s for the same input", some([]model.Value{was}), some([]model.Value{is}))
	if otherKind(was, is, true) && x.confirmed(at, otherKind) {
		x.report(TypeChanged, Major, shown, summary)
		return
	}
	x.report(ValueChanged, Patch, shown, summary)
}

func (x outputPair) members(at, shown model.Path, before, after model.Object) {
	for _, m := range before {
		path, shown := at.Key(m.Key), shown.Key(m.Key)
		if v, ok := after.Get(m.Key); ok {
			x.compare(path, shown, m.Value, v)
		} else if !x.seen[shown] && x.confirmed(path, func(_, _ model.Value, has bool) bool { return !has }) {
			x.report(Removed, Major, shown, some([]model.Value{m.Value})+" before, absent for the same input")
		}
	}
	for _, m := range after {
		if _, ok := before.Get(m.Key); !ok && !x.seen[shown.Key(m.Key)] {
			x.report(Added, Minor, shown.Key(m.Key), "absent before, "+some([]model.Value{m.Value})+" for the same input")
		}
	}
}

func (x outputPair) report(kind Kind, step Step, shown model.Path, summary string) {
	x.seen[shown] = true
	x.changed(&Change{Kind: kind, Path: shown, Step: step, Summary: summary, Input: x.input, Position: x.output.Pos})
}

// pairs are the elements of two lists of the same length that have objects or lists in them, or
// whose elements are of different kinds; nil for others, which are reported as a whole.
func pairs(was, is model.Value) (elems, others []model.Value) {
	elems, _ = was.([]model.Value)
	others, _ = is.([]model.Value)
	if len(elems) != len(others) || len(elems) == 0 {
		return nil, nil
	}
	kind := model.KindOf(elems[0])
	if kind != model.Record && kind != model.List && !otherKind(elems[0], others[0], true) {
		return nil, nil
	}
	return elems, others
}

// otherKind reports whether two values are there and of different kinds.
func otherKind(was, is model.Value, has bool) bool {
	return has && was != nil && is != nil && model.KindOf(was) != model.KindOf(is)
}

// confirmed evaluates a part of the output with CUE. It reports whether the old contract has
// it, and holds is true of both contracts' values.
func (x outputPair) confirmed(at model.Path, holds func(was, is model.Value, has bool) bool) bool {
	was, had := x.part(x.oldCUE, x.input, at)
	is, has := x.part(x.newCUE, x.adapted(x.input, ""), at)
	return had && holds(was, is, has)
}

// part is a part of the output as CUE has it.
func (x outputPair) part(cue *evaluator.CUE, input model.Object, at model.Path) (model.Value, bool) {
	verdict, err := cue.Evaluate(model.AppendJSON(nil, input))
	if err != nil {
		x.fail(err)
		return nil, false
	}
	var v model.Value = model.Object{{Key: string(outputsPath), Value: verdict.Outputs}}
	for _, step := range at.Steps() {
		switch holder := v.(type) {
		case model.Object:
			inner, ok := holder.Get(fmt.Sprint(step))
			if !ok {
				return nil, false
			}
			v = inner
		case []model.Value:
			i, ok := step.(int)
			if !ok || i >= len(holder) {
				return nil, false
			}
			v = holder[i]
		default:
			return nil, false
		}
	}
	return v, true
}
