package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// forEach is the collection that a dynamic block iterates over, and what each variable
// is then written as. Where one variable is enough it is that variable's collection,
// otherwise a list of small objects with a variable each.
func (s *scope) forEach(clauses []*typed.Clause, used []*typed.Variable, name string) (hcl.Expr, map[*typed.Variable]hcl.Expr) {
	texts := map[*typed.Variable]hcl.Expr{}
	if only := lastLoop(clauses); only != nil && direct(clauses, only, used) {
		texts[only.Key], texts[only.Value] = hcl.Name(name+".key"), hcl.Name(name+".value")
		if !only.In.Type().IsObject() {
			return s.comprehension(clauses, func(inner *scope) hcl.Expr { return hcl.Name(inner.forValue(only)) }, usesOnly(only.Value), only.In.Type().Elem), texts
		}
		return s.mapForEach(clauses, only), texts
	}
	if len(used) == 1 && !isList(used[0].Type()) {
		texts[used[0]] = hcl.Name(name + ".value")
		return s.comprehension(clauses, func(inner *scope) hcl.Expr { return inner.vars[used[0]] }, usesOnly(used[0]), used[0].Type()), texts
	}
	for _, v := range used {
		texts[v] = hcl.Attribute{Of: hcl.Name(name + ".value"), Name: v.Name}
	}
	return s.comprehension(clauses, func(inner *scope) hcl.Expr { return inner.record(used) }, func(v *typed.Variable) bool {
		return slices.Contains(used, v)
	}, typeOf(used)), texts
}

func isList(t *typed.Type) bool { return t.Kind == model.List || t.Kind == "" }

// lastLoop is the only for among the clauses, nil if there are several.
func lastLoop(clauses []*typed.Clause) *typed.Loop {
	var only *typed.Loop
	for _, c := range clauses {
		if c.For == nil {
			continue
		}
		if only != nil {
			return nil
		}
		only = c.For
	}
	return only
}

// direct reports whether a block can iterate over the loop's own collection: always over
// a map, and over a list unless a filter changes the indices that the content uses.
func direct(clauses []*typed.Clause, loop *typed.Loop, used []*typed.Variable) bool {
	return loop.In.Type().IsObject() || len(clauses) == 1 || !slices.Contains(used, loop.Key)
}

// mapForEach is the map of a loop, filtered by its conditions.
func (s *scope) mapForEach(clauses []*typed.Clause, loop *typed.Loop) hcl.Expr {
	named := *loop
	inner := s.within(clauses)
	other := typed.NewLoop(inner.fresh("k"), inner.fresh("v"), loop.In)
	if named.Key == nil {
		named.Key = other.Key
	}
	if named.Value == nil {
		named.Value = other.Value
	}
	clauses = slices.Clone(clauses)
	i := slices.IndexFunc(clauses, func(c *typed.Clause) bool { return c.For == loop })
	clauses[i] = &typed.Clause{For: &named}
	return s.objectLoop(clauses[:i], clauses[i:], &typed.Element{Key: typed.NewVar(named.Key), Value: typed.NewVar(named.Value)})
}

func usesOnly(v *typed.Variable) func(*typed.Variable) bool {
	return func(other *typed.Variable) bool { return other == v }
}

// record is a small object of comprehension variables.
func (s *scope) record(variables []*typed.Variable) hcl.Expr {
	members := make([]hcl.Member, len(variables))
	for i, v := range variables {
		members[i] = hcl.Member{Key: hcl.String(v.Name), Value: s.vars[v]}
	}
	return hcl.Object{Members: members, Shape: hcl.Short}
}

// typeOf is the type of [scope.record].
func typeOf(variables []*typed.Variable) *typed.Type {
	t := &typed.Type{Kind: model.Record}
	for _, v := range variables {
		t.Fields = append(t.Fields, typed.Field{Name: v.Name, Type: v.Type()})
	}
	return t
}
