// Package drift finds how the objects of a workspace in a cluster differ from what its
// contract says: which fields, who has set them, and whether another apply undoes it.
//
// What goes in is an evaluation of a contract, and objects as "kubectl get -o json" prints
// them. A drift is
//
//   - a field that the contract states and that is absent, or has a value of another
//     meaning: "1" and "1000m" of a quantity are one;
//   - an element that the contract does not state of a list that it does, whoever has
//     added it;
//   - another field that the contract does not state, and that a manager owns who is
//     neither the applier of the object nor a part of Kubernetes' control plane. The
//     applier is who owns most of what the contract states; what the API server fills in
//     belongs to nobody or to the applier;
//   - an object that is not there, or is being deleted.
//
// The status is no drift, and neither is another field that the applier itself owns, because
// it cannot be distinguished from a default. The effect of undoing a drift is that of going
// from the live object to what the contract says, by the rules of package effect. The package
// calls no cluster: kubectl has read the objects, with the user's credentials.
package drift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Drift is a field of an object that is not as the contract says.
type Drift struct {
	// Name is the object's key in the contract.
	Name string
	// Kind and ID are what the cluster calls the object. ID has its namespace, if it has one.
	Kind, ID string
	// Missing is set when the object is not there. Then there is no field.
	Missing bool
	// Path is the field, as a person writes it.
	Path string
	// Stated is the contract's value and Live the cluster's; nil when there is none. Those
	// that are secret are masked.
	Stated, Live *model.Literal
	// SetBy are those who own the live value, or the whole around it that has no such value,
	// the last one to change the object first. It is empty when nobody is known: who removes
	// a field leaves no trace.
	SetBy []Manager
	// Plan is what a plan of the module makes of it, Kubectl what "kubectl apply" does.
	Plan, Kubectl Undo
	// Effect is that of undoing it, None where it stays.
	Effect effect.Ways
	// Contract is where the contract has the field, or the nearest part around it, when
	// that is known.
	Contract model.Position
}

// Undo is what an apply makes of a drift.
type Undo string

// What an apply makes of a drift.
const (
	// Undone is a drift that is set back to what the contract says.
	Undone Undo = "undone"
	// Fails is one that cannot be set back: the apply fails.
	Fails Undo = "fails"
	// Kept is one that stays although the applier knows it: the argument is optional and
	// computed, or ignored by the contract, or another one's to set.
	Kept Undo = "kept"
	// Unseen is one that Terraform's provider does not know: it has no argument for it, or
	// leaves such a label or annotation out of its state.
	Unseen Undo = "unseen"
)

// Report is the result of a comparison.
type Report struct {
	// Drifts are in the order in which the objects are applied, the worst effect of an
	// object first.
	Drifts []*Drift
	// Diagnostics are about live objects that could not be compared, or not wholly.
	Diagnostics model.Diagnostics
}

// Worst is the worst effect that undoing the drifts has.
func (r *Report) Worst() effect.Effect {
	worst := effect.None
	for _, d := range r.Drifts {
		worst = max(worst, d.Effect.Worst())
	}
	return worst
}

// Comparer compares evaluations of a contract with a cluster.
type Comparer struct{ effects *effect.Comparer }

// New prepares to compare evaluations of a model.
func New(m *model.Model) *Comparer { return &Comparer{effect.New(m, m)} }

// pair is an object of both.
type pair struct {
	name          string
	kind          string
	position      model.Position
	stated, other model.Object
	live, seen    model.Object
	place         place
	entries       []*entry
}

// Compare returns how the live objects differ from an evaluation. What differs between the
// two evaluations counts as equal: they are of one input, with different secrets in the
// place of those that were not given. Without such ones they are the same.
func (c *Comparer) Compare(live *Live, result, other *model.Result) *Report {
	r := &Report{}
	before, after := &model.Result{Input: result.Input}, &model.Result{Input: result.Input}
	pairs := map[string]*pair{}
	for _, o := range result.Objects {
		switch p, refused := r.pairOf(live, o, bodyOf(other, o.Name)); {
		case len(refused) > 0:
			r.Diagnostics = append(r.Diagnostics, refused...)
		case p == nil:
			r.missing(live, NameOf(o.Body))
			after.Objects = append(after.Objects, o)
		default:
			pairs[o.Name] = p
			after.Objects = append(after.Objects, model.Rendered{Name: o.Name})
		}
	}
	r.view(pairs, before, after)
	r.unmanaged(pairs)
	change := c.effects.Compare(before, after)
	c.effects.Explain(change, before, after)
	c.drifts(r, change, pairs, after)
	r.hide(pairs)
	return r
}

