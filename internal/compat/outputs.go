package compat

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/model"
)

// outputsPath is what the paths of outputs begin with.
const outputsPath model.Path = "outputs"

// outputs compares the outputs, by their names and by their values for the same inputs.
func (c *comparison) outputs() {
	for _, o := range c.old.Outputs {
		if findOutput(c.new, o.Name) == nil {
			c.changed(&Change{Kind: Removed, Path: outputsPath.Key(o.Name), Step: Major, Summary: "the new contract does not have it", Input: c.oldAround.Base(), Position: o.Pos})
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
				x.compare(outputsPath.Key(o.Name), was, is)
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

// compare reports what is gone, and the first place in the output whose value is another one.
func (x outputPair) compare(at model.Path, was, is model.Value) {
	before, object := was.(model.Object)
	after, both := is.(model.Object)
	if object && both {
		for _, m := range before {
			path := at.Key(m.Key)
			if v, ok := after.Get(m.Key); ok {
				x.compare(path, m.Value, v)
			} else if !x.seen[path] && x.confirmed(path, func(_, _ model.Value, has bool) bool { return !has }) {
				x.seen[path] = true
				x.changed(&Change{Kind: Removed, Path: path, Step: Major, Summary: fmt.Sprintf("%s before, absent for the same input", some([]model.Value{m.Value})), Input: x.input, Position: x.output.Pos})
			}
		}
		return
	}
	if model.Equal(was, is) || x.seen[outputsPath.Key(x.output.Name)] || x.seen[at] {
		return
	}
	change := Change{Kind: ValueChanged, Path: at, Step: Patch, Input: x.input, Position: x.output.Pos}
	change.Summary = fmt.Sprintf("%s before, %s for the same input", some([]model.Value{was}), some([]model.Value{is}))
	if otherKind(was, is, true) && x.confirmed(at, otherKind) {
		change.Kind, change.Step = TypeChanged, Major
	}
	x.seen[at] = true
	x.changed(&change)
}

// otherKind reports whether two values are there and of different kinds.
func otherKind(was, is model.Value, has bool) bool {
	return has && was != nil && is != nil && model.KindOf(was) != model.KindOf(is)
}

// confirmed asks CUE for a part of the output that the old contract has, and whether what the
// new one has in its place, if anything, is as told.
func (x outputPair) confirmed(at model.Path, told func(was, is model.Value, has bool) bool) bool {
	was, had := x.part(x.oldCUE, x.input, at)
	is, has := x.part(x.newCUE, x.adapted(x.input, ""), at)
	return had && told(was, is, has)
}

// part is a part of the output as CUE has it.
func (x outputPair) part(cue *conformance.CUE, input model.Object, at model.Path) (model.Value, bool) {
	verdict, err := cue.Judge(model.AppendJSON(nil, input))
	if err != nil {
		x.fail(err)
		return nil, false
	}
	var v model.Value = model.Object{{Key: string(outputsPath), Value: verdict.Outputs}}
	for _, step := range at.Steps() {
		object, _ := v.(model.Object)
		inner, ok := object.Get(fmt.Sprint(step))
		if !ok {
			return nil, false
		}
		v = inner
	}
	return v, true
}
