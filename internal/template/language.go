package template

import (
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
	"github.com/base-k8s/base-k8s/internal/terraform/provider/coder"
)

// blockType is a type of blocks at the top of a file.
type blockType struct {
	labels     int
	attributes []string // nil for any
	blocks     []string // those that are Terraform's own
}

// language has the blocks at the top of a file.
// Source: https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions.
var language = map[string]blockType{
	"terraform": {0, []string{"required_version"}, []string{"required_providers"}},
	"locals":    {0, nil, nil},
	"provider":  {1, nil, nil},
	"module":    {1, nil, nil},
	"variable":  {1, []string{"type", "description", "default", "nullable", "sensitive", "ephemeral"}, []string{"validation"}},
	"output":    {1, []string{"value", "description", "sensitive", "ephemeral", "depends_on"}, []string{"precondition"}},
	"data":      {2, nil, []string{"lifecycle"}},
	"resource":  {2, nil, []string{"lifecycle"}},
}

// schemaOf is the schema of a resource or data source; nil for other blocks. It reports
// false for one that is not known.
func schemaOf(kind string, labels []string) (*provider.Block, bool) {
	switch {
	case kind != "resource" && kind != "data":
		return nil, true
	case kind == "data":
		return coder.Data(labels[0])
	case labels[0] == "terraform_data":
		return nil, true
	}
	if schema, ok := coder.Resource(labels[0]); ok {
		return schema, true
	}
	return provider.Resource(labels[0])
}