// view finds what counts of the live objects, and what they should be.
func (r *Report) view(pairs map[string]*pair, before, after *model.Result) {
	var appliers []Manager
	for _, p := range pairs {
		appliers = append(appliers, p.applier())
	}
	slices.SortFunc(appliers, func(a, b Manager) int { return strings.Compare(a.Name+a.Operation, b.Name+b.Operation) })
	for i, o := range after.Objects {
		if p := pairs[o.Name]; p != nil {
			p.view(usual(appliers))
			before.Objects = append(before.Objects, model.Rendered{Name: o.Name, Body: p.seen})
			after.Objects[i].Body = p.stated
		}
	}
}

func bodyOf(r *model.Result, name string) model.Object {
	for _, o := range r.Objects {
		if o.Name == name {
			return o.Body
		}
	}
	return nil
}

// pairOf finds a rendered object in the cluster. It is nil when there is none.
func (r *Report) pairOf(live *Live, o model.Rendered, other model.Object) (*pair, model.Diagnostics) {
	found, refused := live.find(NameOf(o.Body))
	if found == nil || len(refused) > 0 {
		return nil, refused
	}
	found.used = true
	apiVersion, kind := text(o.Body, "apiVersion"), text(o.Body, "kind")
	if is := text(found.body, "apiVersion"); is != apiVersion {
		return nil, refuse(found.position, fmt.Sprintf("%s is given in %s, and the contract has it in %s: read it with \"kubectl get %s\"", NameOf(found.body), is, apiVersion, resourceName(apiVersion, kind)))
	}
	p := &pair{
		name: o.Name, kind: kind, position: found.position, live: found.body,
		stated: plainSecret(o.Body), other: plainSecret(other), place: placeOf(apiVersion, kind),
	}
	var problems []string
	p.entries, problems = entries(p.live)
	for _, problem := range problems {
		r.warn(p.position, fmt.Sprintf("%s: %s: who has set its fields is not known", NameOf(p.live), problem))
	}
	return p, nil
}

// resourceName is how kubectl is asked for one version of a kind.
func resourceName(apiVersion, kind string) string {
	group, version, grouped := strings.Cut(apiVersion, "/")
	if !grouped {
		return strings.ToLower(kind)
	}
	return strings.ToLower(kind) + "." + version + "." + group
}

// view finds what counts of the live object.
func (p *pair) view(usual Manager) {
	v := &view{applier: p.applier(), pod: p.kind == "Pod"}
	if v.applier == (Manager{}) {
		v.applier = usual
	}
	p.seen = v.of(at{p.place, newOwners(p.entries), p.other}, p.stated, p.live)
	p.stated = roomFor(p.place, p.stated, p.seen)
}

// missing reports an object that is not there, where no other one of its kind is, either.
func (r *Report) missing(live *Live, name Name) {
	if live.has(name) {
		return
	}
	r.warn(model.Position{}, fmt.Sprintf("no %s was given: if there are any, read them too", name.Kind))
}

// unmanaged warns when no manager is recorded for any field.
func (r *Report) unmanaged(pairs map[string]*pair) {
	var first *pair
	for _, p := range pairs {
		if model.At(p.live, "metadata", "managedFields") != nil {
			return
		}
		if first == nil || before(p.position, first.position) {
			first = p
		}
	}
	if first != nil {
		r.warn(first.position, `the objects have no metadata.managedFields, so that who has set a field is not known, and fields that only others set are not reported: use "kubectl get --show-managed-fields"`)
	}
}

func before(a, b model.Position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}

func (r *Report) warn(position model.Position, summary string) {
	d := model.Diagnostic{Severity: model.Warn, Summary: summary}
	if position != (model.Position{}) {
		d.Positions = []model.Position{position}
	}
	r.Diagnostics = append(r.Diagnostics, d)
}
