package effect

import "github.com/base-k8s/base-k8s/internal/model"

// Step leads from a value to one inside it: to a member of an object, to the element of a
// list whose member Key has Value, or to an element by its number.
type Step struct {
	Key     string
	Element bool
	Index   int
	Value   model.Value // of the member Key, nil when the index counts
}

// Steps lead from the object to the field.
func (f *Field) Steps() []Step {
	steps := make([]Step, len(f.steps))
	for i, s := range f.steps {
		steps[i] = Step{s.key, s.element, s.index, s.value}
	}
	return steps
}

// ListKey is the member by which Compare matches the elements of two lists; "" when
// their numbers do.
func ListKey(old, new []model.Value) string { return listKey(old, new) }

// KeyOf is the member of an element that ListKey names.
func KeyOf(elem model.Value, key string) model.Value { return keyOf(elem, key) }
