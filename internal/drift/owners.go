package drift

import (
	"bytes"
	"fmt"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v6/value"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Manager is who has set a field, as metadata.managedFields has it (Kubernetes
// documentation, Server-Side Apply, Field management).
type Manager struct {
	// Name is what the client calls itself: kubectl-edit, HashiCorp, helm.
	Name string `json:"name"`
	// Operation is Apply, or Update for all else.
	Operation string `json:"operation,omitempty"`
	// Subresource is the one that was changed, such as scale.
	Subresource string `json:"subresource,omitempty"`
	// Time is when the manager changed any field last, as the API server writes it.
	Time string `json:"time,omitempty"`
}

func (m Manager) String() string {
	name := m.Name
	if m.Subresource != "" {
		name += " (" + m.Subresource + ")"
	}
	if m.Time != "" {
		name += ", " + m.Time
	}
	return name
}

// controlPlane are the managers that are parts of Kubernetes. What they add is no drift:
// it is how a cluster works, such as the revision of a Deployment or the volume of a
// claim. k3s and kubelite are single programs of distributions that hold all of them.
var controlPlane = []string{"kube-apiserver", "kube-controller-manager", "kube-scheduler", "cloud-controller-manager", "kubelet", "k3s", "kubelite"}

// entry is an element of managedFields.
type entry struct {
	manager Manager
	fields  *fieldpath.Set
}

// entries reads metadata.managedFields. What cannot be read is left out, and reported.
func entries(body model.Object) (all []*entry, problems []string) {
	listed, ok := model.At(body, "metadata", "managedFields").([]model.Value)
	if !ok && model.At(body, "metadata", "managedFields") != nil {
		return nil, []string{"metadata.managedFields is no list"}
	}
	for i, v := range listed {
		e, err := readEntry(v)
		if err != nil {
			problems = append(problems, fmt.Sprintf("metadata.managedFields[%d] cannot be read: %v", i, err))
			continue
		}
		if e.manager.Subresource != "status" {
			all = append(all, e)
		}
	}
	return all, problems
}

func readEntry(v model.Value) (*entry, error) {
	e := &entry{
		manager: Manager{text(v, "manager"), text(v, "operation"), text(v, "subresource"), text(v, "time")},
		fields:  fieldpath.NewSet(),
	}
	fields, ok := model.At(v, "fieldsV1").(model.Object)
	if kind := text(v, "fieldsType"); kind != "FieldsV1" || !ok {
		return nil, fmt.Errorf("it has no fieldsV1")
	}
	if err := e.fields.FromJSON(bytes.NewReader(model.AppendJSON(nil, fields))); err != nil {
		return nil, fmt.Errorf("fieldsV1 is not as the API server writes it")
	}
	return e, nil
}

// owners are who owns a place in an object, and what is inside it.
type owners struct {
	at    []ownership
	names map[*fieldpath.Set]*keyed // of lists that were met
}

// ownership is an entry's part at a place.
type ownership struct {
	*entry
	// whole is set when the entry owns the place itself, with all that is in it where
	// nothing inside it is named.
	whole bool
	// inside is what it owns there, nil when that is nothing in particular.
	inside *fieldpath.Set
}

func newOwners(all []*entry) owners {
	o := owners{names: map[*fieldpath.Set]*keyed{}}
	for _, e := range all {
		o.at = append(o.at, ownership{entry: e, inside: e.fields})
	}
	return o
}

// managers are those who own the place or something in it, the last one to change
// anything first.
func (o owners) managers() []Manager {
	var all []Manager
	for _, owner := range o.at {
		if !slices.Contains(all, owner.manager) {
			all = append(all, owner.manager)
		}
	}
	slices.SortStableFunc(all, func(a, b Manager) int { return bytes.Compare([]byte(b.Time), []byte(a.Time)) })
	return all
}

// field are the owners of a member.
func (o owners) field(name string) owners {
	return o.descend(func(*fieldpath.Set) []fieldpath.PathElement {
		return []fieldpath.PathElement{fieldpath.FieldNameElement(name)}
	})
}

// element are the owners of an element of a list, as it is in the cluster.
func (o owners) element(elem model.Value, index int) owners {
	return o.descend(func(s *fieldpath.Set) []fieldpath.PathElement {
		elements := []fieldpath.PathElement{fieldpath.IndexElement(index)}
		switch elem := elem.(type) {
		case model.Object:
			if o.names[s] == nil {
				o.names[s] = keysOf(s)
			}
			return append(elements, o.names[s].elements(elem)...)
		case string, int64, bool:
			return append(elements, fieldpath.ValueElement(value.NewValueInterface(elem)))
		}
		return elements
	})
}

func (o owners) descend(elements func(*fieldpath.Set) []fieldpath.PathElement) owners {
	inner := owners{names: o.names}
	for _, owner := range o.at {
		if owner.inside == nil {
			inner.at = append(inner.at, owner) // of all that is in the place
			continue
		}
		for _, e := range elements(owner.inside) {
			inside, has := owner.inside.Children.Get(e)
			whole := owner.inside.Members.Has(e)
			if has || whole {
				inner.at = append(inner.at, ownership{owner.entry, whole, inside})
				break
			}
		}
	}
	return inner
}

// mostNames bounds the sets of keys by which the elements of one list are named: the API
// server has one.
const mostNames = 4

// keyed are the names of the members by which a list's elements are distinguished.
type keyed struct{ names [][]string }

func keysOf(s *fieldpath.Set) *keyed {
	k := &keyed{}
	add := func(e fieldpath.PathElement) {
		if e.Key == nil || len(k.names) == mostNames {
			return
		}
		var names []string
		for _, f := range *e.Key {
			names = append(names, f.Name)
		}
		if !slices.ContainsFunc(k.names, func(known []string) bool { return slices.Equal(known, names) }) {
			k.names = append(k.names, names)
		}
	}
	s.Members.Iterate(add)
	s.Children.Iterate(add)
	return k
}

// elements are what an element of the list may be called.
func (k *keyed) elements(elem model.Object) (all []fieldpath.PathElement) {
	for _, names := range k.names {
		var fields value.FieldList
		for _, name := range names {
			v, _ := elem.Get(name)
			switch v.(type) {
			case string, int64, bool:
				fields = append(fields, value.Field{Name: name, Value: value.NewValueInterface(v)})
			}
		}
		if len(fields) == len(names) {
			fields.Sort()
			all = append(all, fieldpath.PathElement{Key: &fields})
		}
	}
	return all
}
