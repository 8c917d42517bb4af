package compile

import (
	"slices"
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
)

// What to write instead of a function stands in one place: in the row of one that there is, for
// the names of its own forms, and in this package for all others.
func TestAdviceStandsOnce(t *testing.T) {
	for _, f := range forms() {
		if name := nameOf(f.call.Fun); instead[name] != "" {
			t.Errorf("%s has a row, %s, and advice apart from it", name, f.Name)
		}
	}
	for _, f := range model.Functions() {
		for name := range f.Instead {
			own := func(other form) bool { return other.Function == f && nameOf(other.call.Fun) == name }
			if !slices.ContainsFunc(forms(), own) {
				t.Errorf("the row %s has advice about %s, which is none of its forms", f.Name, name)
			}
		}
	}
}
