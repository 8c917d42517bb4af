package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// repeated prints the for_each of a repeated object: the map that its loop goes through, or one
// that is made by the keys. What comes back is for what is inside. Of elements with the same
// key, of which the list may have several, the first one counts, so that the map has lists of them.
func (s *scope) repeated(content *hcl.Body, each *model.Each) (*scope, *lowering) {
	clauses, inside := (&lowering{p: s.p}).clauses(each.Clauses)
	at := slices.IndexFunc(clauses, func(c *typed.Clause) bool { return c.For != nil })
	loop := clauses[at].For
	var forEach hcl.Expr
	var value hcl.Expr = hcl.Name("each.value")
	if key, ok := inside.expr(each.Key).(*typed.Var); ok && key.Variable == loop.Key {
		forEach = s.mapForEach(clauses, loop)
	} else {
		elem := &typed.Element{Key: inside.expr(each.Key), Value: typed.NewVar(loop.Value)}
		forEach = grouped(s.objectLoop(clauses[:at], clauses[at:], elem))
		value = hcl.Index{Of: value, Key: hcl.Int(0)}
	}
	content.Attribute("for_each", forEach)
	content.Gap()
	if loop.Key != nil {
		s = s.bind(loop.Key, hcl.Name("each.key"))
	}
	if loop.Value != nil {
		s = s.bind(loop.Value, value)
	}
	for _, c := range clauses {
		if c.If != nil {
			s = s.given(c.If)
		}
	}
	return s, inside
}

// grouped is a map by keys that may come several times.
func grouped(e hcl.Expr) hcl.Expr {
	switch e := e.(type) {
	case hcl.For:
		e.Group = true
		return e
	case hcl.Conditional:
		e.Then = grouped(e.Then)
		return e
	}
	return e
}
