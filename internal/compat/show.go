package compat

import (
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// show reports a change that breaks callers, if the input shows it: the old contract accepts it,
// and the new one refuses it at the path. Other reasons why the new contract would refuse
// inputs of the old one are removed first.
func (c *comparison) show(change Change, input model.Object, at model.Path) bool {
	if c.old.Refusals(input).HasErrors() {
		return false
	}
	adapted := c.adapted(input, top(at))
	for _, d := range c.new.Refusals(adapted) {
		if within(d.Path, at) && c.confirmed(input, adapted) {
			change.Step, change.Input, change.Refusal = Major, input, d.Summary
			c.changed(&change)
			return true
		}
	}
	return false
}

// confirmed reports whether CUE accepts an input for the old contract and refuses what was
// made of it for the new one.
func (c *comparison) confirmed(input, adapted model.Object) bool {
	before, err := c.oldCUE.Evaluate(model.AppendJSON(nil, input))
	if err != nil {
		c.fail(err)
		return false
	}
	after, err := c.newCUE.Evaluate(model.AppendJSON(nil, adapted))
	if err != nil {
		c.fail(err)
		return false
	}
	return !before.Refused && after.Refused
}

func (c *comparison) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// adapted is an input of the old contract without the inputs that the new one does not have,
// and with those that it requires. The input called but stays as it is.
func (c *comparison) adapted(input model.Object, but string) model.Object {
	adapted := slices.DeleteFunc(slices.Clone(input), func(m model.Member) bool {
		return m.Key != but && model.FindField(c.new.Inputs, m.Key) == nil
	})
	for _, f := range c.new.Inputs {
		_, given := adapted.Get(f.Name)
		if v, ok := c.newSolver.Base().Get(f.Name); ok && !given && f.Required() && f.Name != but {
			adapted = adapted.With(f.Name, v)
		}
	}
	return adapted
}

// within reports whether a path is another one, or leads into it.
func within(path, other model.Path) bool {
	rest, ok := strings.CutPrefix(string(path), string(other))
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// top is the input that a path leads into.
func top(path model.Path) string {
	if steps := path.Steps(); len(steps) > 0 {
		return fmt.Sprint(steps[0])
	}
	return ""
}

// pathOf is a place as it is shown: jobs[].name.
func pathOf(place []string) (path model.Path) {
	for _, step := range place {
		if step == testinput.Element {
			path += "[]"
		} else {
			path = path.Key(step)
		}
	}
	return path
}

func encode(v model.Value) string { return string(model.AppendJSON(nil, v)) }
