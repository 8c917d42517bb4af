package effect

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Cause is what makes a field differ: an input that was changed, an input whose default is
// another one in the new contract, or the contract itself.
type Cause struct {
	// Input is the place in the input; "" when it is the contract.
	Input model.Path `json:"input,omitempty"`
	// Default is set when nobody has changed the input: the new contract has another default,
	// or has one where the old contract had none.
	Default bool `json:"default,omitempty"`
	// Contract is set when the contract itself is the cause.
	Contract bool `json:"contract,omitempty"`
	// Position is the place of the input in the user's file, of the default in the new
	// contract, or of the object's part in the contract, if it is known. For what was removed
	// it is in the old contract.
	Position *model.Position `json:"position,omitempty"`
}

// Locate gives the inputs that were changed their positions in the user's files.
func (c *Change) Locate(position func(model.Path) model.Position) {
	located := func(causes []Cause) {
		for i := range causes {
			if causes[i].Default || causes[i].Contract {
				continue
			}
			p := position(causes[i].Input)
			causes[i].Position = &p
		}
	}
	for _, o := range c.Objects {
		located(o.Because)
		for _, f := range o.Fields {
			located(f.Because)
		}
	}
}

// same reports whether two causes are the same.
func (c Cause) same(other Cause) bool {
	at, isKnown := c.Position, other.Position
	c.Position, other.Position = nil, nil
	return c == other && (at == nil) == (isKnown == nil) && (at == nil || *at == *isKnown)
}

func addCauses(all, more []Cause) []Cause {
	for _, cause := range more {
		if !slices.ContainsFunc(all, cause.same) {
			all = append(all, cause)
		}
	}
	return all
}
