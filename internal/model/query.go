package model

import "slices"

// Query asks about inputs how often clauses let something through: those of a check, or the
// condition of a warning. It looks at nothing of an input but what the clauses depend on, and
// is safe for concurrent use.
type Query struct {
	inputs  []*Field
	clauses []linkedClause
	program *program
}

// Query prepares a question about inputs of the model, whose locals the clauses may refer to.
// It fails as [Model.Link] does.
func (m *Model) Query(clauses []*Clause) (*Query, error) {
	inputs, locals := map[string]bool{}, map[string]bool{}
	for e := range Reached(m.Local, Exprs(clauses)...) {
		if e.IsInput() {
			inputs[e.Name] = true
		}
		if e.Op == OpLocal {
			locals[e.Name] = true
		}
	}
	q := &Query{inputs: slices.DeleteFunc(slices.Clone(m.Inputs), func(f *Field) bool { return !inputs[f.Name] })}
	l := newLinker(nil)
	q.program = l.program
	q.program.addDefaults(q.inputs)
	for _, local := range m.Locals {
		if locals[local.Name] {
			l.addLocal(local)
		}
	}
	q.clauses, _ = l.clauses(clauses)
	q.program.vars = l.most
	return q, l.err
}

// Count is how often the clauses let something through for an input whose values the model's
// constraints accept, which need not have its defaults. It fails when the clauses cannot be
// evaluated, and then has counted what was before.
func (q *Query) Count(input Object) (times int, err error) {
	accepted := make(Object, 0, len(q.inputs))
	for _, field := range q.inputs {
		a := acceptance{Collector: &Collector{}, defaults: q.program.defaults}
		accepted = a.field(accepted, input, field, nil)
	}
	accepted.Sort()
	err = each(q.program.frame(accepted), q.clauses, func() error {
		times++
		return nil
	})
	return times, err
}
