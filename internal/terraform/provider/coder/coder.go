// Package coder is the schema of Terraform's provider for Coder (coder/coder) as data: which
// blocks and attributes its resources and data sources have, and of which types.
//
// What goes in is the name of a resource or data source; what comes out is a
// [provider.Block]. The package knows nothing of contracts.
package coder

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

//go:generate go run update.go

// Version is that of the provider whose schema this is.
const Version = "2.20.0"

//go:embed schema.json
var text []byte

var schemas = sync.OnceValue(func() (all struct{ Resources, Data map[string]*provider.Block }) {
	if err := json.Unmarshal(text, &all); err != nil {
		panic(fmt.Errorf("schema.json: %w", err)) // the file is part of the program
	}
	return all
})

// Resource is the schema of a resource. The caller must not change it. It reports false when
// the provider has none of that name.
func Resource(name string) (*provider.Block, bool) {
	block, ok := schemas().Resources[name]
	return block, ok
}

// Data is the schema of a data source, as Resource.
func Data(name string) (*provider.Block, bool) {
	block, ok := schemas().Data[name]
	return block, ok
}
