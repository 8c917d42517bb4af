package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// forEach is the collection that a dynamic block iterates over, and what each variable
// is then written as. Where one variable is enough it is that variable's collection,
// otherwise a list of small objects with a variable each.
func (s *scope) forEach(clauses []*model.Clause, used []string, name string) (hcl.Expr, map[string]hcl.Expr) {
	texts := map[string]hcl.Expr{}
	if only := lastLoop(clauses); only != nil && s.direct(clauses, only, used) {
		texts[only.Key], texts[only.Value] = hcl.Name(name+".key"), hcl.Name(name+".value")
		if !isObject(s.typeOf(only.In).kind) {
			return s.comprehension(clauses, func(inner *scope) hcl.Expr { return hcl.Name(inner.forValue(only)) }, usesOnly(only.Value), &typ{kind: model.Record}), texts
		}
		return s.mapForEach(clauses, only), texts
	}
	if len(used) == 1 && !isList(s.within(clauses).types[used[0]]) {
		texts[used[0]] = hcl.Name(name + ".value")
		return s.comprehension(clauses, func(inner *scope) hcl.Expr { return inner.vars[used[0]] }, usesOnly(used[0]), &typ{kind: model.Record}), texts
	}
	for _, variable := range used {
		texts[variable] = hcl.Attribute{Of: hcl.Name(name + ".value"), Name: variable}
	}
	return s.comprehension(clauses, func(inner *scope) hcl.Expr { return inner.record(used) }, func(name string) bool {
		return slices.Contains(used, name)
	}, &typ{kind: model.Record}), texts
}

func isList(t *typ) bool { return t == nil || t.kind == model.List || t.kind == "" }

// lastLoop is the only for among the clauses, nil if there are several.
func lastLoop(clauses []*model.Clause) *model.For {
	var only *model.For
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
func (s *scope) direct(clauses []*model.Clause, loop *model.For, used []string) bool {
	return isObject(s.typeOf(loop.In).kind) || len(clauses) == 1 || !slices.Contains(used, loop.Key)
}

// mapForEach is the map of a loop, filtered by its conditions.
func (s *scope) mapForEach(clauses []*model.Clause, loop *model.For) hcl.Expr {
	named := *loop
	inner := s.within(clauses)
	if named.Key == "" {
		named.Key = inner.fresh("k")
	}
	if named.Value == "" {
		named.Value = inner.fresh("v")
	}
	clauses = slices.Clone(clauses)
	i := slices.IndexFunc(clauses, func(c *model.Clause) bool { return c.For == loop })
	clauses[i] = &model.Clause{For: &named}
	return s.objectLoop(clauses[:i], clauses[i:], &model.Element{Key: variable(named.Key, model.String), Value: variable(named.Value, "")})
}

func usesOnly(name string) func(string) bool {
	return func(other string) bool { return other == name }
}

// record is a small object of comprehension variables.
func (s *scope) record(names []string) hcl.Expr {
	members := make([]hcl.Member, len(names))
	for i, name := range names {
		members[i] = hcl.Member{Key: hcl.String(name), Value: s.vars[name]}
	}
	return hcl.Object{Members: members, Shape: hcl.Short}
}
