package engine

import (
	"encoding/json"
	"slices"
)

// Plan is what "show -json" prints of a plan, as far as it is used here.
type Plan struct {
	Values          Values            `json:"planned_values"`
	Prior           State             `json:"prior_state"` // with the data sources that were read
	ResourceChanges []ResourceChange  `json:"resource_changes"`
	OutputChanges   map[string]Change `json:"output_changes"`
	Checks          []Check
}

// State is what "show -json" prints of a state.
type State struct{ Values Values }

// Values are those of all resources and outputs.
type Values struct {
	Root    Module `json:"root_module"`
	Outputs map[string]struct{ Value json.RawMessage }
}

// All are the resources of the root module and of all below it.
func (v Values) All() []Resource { return v.Root.all() }

func (m Module) all() []Resource {
	resources := slices.Clone(m.Resources)
	for _, child := range m.Children {
		resources = append(resources, child.all()...)
	}
	return resources
}

// Module is a module instance.
type Module struct {
	Address   string // empty for the root
	Resources []Resource
	Children  []Module `json:"child_modules"`
}

// Resource is a resource instance with its planned values; those that are not known
// before apply are left out.
type Resource struct {
	Address string
	Type    string
	Name    string
	Index   any // the key or the number of an instance; nil for a resource that has one
	Values  map[string]json.RawMessage
}

// ResourceChange is what becomes of a resource instance.
type ResourceChange struct {
	Address         string
	PreviousAddress string `json:"previous_address"` // empty for one that is not moved
	Type            string
	Change          Change
}

// Change is what becomes of a value: no-op, or create, update and delete in the order in which
// they are done. AfterUnknown has true in place of what is known after apply only, which After
// leaves out.
type Change struct {
	Actions      []string
	Before       json.RawMessage
	After        json.RawMessage
	AfterUnknown json.RawMessage `json:"after_unknown"`
}

// Check is a check block, or a resource or variable with conditions.
type Check struct {
	Address   struct{ Kind, Name string }
	Instances []CheckInstance
}

// CheckInstance is a check within a module instance.
type CheckInstance struct {
	Address  struct{ Module string }
	Problems []struct{ Message string }
}
