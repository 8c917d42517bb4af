// Package effect works out what a change does to a running workspace: which of its objects
// change, whether its pods restart, whether an object is replaced or the apply fails, and
// whether data is lost.
//
// What goes in is two evaluations of a contract; what comes out is the effect of going from
// one to the other, for each object and each field that differs, with the inputs that
// cause it. The rules are data: what the API server refuses and what it does with a field
// is in rules.json, with the source of each row; what Terraform's provider does instead is
// in provider.json, which is made from the provider's schema. The package knows no
// particular contract, and asks no cluster. It imports the model and the manifest writer only,
// so that it can run in the browser.
package effect

import (
	"fmt"
	"strings"
)

// Effect is what a change does to a running workspace. A greater one is worse.
type Effect int

// The effects.
const (
	None     Effect = iota // the same objects
	Metadata               // labels or annotations of objects; no pod notices
	Live                   // changed in place; the pods go on
	Restart                // pods end and are created again; volumes stay
	Replace                // an object is deleted, and created again when it is still rendered
	Blocked                // the apply fails, and nothing is lost
	DataLoss               // a claim, or another object that holds data, goes
	Refused                // the contract does not accept the new input
	Invalid                // the contract does not accept the old input: there is nothing to compare
)

var names = []string{"none", "metadata", "live", "restart", "replace", "blocked", "data loss", "refused", "invalid"}

// Names are the names of all effects, the worst one last.
func Names() []string { return append([]string(nil), names...) }

func (e Effect) String() string { return names[e] }

// Parse returns the effect of a name; data-loss is data loss, too.
func Parse(name string) (Effect, error) {
	for i, known := range names {
		if name == known || name == strings.ReplaceAll(known, " ", "-") {
			return Effect(i), nil
		}
	}
	return 0, fmt.Errorf("must be %s", strings.Join(names, ", "))
}

// MarshalText writes the name.
func (e Effect) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads a name.
func (e *Effect) UnmarshalText(text []byte) (err error) {
	*e, err = Parse(string(text))
	return err
}

// Ways is the effect for each way of applying.
type Ways struct {
	// Terraform is the effect of applying the module.
	Terraform Effect `json:"terraform"`
	// Kubectl is the effect of applying the manifests, and of deleting the objects that
	// are no longer among them, as "kubectl apply --prune" and deployers do.
	Kubectl Effect `json:"kubectl"`
}

// both is the same effect whichever way.
func both(e Effect) Ways { return Ways{e, e} }

// Worst is the worse of the two.
func (w Ways) Worst() Effect { return max(w.Terraform, w.Kubectl) }

// Differ reports whether it matters how the change is applied.
func (w Ways) Differ() bool { return w.Terraform != w.Kubectl }

func (w Ways) String() string {
	if w.Differ() {
		return fmt.Sprintf("%s (terraform), %s (kubectl)", w.Terraform, w.Kubectl)
	}
	return w.Terraform.String()
}

// and is the worst of both, way by way.
func (w Ways) and(other Ways) Ways {
	return Ways{max(w.Terraform, other.Terraform), max(w.Kubectl, other.Kubectl)}
}
