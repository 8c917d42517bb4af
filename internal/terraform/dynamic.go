package terraform

import (
	"maps"
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// dynamicBlock is what a dynamic block needs besides its content.
type dynamicBlock struct {
	forEach  hcl.Expr
	iterator string // "" for the block's own name
	scope    *scope // of the content
}

// dynamic decides what a dynamic block iterates over, and how its content refers to
// comprehension variables.
func (s *scope) dynamic(label string, it blockItem) dynamicBlock {
	inner := s.within(it.clauses)
	uses := inElement(it.value)
	var used []string
	for _, name := range loopVariables(it.clauses) {
		if uses(name) {
			used = append(used, name)
		}
	}
	d := dynamicBlock{iterator: s.iterator(label, it.clauses)}
	name := label
	if d.iterator != "" {
		name = d.iterator
	}
	content := *s
	if len(used) > 0 {
		content.iterators = append(slices.Clone(s.iterators), name)
	}
	d.scope = &content
	if !hasFor(it.clauses) {
		d.scope = d.scope.given(s.conditions(it.clauses))
		d.iterator = ""
		d.forEach = s.guarded(s.conditions(it.clauses), hcl.Tuple{hcl.Int(1)}, hcl.Tuple{})
		return d
	}
	if len(used) == 0 {
		d.iterator = ""
	}
	var texts map[string]hcl.Expr
	d.forEach, texts = s.forEach(it.clauses, used, name)
	for _, name := range used {
		d.scope = d.scope.bind(name, texts[name], inner.types[name])
	}
	for _, c := range it.clauses {
		d.scope = d.scope.given(c.If)
	}
	return d
}

// iterator is another name for a dynamic block's variable where the block's own would
// hide something that its content refers to.
func (s *scope) iterator(label string, clauses []*model.Clause) string {
	if !s.taken(label) {
		return ""
	}
	for _, c := range clauses {
		if c.For != nil && c.For.Value != "" && s.fresh(c.For.Value) == c.For.Value {
			return c.For.Value
		}
	}
	return s.fresh(label)
}

func loopVariables(clauses []*model.Clause) []string {
	var names []string
	for _, c := range clauses {
		if c.For == nil {
			continue
		}
		for _, name := range []string{c.For.Key, c.For.Value} {
			if name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
