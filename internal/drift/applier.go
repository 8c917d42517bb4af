package drift

import (
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// tally counts how many of the values that the contract states each entry owns, where they
// are as stated.
type tally map[*entry]int

// applierOf is who has applied an object: the manager, with its operation, that owns most
// of what the contract states and is there. Its name says nothing: Terraform's provider is
// HashiCorp, or Terraform where it applies server-side, and others are what their users
// call them. Of two that own as many values it is the first in the API server's order. There
// is none where nobody owns any such value.
func (p *pair) applier() Manager {
	t := tally{}
	t.value(at{p.place, newOwners(p.entries), p.other}, p.stated, p.live)
	var applier Manager
	most, owned := 0, map[Manager]int{}
	for _, e := range p.entries {
		m := Manager{Name: e.manager.Name, Operation: e.manager.Operation}
		owned[m] += t[e]
		if owned[m] > most {
			applier, most = m, owned[m]
		}
	}
	return applier
}

// usual is who has applied most of the objects, and is taken for the applier of the others.
func usual(appliers []Manager) Manager {
	var found Manager
	most, objects := 0, map[Manager]int{}
	for _, m := range appliers {
		if objects[m]++; m != (Manager{}) && objects[m] > most {
			found, most = m, objects[m]
		}
	}
	return found
}

func (t tally) value(a at, stated, live model.Value) {
	switch x := stated.(type) {
	case model.Object:
		y, _ := live.(model.Object)
		for _, m := range x {
			if v, ok := y.Get(m.Key); ok {
				t.value(a.field(m.Key), m.Value, v)
			}
		}
	case []model.Value:
		if y, ok := live.([]model.Value); ok {
			t.list(a, x, y)
		}
	default:
		if !model.Equal(stated, a.other) || same(a.kind(), stated, live) {
			t.owned(a)
		}
	}
}

func (t tally) list(a at, stated, live []model.Value) {
	other, _ := a.other.([]model.Value)
	if key := effect.ListKey(stated, live); key != "" {
		numbers := numbersOf(stated, key)
		for i, elem := range live {
			if n, ok := numbers[effect.KeyOf(elem, key)]; ok {
				t.value(a.element(elem, i, elementAt(other, n)), stated[n], elem)
			}
		}
		return
	}
	if !model.Equal(stated, a.other) || model.Equal(stated, live) {
		t.owned(a)
	}
}

func (t tally) owned(a at) {
	for _, owner := range a.at {
		t[owner.entry]++
	}
}
