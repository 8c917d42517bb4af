package caller

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/model"
)

// scope evaluates expressions of a configuration in one state. What is not constant is unknown:
// variables, whatever their default, and what resources and modules give.
type scope struct {
	configuration *configuration
	facts         []*model.CallerFact
	meter         *meter
	locals        map[string]*result // that have been evaluated; nil while one is
	counting      map[string]bool    // the resources whose count is being evaluated
	depth         int                // of locals inside each other
}

// result is what an expression evaluates to. It failed where it cannot be evaluated, and then
// the value is unknown.
type result struct {
	value  cty.Value
	failed *hcl.Diagnostic
}

// maxChain is how many locals, each in the definition of the one before, are followed.
const maxChain = 100

var unknown = &result{value: cty.DynamicVal}

func newScope(c *configuration, facts []*model.CallerFact, m *meter) *scope {
	return &scope{configuration: c, facts: facts, meter: m, locals: map[string]*result{}, counting: map[string]bool{}}
}

// evaluate evaluates an expression.
func (s *scope) evaluate(e hclsyntax.Expression) (r *result) {
	// The libraries panic on some values that no configuration has.
	defer func() {
		if recover() != nil {
			r = unknown
		}
	}()
	calls, loops := parts(e)
	if loops {
		return unknown // whose cost is not bounded by what is written
	}
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{}, Functions: s.meter.functions(calls)}
	cost, failed := s.refer(e, ctx)
	if failed != nil {
		return &result{cty.DynamicVal, failed}
	}
	if (cost > 0 || len(calls) > 0) && !s.meter.spend(cost+size(e.Range())) {
		return unknown
	}
	value, diags := e.Value(ctx)
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			return &result{cty.DynamicVal, d}
		}
	}
	return &result{value: value}
}

func size(r hcl.Range) int { return r.End.Byte - r.Start.Byte }

// parts are the names of the functions that an expression calls, and whether there is a for
// expression in it.
func parts(e hclsyntax.Expression) (calls []string, loops bool) {
	hclsyntax.VisitAll(e, func(n hclsyntax.Node) hcl.Diagnostics {
		switch n := n.(type) {
		case *hclsyntax.FunctionCallExpr:
			calls = append(calls, n.Name)
		case *hclsyntax.ForExpr:
			loops = true
		}
		return nil
	})
	return calls, loops
}

// refer gives values to what an expression refers to. The cost is the size of the values of
// locals, each as often as it is referred to.
func (s *scope) refer(e hclsyntax.Expression, ctx *hcl.EvalContext) (cost int, failed *hcl.Diagnostic) {
	roots := map[string][]hcl.Traversal{}
	for _, t := range e.Variables() {
		roots[t.RootName()] = append(roots[t.RootName()], t)
	}
	for _, root := range slices.Sorted(maps.Keys(roots)) {
		switch root {
		case "local":
			var f *hcl.Diagnostic
			var c int
			ctx.Variables[root], c, f = s.localsOf(roots[root])
			if failed == nil {
				failed = f
			}
			cost += c
		case "data":
			ctx.Variables[root] = s.below("data.", roots[root], 1)
		case "var", "module", "each", "count", "path", "terraform", "self", "tofu":
			ctx.Variables[root] = cty.DynamicVal
		default:
			ctx.Variables[root] = s.instances("", root, roots[root], 0)
		}
	}
	return cost, failed
}

// localsOf is the value of local, with the locals that are referred to.
func (s *scope) localsOf(references []hcl.Traversal) (v cty.Value, cost int, failed *hcl.Diagnostic) {
	values := map[string]cty.Value{}
	for _, t := range references {
		name, ok := step(t, 1)
		if !ok {
			return cty.DynamicVal, 0, nil
		}
		r := s.local(name)
		if failed == nil {
			failed = r.failed
		}
		values[name] = r.value
		cost += s.meter.sizeOf(r.value)
	}
	return cty.ObjectVal(values), cost, failed
}

// local evaluates a local once.
func (s *scope) local(name string) *result {
	r, tried := s.locals[name]
	e := s.configuration.locals[name]
	if !tried && e != nil && s.depth < maxChain {
		s.locals[name] = nil
		s.depth++
		r = s.evaluate(e)
		s.depth--
		s.locals[name] = r
	}
	if r == nil {
		return unknown // there is none, or it refers to itself
	}
	return r
}

// step is the name that a traversal has at an index.
func step(t hcl.Traversal, i int) (string, bool) {
	if i >= len(t) {
		return "", false
	}
	switch s := t[i].(type) {
	case hcl.TraverseRoot:
		return s.Name, true
	case hcl.TraverseAttr:
		return s.Name, true
	case hcl.TraverseIndex:
		if s.Key.Type() == cty.String && s.Key.IsKnown() && !s.Key.IsNull() {
			return s.Key.AsString(), true
		}
	}
	return "", false
}
