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
	// Position is where the user's file has the input, the new contract its default, or the
	// contract what it makes of it, when that is known: the old contract for what is gone.
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

// same reports whether two causes are one.
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
