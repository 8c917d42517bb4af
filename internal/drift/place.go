package drift

import (
	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// place is what is known of a place in an object of a kind. The zero place is one of which
// nothing is.
type place struct {
	shape *kubernetes.Shape // nil when the kind is not known
	// block is the provider's block for what is in the place, nil when it is an attribute.
	block *provider.Block
	// seen is set when the provider has an argument for the place.
	seen bool
	// unordered is set when the provider keeps the list as a set, and may write it in another
	// order.
	unordered bool
}

// placeOf is a whole object of a kind.
func placeOf(apiVersion, kind string) place {
	p := place{}
	if shape, err := kubernetes.Lookup(apiVersion, kind); err == nil {
		p.shape = shape
	}
	switch resource, ok := provider.ManagedBy(apiVersion, kind); {
	case resource == provider.Manifest:
		p.seen = true // all of it, in an attribute
	case ok:
		p.block, p.seen = provider.Resource(resource)
	}
	return p
}

// field is the place of a member.
func (p place) field(name string) place {
	inner := place{seen: p.seen}
	if p.shape != nil {
		if p.shape.Kind == kubernetes.Map {
			inner.shape = p.shape.Elem()
		} else if shape, ok := p.shape.Field(name); ok {
			inner.shape = shape
		}
	}
	if p.block == nil {
		return inner // in an attribute, which is one value
	}
	argument, ok := p.block.Name(name)
	if !ok {
		return place{shape: inner.shape}
	}
	if attribute, ok := p.block.Attributes[argument]; ok {
		inner.unordered = attribute.Type.IsSetType()
		return inner
	}
	nested := p.block.Blocks[argument]
	inner.block, inner.unordered = &nested.Block, nested.Nesting == provider.NestingSet && !nested.Single()
	return inner
}

// element is the place of an element of a list.
func (p place) element() place {
	inner := place{block: p.block, seen: p.seen}
	if p.shape != nil {
		inner.shape = p.shape.Elem()
	}
	return inner
}

// kind is the kind of the values in the place, "" when it is not known.
func (p place) kind() kubernetes.Kind {
	if p.shape == nil {
		return ""
	}
	return p.shape.Kind
}

// keepsEmpty reports whether the API server distinguishes an empty value from an absent one.
func (p place) keepsEmpty() bool { return p.shape == nil || p.shape.Pointer }

// merged reports whether kubectl merges the list.
func (p place) merged() bool { return p.shape != nil && p.shape.Merged }
