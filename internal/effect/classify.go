package effect

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// pair is an object before and after.
type pair struct {
	kind          string
	before, after model.Object
	// early is set when Terraform creates the replacement first, under the name that the
	// object still has.
	early bool
	// kept is set when Terraform refuses to delete the object.
	kept bool
	// ignored are the places that Terraform leaves as they are.
	ignored []*model.Ignored
}

// classify finds the effect of a field that differs: the worst of everything in it.
func (p *pair) classify(f *Field) {
	f.ignored = p.ignores(f)
	f.Kept = f.ignored || p.keeps(f)
	for _, leaf := range leavesOf(f) {
		leaf.kind, leaf.before, leaf.after = p.kind, p.before, p.after
		rule := ruleOf(leaf)
		byProvider := anyWithin(leaf.path, resourceOf(p.kind).Replaces)
		f.Forced = f.Forced || byProvider && !f.Kept
		forced := !f.Kept && (rule.Effect == Replace || rule.Replaces || byProvider)
		f.refused = f.refused || forced && p.kept
		effect := p.leaf(rule, forced, f.Kept)
		if f.Rule == nil || effect.Worst() > f.Effect.Worst() {
			f.Rule = rule
		}
		f.Effect = f.Effect.and(effect)
	}
}

// leaf is the effect of a scalar that differs. It is forced when Terraform replaces the object
// for it, and kept when Terraform leaves the old value.
func (p *pair) leaf(rule *Rule, forced, kept bool) Ways {
	ways := both(rule.Effect)
	if rule.Effect == Replace {
		ways.Kubectl = p.replacement()
	}
	switch {
	case kept:
		ways.Terraform = None
	case forced && (p.kept || p.early):
		ways.Terraform = Blocked // with early, the API server refuses a second object of the name
	case forced:
		ways.Terraform = p.replacement()
	}
	return ways
}

// replacement is the effect of deleting the object and creating it again.
func (p *pair) replacement() Effect {
	deleted := ruleOf(&change{kind: p.kind, before: p.before})
	return max(Replace, deleted.Effect)
}

// identifies reports whether another value of the field is another object.
func (f *Field) identifies() bool { return f.Rule.Effect == Replace }

// keeps reports whether Terraform leaves the old value of a field that disappears. An
// empty string is no value to the provider.
func (p *pair) keeps(f *Field) bool {
	if f.Old == nil || f.New != nil && f.New.Value != "" || p.amongOthers(f) {
		return false
	}
	path, keeps := plain(f.steps), resourceOf(p.kind).Keeps
	if blanked(f, path, keeps) {
		return true
	}
	return !slices.ContainsFunc(leaves(path, f.Old), func(leaf string) bool {
		return !slices.ContainsFunc(keeps, func(kept string) bool { return within(leaf, kept) && within(kept, path) })
	})
}

// blanked reports whether the field is a text in a map that is empty now. In a map of which
// any value may be given, the provider takes that for a value which is not.
func blanked(f *Field, path string, keeps []string) bool {
	return f.New != nil && f.New.Value == "" && slices.ContainsFunc(keeps, func(kept string) bool { return kept != path && within(path, kept) })
}

// amongOthers reports whether the field is an element of a list that has others afterwards:
// the provider keeps a list of blocks only when there is none.
func (p *pair) amongOthers(f *Field) bool {
	last := len(f.steps) - 1
	if !f.steps[last].element {
		return false
	}
	list := find(p.after, f.steps[:last])
	return list != nil && !isEmptyList(list.Value)
}

func isEmptyList(v model.Value) bool {
	list, ok := v.([]model.Value)
	return ok && len(list) == 0
}

// leavesOf are the scalars and lists of scalars that differ in a field.
func leavesOf(f *Field) (all []*change) {
	path := plain(f.steps)
	if f.Old != nil && f.New != nil {
		old, new := leaves(path, f.Old), leaves(path, f.New)
		if len(old) == 1 && len(new) == 1 && old[0] == new[0] {
			return []*change{{path: path, old: f.Old, new: f.New}}
		}
	}
	for _, leaf := range leaves(path, f.Old) {
		all = append(all, &change{path: leaf, old: f.Old})
	}
	for _, leaf := range leaves(path, f.New) {
		all = append(all, &change{path: leaf, new: f.New})
	}
	return all
}

// leaves are the paths of the scalars and the lists of scalars in a value.
func leaves(path string, l *model.Literal) []string {
	var paths []string
	seen := map[string]bool{}
	var walk func(path string, v model.Value)
	walk = func(path string, v model.Value) {
		switch v := v.(type) {
		case model.Object:
			for _, m := range v {
				walk(path+"."+m.Key, m.Value)
			}
			if len(v) > 0 {
				return
			}
		case []model.Value:
			if len(v) > 0 && areObjects(v) {
				for _, elem := range v {
					walk(path, elem)
				}
				return
			}
		}
		if !seen[path] {
			seen[path] = true
			paths = append(paths, path)
		}
	}
	if l != nil {
		walk(path, l.Value)
	}
	return paths
}
