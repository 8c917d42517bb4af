package terraform

import (
	"maps"
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/typed"
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
	var used []*typed.Variable
	for _, v := range variables(it.clauses) {
		if typed.Uses(it.value, v) {
			used = append(used, v)
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
	var texts map[*typed.Variable]hcl.Expr
	d.forEach, texts = s.forEach(it.clauses, used, name)
	for _, v := range used {
		d.scope = d.scope.bind(v, texts[v])
	}
	for _, c := range it.clauses {
		d.scope = d.scope.given(c.If)
	}
	return d
}

// iterator is another name for a dynamic block's variable where the block's own would
// hide something that its content refers to.
func (s *scope) iterator(label string, clauses []*typed.Clause) string {
	if !s.taken(label) {
		return ""
	}
	for _, c := range clauses {
		if c.For != nil && c.For.Value != nil && s.fresh(c.For.Value.Name) == c.For.Value.Name {
			return c.For.Value.Name
		}
	}
	return s.fresh(label)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
