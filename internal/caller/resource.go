package caller

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/model"
)

// maxInstances bounds the instances of a resource that are looked at one by one.
const maxInstances = 100

// below is the value of what stands above types of resources, for the references to it. The type is
// at an index of each.
func (s *scope) below(prefix string, references []hcl.Traversal, at int) cty.Value {
	types := map[string][]hcl.Traversal{}
	for _, t := range references {
		name, ok := step(t, at)
		if !ok {
			return cty.DynamicVal
		}
		types[name] = append(types[name], t)
	}
	values := map[string]cty.Value{}
	for name, references := range types {
		values[name] = s.instances(prefix, name, references, at)
	}
	return cty.ObjectVal(values)
}

// instances is the value of a type of resource, for the references to resources of it. The type is
// at an index of each.
func (s *scope) instances(prefix, kind string, references []hcl.Traversal, at int) cty.Value {
	names := map[string][]hcl.Traversal{}
	for _, t := range references {
		name, ok := step(t, at+1)
		if !ok {
			return cty.DynamicVal
		}
		names[name] = append(names[name], t)
	}
	values := map[string]cty.Value{}
	for name, references := range names {
		values[name] = s.resource(prefix, kind, name, references, at+2)
	}
	return cty.ObjectVal(values)
}

// resource is the value of a resource: as many instances as its count says, or an object with
// what is known about it. The attributes that are referred to are at an index of the references.
func (s *scope) resource(prefix, kind, name string, references []hcl.Traversal, at int) cty.Value {
	if address := prefix + kind + "." + name; s.configuration.repeatOf(address) != nil {
		return repeated(s.repeat(address))
	}
	attributes := map[string]cty.Value{}
	for _, fact := range s.facts {
		r := model.Reference{Data: prefix != "", Type: kind, Name: name, Attribute: fact.Reference.Attribute}
		if fact.Reference.Matches(r) {
			attributes[r.Attribute] = constant(fact.Value)
		}
	}
	if len(attributes) == 0 {
		return cty.DynamicVal
	}
	for _, t := range references {
		attribute, ok := step(t, at)
		if !ok {
			return cty.DynamicVal // all of it is wanted, and not all is known
		}
		if _, known := attributes[attribute]; !known {
			attributes[attribute] = cty.DynamicVal
		}
	}
	return cty.ObjectVal(attributes)
}

// repeat is the count or for_each of a block; unknown for one without, or one that depends on itself.
func (s *scope) repeat(address string) (attribute string, v cty.Value) {
	a := s.configuration.repeatOf(address)
	if a == nil || s.counting[address] {
		return "", cty.DynamicVal
	}
	s.counting[address] = true
	defer delete(s.counting, address)
	return a.Name, s.evaluate(a.Expr).value
}

// repeated are the instances that a block has with a count or for_each.
func repeated(attribute string, v cty.Value) cty.Value {
	n, ok := times(attribute, v)
	switch {
	case !ok || n > maxInstances || n > 0 && attribute == "for_each":
		return cty.DynamicVal
	case attribute == "for_each":
		return cty.EmptyObjectVal
	}
	instances := make([]cty.Value, n)
	for i := range instances {
		instances[i] = cty.DynamicVal
	}
	return cty.TupleVal(instances)
}

// times is how many instances a count or for_each gives, and whether that is known.
func times(attribute string, v cty.Value) (n int, ok bool) {
	switch {
	case !v.IsWhollyKnown() || v.IsNull():
		return 0, false
	case attribute == "for_each":
		if !v.CanIterateElements() {
			return 0, false
		}
		return v.LengthInt(), true
	case v.Type() != cty.Number:
		return 0, false
	}
	whole, accuracy := v.AsBigFloat().Int64()
	return int(whole), accuracy == 0 && whole >= 0 && whole == int64(int(whole))
}

// constant is the value of a fact.
func constant(v model.Value) cty.Value {
	switch v := v.(type) {
	case string:
		return cty.StringVal(v)
	case int64:
		return cty.NumberIntVal(v)
	case bool:
		return cty.BoolVal(v)
	}
	return cty.DynamicVal
}
