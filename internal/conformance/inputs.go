package conformance

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
)

// sameInputs demands that the model has the inputs that CUE finds in #Input, that the same ones have to be
// given, and that those which are fixed have one value to CUE, too. The inputs that everything else is
// compared with are made from the model, and have only what it knows of.
func sameInputs(m *model.Model, cue *evaluator.CUE) error {
	required, err := cue.Inputs()
	if err != nil {
		return err
	}
	for _, f := range m.Fixed {
		value, err := model.ParseJSON(cue.Fixed(f.Name))
		if err != nil || !model.Equal(value, f.Value.Value) {
			return fmt.Errorf("%s: the input %s has one value to the model, and not to CUE", f.Pos, f.Name)
		}
		delete(required, f.Name)
	}
	for _, f := range m.Inputs {
		must, ok := required[f.Name]
		switch {
		case !ok:
			return fmt.Errorf("%s: the input %s is none to CUE", f.Pos, f.Name)
		case must != f.Required():
			return fmt.Errorf("%s: the input %s has to be given to the model, or to CUE, and not to both", f.Pos, f.Name)
		}
		delete(required, f.Name)
	}
	for name := range required {
		return fmt.Errorf("the model has no input %s, which #Input has", name)
	}
	return nil
}
