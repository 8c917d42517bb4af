package contract

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Effect is what a change does to what runs. A greater one is worse.
type Effect int

// The effects. docs/upgrades.md has what Kubernetes and Terraform do in each case, with the sources.
const (
	EffectNone     Effect = iota // the same objects
	EffectMetadata               // labels or annotations of objects; no pod notices
	EffectLive                   // changed in place; the pods go on
	EffectRestart                // pods end and are created again; volumes stay
	EffectReplace                // an object is deleted, and created again when it is still rendered
	EffectBlocked                // the apply fails, and nothing is lost
	EffectDataLoss               // a claim, or another object that holds data, goes
	EffectRefused                // the new input is refused
	EffectInvalid                // the old input is refused: there is nothing to compare
)

// String is the name that "gen diff" prints, such as "data loss".
func (e Effect) String() string {
	if e < EffectNone || e > EffectInvalid {
		return fmt.Sprintf("Effect(%d)", int(e))
	}
	return effect.Effect(e).String()
}

// MarshalText is the name, in JSON too.
func (e Effect) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// Ways is the effect for each way of applying.
type Ways struct {
	Terraform Effect // of the module
	Kubectl   Effect // of the manifests, with the objects deleted that are no longer among them
}

// Worst is the worse of the two.
func (w Ways) Worst() Effect { return max(w.Terraform, w.Kubectl) }

// Change is what going from one input to another does.
type Change struct {
	Effect Ways
	// TrafficCut is set when a NetworkPolicy lets less through than before.
	TrafficCut bool
	// Objects are those that differ, the one with the worst effect first.
	Objects []ObjectChange
	// Diagnostics are why an input is refused, with the effects refused and invalid.
	Diagnostics Diagnostics

	change *effect.Change
}

// ObjectChange is an object that differs.
type ObjectChange struct {
	Kind string
	ID   string // its namespace, if it has one, a slash, and its name, as they were before
	// Created and Deleted are set for an object that is on one side only.
	Created, Deleted bool
	Effect           Ways
	TrafficCut       bool
	// Fields are those that differ, the worst effect first; none of an object that is created or
	// deleted.
	Fields []FieldChange
	// Because are the paths of the inputs that cause the difference.
	Because []string
}

// FieldChange is a field of an object that differs.
type FieldChange struct {
	Path string // such as spec.template.spec.containers[name=workspace].image
	// Old and New are of the types of [Result.Objects]; nil for a field that is not there. Values of
	// Secrets and of sensitive inputs are masked.
	Old, New any
	Effect   Ways
	Because  []string
}

// Change says what going from one input to another does to what runs, and which inputs cause it. A
// sensitive input that only one of them gives counts as equal: tokens are seldom recorded. The
// contract is evaluated a few times for each input that differs.
func (c *Contract) Change(before, after Input) (change *Change) {
	defer func() { // as in evaluate: the causes are found by evaluating
		if problem := recover(); problem != nil {
			change = refusedChange(EffectInvalid, failed(problem))
		}
	}()
	old, new := effect.HoldSecrets(c.model.Sensitive(), before.value(), after.value())
	from, refused := c.evaluate(old)
	if from == nil {
		return refusedChange(EffectInvalid, before.locate(refused))
	}
	to, refused := c.evaluate(new)
	if to == nil {
		return refusedChange(EffectRefused, after.locate(refused))
	}
	compared := c.comparer().Compare(from, to)
	c.comparer().Explain(compared, from, to)
	return changeOf(compared)
}

// MarshalJSON writes the change as "gen diff -o json" does, but for the names and places of its inputs.
func (c Change) MarshalJSON() ([]byte, error) {
	compared := c.change
	if compared == nil {
		compared = &effect.Change{}
	}
	change, err := compared.MarshalJSON()
	if err != nil || len(c.Diagnostics) == 0 {
		return change, err
	}
	diagnostics, err := model.EncodeJSON(c.Diagnostics)
	return append(append(append([]byte(`{"diagnostics":`), diagnostics...), ','), change[1:]...), err
}

func refusedChange(e Effect, diagnostics model.Diagnostics) *Change {
	ways := effect.Ways{Terraform: effect.Effect(e), Kubectl: effect.Effect(e)}
	c := changeOf(&effect.Change{Effect: ways})
	c.Diagnostics = diagnosticsOf(diagnostics)
	return c
}

func changeOf(change *effect.Change) *Change {
	c := &Change{Effect: waysOf(change.Effect), TrafficCut: change.TrafficCut, change: change}
	for _, o := range change.Objects {
		object := ObjectChange{
			Kind: o.Kind, ID: o.ID, Created: o.Created, Deleted: o.Deleted,
			Effect: waysOf(o.Effect), TrafficCut: o.TrafficCut, Because: causesOf(o.Because),
		}
		for _, f := range o.Fields {
			object.Fields = append(object.Fields, FieldChange{
				Path: f.Path, Old: literalOf(f.Old), New: literalOf(f.New), Effect: waysOf(f.Effect), Because: causesOf(f.Because),
			})
		}
		c.Objects = append(c.Objects, object)
	}
	return c
}

func waysOf(w effect.Ways) Ways { return Ways{Effect(w.Terraform), Effect(w.Kubectl)} }

func causesOf(causes []effect.Cause) (paths []string) {
	for _, cause := range causes {
		paths = append(paths, string(cause.Input))
	}
	return paths
}

func literalOf(l *model.Literal) any {
	if l == nil {
		return nil
	}
	return goValue(l.Value)
}
