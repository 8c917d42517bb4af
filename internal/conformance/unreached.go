package conformance

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Unreached is a part of the contract that no input has tested.
type Unreached struct {
	Pos  model.Position
	What string
}

func (u Unreached) String() string { return fmt.Sprintf("%s: %s", u.Pos, u.What) }

// Unreached lists the constraints that have refused nothing, the checks that have
// refused no input, and the conditions that have always been true or always false, in the
// order of their positions. What is written once in the contract is listed once, wherever it
// is used.
func (c *Contract) Unreached(reached *Coverage) []Unreached {
	l := &unreachedList{missing: map[Unreached]bool{}}
	for _, f := range c.Model.Inputs {
		l.constraints(reached, f.Type, model.Path("").Key(f.Name))
	}
	for _, k := range c.Model.Checks {
		l.note(k.Pos, "no input breaks the check "+k.Name, reached.checks[k])
	}
	for _, e := range reached.watched.Conditions {
		o := reached.conditions[e]
		l.note(e.Pos, "the condition is never true", o.holds)
		l.note(e.Pos, "the condition is never false", o.fails)
	}
	return l.sorted()
}

// unreachedList has true for what is missing, and false for what has been reached.
type unreachedList struct{ missing map[Unreached]bool }

func (l *unreachedList) note(pos model.Position, what string, reached bool) {
	u := Unreached{pos, what}
	was, known := l.missing[u]
	l.missing[u] = !reached && (was || !known)
}

func (l *unreachedList) constraints(reached *Coverage, t *model.Type, path model.Path) {
	if t == nil {
		return
	}
	if t.Constraint != nil && !t.Constraint.Is64Bit() {
		l.note(t.Constraint.Pos, fmt.Sprintf("the constraint of %s refuses no value", path), reached.constraints[t.Constraint].fails)
	}
	l.constraints(reached, t.Elem, path+"[…]")
	for _, f := range t.Fields {
		l.constraints(reached, f.Type, path.Key(f.Name))
	}
}

func (l *unreachedList) sorted() (list []Unreached) {
	for u, missing := range l.missing {
		if missing {
			list = append(list, u)
		}
	}
	slices.SortFunc(list, func(a, b Unreached) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.What, b.What))
	})
	return list
}
