package effect

import (
	"cmp"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Change is what differs between two evaluations.
type Change struct {
	Effect Ways
	// TrafficCut is set when a NetworkPolicy lets less through than before.
	TrafficCut bool
	// Objects are those that differ, the one with the worst effect first, and otherwise
	// in the order in which they are applied.
	Objects []*Object
}

// Object is an object that differs.
type Object struct {
	// Name is the object's key in the contract.
	Name string
	// Was is the object's key in the old contract, where that is different.
	Was string
	// Kind and ID are what the cluster calls it, as it was before, or is when it is new. ID
	// has its namespace, if it has one.
	Kind, ID string
	// Created and Deleted are set for an object that is on one side only.
	Created, Deleted bool
	// Readdressed is set for an object that stays in the cluster under another key, so that
	// Terraform destroys it under the old key and creates it under the new one.
	Readdressed bool
	Effect      Ways
	// TrafficCut is set for a NetworkPolicy that lets less through than before.
	TrafficCut bool
	// Fields are the fields that differ, the worst effect first. One that is made or
	// deleted has none.
	Fields []*Field
	// Rule is what decided about an object that is made, deleted or readdressed.
	Rule *Rule
	// Because is what causes the difference, of all fields together.
	Because []Cause
	// Contract is where the contract has the object, when that is known.
	Contract model.Position

	ruledAs string // the kind that it has in the rules
	refused bool   // Terraform refuses the whole plan, so that nothing is done to any object
}

// Comparer compares evaluations of a contract, or of two. Several goroutines may use it.
type Comparer struct {
	old, new *contract
	// early are the objects whose replacement is created before they are deleted, by the new
	// contract, because that is the configuration that Terraform applies.
	early map[string]bool
	// defaults are those that only the new contract has.
	defaults []newDefault
}

// contract is a model with what is looked up in it.
type contract struct {
	model   *model.Model
	locals  map[string]*model.Expr
	secrets *flow // of the sensitive inputs
}

func newContract(m *model.Model) *contract {
	c := &contract{model: m, locals: map[string]*model.Expr{}}
	for _, l := range m.Locals {
		c.locals[l.Name] = l.Value
	}
	c.secrets = newSecrets(m, c.locals)
	return c
}

// New prepares to compare evaluations of the old contract with those of the new one; both
// are the same where only inputs change.
func New(old, new *model.Model) *Comparer {
	c := &Comparer{new: newContract(new)}
	c.old = c.new
	if old != new {
		c.old = newContract(old)
		c.defaults = c.newDefaults()
	}
	c.early = createdEarly(c.new)
	return c
}

// Compare returns what going from an evaluation of the old contract to one of the new one
// does. It finds no causes, which [Comparer.Explain] adds, and evaluates nothing. Secrets
// are masked in what it returns.
func (c *Comparer) Compare(before, after *model.Result) *Change {
	all, refused := &Change{}, false
	for _, m := range c.matches(before, after) {
		if o := c.object(m); o != nil {
			all.Objects = append(all.Objects, o)
			all.Effect = all.Effect.and(o.Effect)
			refused = refused || o.refused
		}
	}
	if refused {
		all.Effect.Terraform = Blocked
	}
	slices.SortStableFunc(all.Objects, func(a, b *Object) int { return WorseFirst(a.Effect, b.Effect) })
	all.cutTraffic(before, after)
	c.mask(all, before, after)
	return all
}

// WorseFirst compares effects for sorting, the worse one first.
func WorseFirst(a, b Ways) int {
	return cmp.Or(cmp.Compare(b.Worst(), a.Worst()), cmp.Compare(b.Terraform, a.Terraform), cmp.Compare(b.Kubectl, a.Kubectl))
}

func body(r *model.Result, name string) model.Object {
	i := slices.IndexFunc(r.Objects, func(o model.Rendered) bool { return o.Name == name })
	if i < 0 {
		return nil
	}
	return r.Objects[i].Body
}

// object is nil when nothing differs.
func (c *Comparer) object(m match) *Object {
	known := m.old
	if m.old == nil {
		known = m.new
	}
	kind, _ := model.At(known, "kind").(string)
	apiVersion, _ := model.At(known, "apiVersion").(string)
	o := &Object{Name: m.name, Kind: kind, ruledAs: ruledAs(apiVersion, kind), ID: id(known), Created: m.old == nil, Deleted: m.new == nil, Readdressed: m.readdressed}
	if m.was != m.name {
		o.Was = m.was
	}
	if o.Created || o.Deleted || o.Readdressed {
		o.Rule = ruleOf(&change{kind: o.ruledAs, before: m.old, after: m.new, readdressed: m.readdressed})
		o.Effect = both(o.Rule.Effect)
	}
	o.refused = (o.Deleted || o.Readdressed) && c.keeps(m.was, m.old)
	if o.Deleted && o.refused {
		o.Effect.Terraform = Blocked
	}
	if o.Created || o.Deleted {
		return o
	}
	c.update(o, m)
	if o.Readdressed {
		o.readdress(m)
	}
	if len(o.Fields) == 0 && !o.Readdressed {
		return nil
	}
	for _, f := range o.Fields {
		o.Effect = o.Effect.and(f.Effect)
	}
	slices.SortStableFunc(o.Fields, func(a, b *Field) int { return WorseFirst(a.Effect, b.Effect) })
	return o
}

// update finds the fields that differ, and the effect of each.
func (c *Comparer) update(o *Object, m match) {
	if model.Equal(m.old, m.new) {
		return
	}
	d := &differ{quantities: resourceOf(o.ruledAs).Quantities, defaults: defaults().kinds[o.ruledAs]}
	d.object(nil, m.old, m.new)
	o.Fields = d.fields
	p := &pair{o.ruledAs, m.old, m.new, c.replacedEarly(m.name) && sameObject(m.old, m.new), c.keeps(m.name, m.old), c.ignoredIn(m.name)}
	for _, f := range o.Fields {
		p.classify(f)
		o.refused = o.refused || f.refused
	}
	if slices.ContainsFunc(o.Fields, (*Field).identifies) {
		// Nothing is updated in place: what else differs is the new object's.
		o.Fields = slices.DeleteFunc(o.Fields, func(f *Field) bool { return !f.identifies() })
	}
}

// readdress is what Terraform does to an object whose address changes. Nothing orders the
// two addresses: the old one is deleted, with its contents, and the new one is refused as
// long as the old one is there.
func (o *Object) readdress(m match) {
	deleted := ruleOf(&change{kind: o.ruledAs, before: m.old})
	o.Effect = Ways{Terraform: max(o.Rule.Effect, deleted.Effect), Kubectl: None}
	if o.refused {
		o.Effect.Terraform = Blocked
	}
	for _, f := range o.Fields {
		f.Effect.Terraform, f.Kept, f.Forced, f.ignored = o.Effect.Terraform, false, false, false
	}
}

// before is the object's key in the old contract.
func (o *Object) before() string { return cmp.Or(o.Was, o.Name) }

// id is the namespace and name of an object.
func id(o model.Object) string {
	name, _ := model.At(o, "metadata", "name").(string)
	if namespace, ok := model.At(o, "metadata", "namespace").(string); ok {
		return namespace + "/" + name
	}
	return name
}

// resourceOf is what the provider does with a kind.
func resourceOf(kind string) *resource {
	if r := tables().resources[kind]; r != nil {
		return r
	}
	return &resource{}
}
