package effect

import (
	"cmp"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Change is what differs between two evaluations.
type Change struct {
	Effect Ways
	// Objects are those that differ, the one with the worst effect first, and otherwise
	// in the order in which they are applied.
	Objects []*Object
}

// Object is an object that differs.
type Object struct {
	// Name is the object's key in the contract.
	Name string
	// Kind and ID are what the cluster calls it, as it was before, or is when it is new. ID
	// has its namespace, if it has one.
	Kind, ID string
	// Created and Deleted tell of an object that is on one side only.
	Created, Deleted bool
	Effect           Ways
	// Fields are the fields that differ, the worst effect first. One that is made or
	// deleted has none.
	Fields []*Field
	// Rule is what decided about an object that is made or deleted.
	Rule *Rule
	// Because is what causes the difference, of all fields together.
	Because []Cause
	// Contract is where the contract has the object, when that is known.
	Contract model.Position
}

// Comparer compares evaluations of a contract, or of two. Several goroutines may use it.
type Comparer struct {
	old, new *contract
	// early are the objects whose replacement is made before they are deleted: those of the
	// new contract, because Terraform does what the configuration says that it applies.
	early map[string]bool
}

// contract is a model with what is looked up in it.
type contract struct {
	model   *model.Model
	locals  map[string]*model.Expr
	objects map[string]*model.KubernetesObject
	secrets *flow // of the sensitive inputs
}

func newContract(m *model.Model) *contract {
	c := &contract{model: m, locals: map[string]*model.Expr{}, objects: map[string]*model.KubernetesObject{}}
	for _, l := range m.Locals {
		c.locals[l.Name] = l.Value
	}
	for _, o := range m.Objects {
		c.objects[o.Name] = o
	}
	c.secrets = newFlow(m, c.locals, func(f *model.Field) bool { return f.Sensitive })
	return c
}

// New prepares to compare evaluations of the old contract with those of the new one; both
// are the same where only inputs change.
func New(old, new *model.Model) *Comparer {
	c := &Comparer{new: newContract(new)}
	c.old = c.new
	if old != new {
		c.old = newContract(old)
	}
	c.early = createdEarly(c.new)
	return c
}

// Compare tells what going from an evaluation of the old contract to one of the new one
// does. It tells no causes, which [Comparer.Explain] adds, and evaluates nothing. Secrets
// are masked in what it returns.
func (c *Comparer) Compare(before, after *model.Result) *Change {
	all := &Change{}
	for _, name := range objectNames(before, after) {
		old, new := body(before, name), body(after, name)
		if o := c.object(name, old, new); o != nil {
			all.Objects = append(all.Objects, o)
			all.Effect = all.Effect.and(o.Effect)
		}
	}
	slices.SortStableFunc(all.Objects, func(a, b *Object) int { return worseFirst(a.Effect, b.Effect) })
	c.mask(all, before, after)
	return all
}

// worseFirst puts the worse effect first.
func worseFirst(a, b Ways) int {
	return cmp.Or(cmp.Compare(b.Worst(), a.Worst()), cmp.Compare(b.Terraform, a.Terraform), cmp.Compare(b.Kubectl, a.Kubectl))
}

// objectNames are the names of the objects of both, in the order in which they are applied.
func objectNames(before, after *model.Result) []string {
	var names []string
	for _, r := range []*model.Result{after, before} {
		for _, o := range r.Objects {
			if !slices.Contains(names, o.Name) {
				names = append(names, o.Name)
			}
		}
	}
	return names
}

func body(r *model.Result, name string) model.Object {
	i := slices.IndexFunc(r.Objects, func(o model.Rendered) bool { return o.Name == name })
	if i < 0 {
		return nil
	}
	return r.Objects[i].Body
}

// object is nil when nothing differs.
func (c *Comparer) object(name string, old, new model.Object) *Object {
	known := old
	if old == nil {
		known = new
	}
	kind, _ := lookup(known, "kind").(string)
	o := &Object{Name: name, Kind: kind, ID: id(known), Created: old == nil, Deleted: new == nil}
	if old == nil || new == nil {
		o.Rule = ruleOf(&change{kind: kind, before: old, after: new})
		o.Effect = both(o.Rule.Effect)
		return o
	}
	if equal(old, new) {
		return nil
	}
	d := &differ{quantities: resourceOf(kind).Quantities}
	d.object(nil, old, new)
	if len(d.fields) == 0 {
		return nil
	}
	o.Fields = d.fields
	p := &pair{kind, old, new, c.early[name] && id(old) == id(new)}
	for _, f := range o.Fields {
		p.judge(f)
	}
	if another := slices.ContainsFunc(o.Fields, (*Field).identifies); another {
		// Nothing is updated in place: what else differs is the new object's.
		o.Fields = slices.DeleteFunc(o.Fields, func(f *Field) bool { return !f.identifies() })
	}
	for _, f := range o.Fields {
		o.Effect = o.Effect.and(f.Effect)
	}
	slices.SortStableFunc(o.Fields, func(a, b *Field) int { return worseFirst(a.Effect, b.Effect) })
	return o
}

// id is the namespace and name of an object.
func id(o model.Object) string {
	name, _ := lookup(o, "metadata", "name").(string)
	if namespace, ok := lookup(o, "metadata", "namespace").(string); ok {
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
