package effect

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// ignoredIn are the places in an object that Terraform leaves as they are, by the new contract.
func (c *Comparer) ignoredIn(key string) []*model.Ignored {
	o := c.new.model.Object(key)
	if o == nil || o.Terraform == nil {
		return nil
	}
	return o.Terraform.IgnoreChanges
}

// ignores reports whether a field is in a place that Terraform leaves as it is. A field around
// one is not: where a block appears or disappears, Terraform has no place in it to ignore, unless
// the cluster has filled the block in.
func (p *pair) ignores(f *Field) bool {
	return slices.ContainsFunc(p.ignored, func(i *model.Ignored) bool {
		path := i.Path.Steps()
		if len(path) > len(f.steps) || p.kind == custom && len(path) == len(f.steps) && f.Old == nil {
			return false // a manifest gets what it did not have
		}
		for n, s := range path {
			if !p.leads(s, f.steps[:n+1]) {
				return false
			}
		}
		return true
	})
}

// leads reports whether the last of some steps is a step of a path: to a member, or to the
// element that has this number before and after.
func (p *pair) leads(to any, steps []step) bool {
	last := steps[len(steps)-1]
	index, isElement := to.(int)
	if !isElement || !last.element {
		return !last.element && to == last.key
	}
	for _, side := range []model.Object{p.before, p.after} {
		outer := find(side, steps[:len(steps)-1])
		if outer == nil {
			return false
		}
		list, _ := outer.Value.([]model.Value)
		if i := last.in(list); i != index || i >= len(list) {
			return false
		}
	}
	return true
}

// in is the number of the element that the step leads to, -1 when a key leads to none.
func (s step) in(list []model.Value) int {
	if s.value == nil {
		return s.index
	}
	return slices.IndexFunc(list, func(elem model.Value) bool { return keyOf(elem, s.key) == s.value })
}
