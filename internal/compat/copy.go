package compat

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/base-k8s/base-k8s/internal/model"
)

// withLocals is a copy of an expression in which locals have other names.
func withLocals(e *model.Expr, name func(string) string) *model.Expr {
	if e == nil {
		return nil
	}
	copied := *e
	if e.Op == model.OpLocal {
		copied.Name = name(e.Name)
	}
	copied.Args = nil
	for _, arg := range e.Args {
		copied.Args = append(copied.Args, withLocals(arg, name))
	}
	copied.Elems = nil
	for _, elem := range e.Elems {
		copied.Elems = append(copied.Elems, &model.Element{
			Clauses: clausesWithLocals(elem.Clauses, name), Key: withLocals(elem.Key, name), Value: withLocals(elem.Value, name),
		})
	}
	return &copied
}

func clausesWithLocals(clauses []*model.Clause, name func(string) string) (copied []*model.Clause) {
	for _, clause := range clauses {
		other := &model.Clause{If: withLocals(clause.If, name)}
		if clause.For != nil {
			loop := *clause.For
			loop.In = withLocals(loop.In, name)
			other.For = &loop
		}
		copied = append(copied, other)
	}
	return copied
}

// digests are the locals of a model by what they are: two with the same digest have the same
// value for the same input.
func digests(m *model.Model) func(string) string {
	known := map[string]string{}
	name := func(local string) string { return known[local] }
	for _, l := range m.Locals { // which refer to those before
		sum := sha256.Sum256([]byte(text(withLocals(l.Value, name))))
		known[l.Name] = hex.EncodeToString(sum[:])
	}
	return name
}

// text is an expression, or clauses, as JSON, to tell whether two are the same.
func text(v any) string {
	encoded, err := model.EncodeJSON(v)
	if err != nil {
		panic(err) // an expression is made of texts and constants
	}
	return string(encoded)
}
