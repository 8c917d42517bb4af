// Package provider is the schema of Terraform's Kubernetes provider as data: which
// name of a Kubernetes object is a block, which an attribute, of which type.
//
// What goes in is the name of a resource, or an apiVersion and a kind; what comes out
// is a [Block] that says how Terraform spells each field. The package knows nothing of
// contracts and of expressions, and it does not know what the provider does with a
// value: only the spelling is here.
package provider

import (
	"encoding/json"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

//go:generate go run update.go

// Block is the content of a resource or of a nested block.
type Block struct {
	Attributes map[string]*Attribute   `json:"attributes"`
	Blocks     map[string]*NestedBlock `json:"block_types"`
}

// Attribute is an argument that is written name = value.
type Attribute struct {
	Type cty.Type
	// Required attributes must be there, Optional ones may be. Computed attributes
	// get a value from the provider when none is given.
	Required, Optional, Computed bool
	// Sensitive attributes are hidden in plans.
	Sensitive bool
}

// Settable reports whether a configuration may give the attribute a value.
func (a *Attribute) Settable() bool { return a.Required || a.Optional }

// UnmarshalJSON reads an attribute as "terraform providers schema -json" prints it.
func (a *Attribute) UnmarshalJSON(data []byte) error {
	var raw struct {
		Type                                    json.RawMessage
		Required, Optional, Computed, Sensitive bool
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	typ, err := ctyjson.UnmarshalType(raw.Type)
	*a = Attribute{typ, raw.Required, raw.Optional, raw.Computed, raw.Sensitive}
	return err
}

// Nesting says how the blocks of one type form a value.
type Nesting string

// The nestings that the provider uses.
const (
	NestingSingle Nesting = "single" // at most one block, an object
	NestingList   Nesting = "list"   // blocks in order
	NestingSet    Nesting = "set"    // blocks without order or duplicates
)

// NestedBlock is a type of blocks inside a block.
type NestedBlock struct {
	Block   `json:"block"`
	Nesting Nesting `json:"nesting_mode"`
	// MinItems and MaxItems bound the number of blocks; zero is no bound.
	MinItems int `json:"min_items"`
	MaxItems int `json:"max_items"`
}

// Single reports whether there is at most one block of the type, so that it stands
// for an object and not for a list.
func (b *NestedBlock) Single() bool { return b.Nesting == NestingSingle || b.MaxItems == 1 }
