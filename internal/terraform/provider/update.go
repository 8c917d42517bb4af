//go:build ignore

// Update rewrites resources/ from the output of "terraform providers schema -json" on
// standard input: one file per resource that the table in resource.go names, without
// descriptions, in one line of JSON, so that a resource can be read without the others.
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"

	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

const address = "registry.terraform.io/hashicorp/kubernetes"

func main() {
	var schemas struct {
		Providers map[string]struct {
			Resources map[string]struct {
				Block map[string]any `json:"block"`
			} `json:"resource_schemas"`
		} `json:"provider_schemas"`
	}
	if err := json.NewDecoder(os.Stdin).Decode(&schemas); err != nil {
		log.Fatal(err)
	}
	for _, name := range provider.ResourceNames() {
		resource, ok := schemas.Providers[address].Resources[name]
		if !ok {
			log.Fatalf("the provider has no resource %s", name)
		}
		trim(resource.Block)
		data, err := json.Marshal(resource.Block)
		if err != nil {
			log.Fatal(err)
		}
		file := filepath.Join("resources", name+".json")
		if err := os.WriteFile(file, append(data, '\n'), 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// trim deletes what the project does not use from a block and the blocks inside it.
func trim(block map[string]any) {
	attributes, _ := block["attributes"].(map[string]any)
	for _, attribute := range attributes {
		attribute := attribute.(map[string]any)
		for key := range attribute {
			switch key {
			case "type", "required", "optional", "computed", "sensitive":
			default:
				delete(attribute, key)
			}
		}
	}
	blocks, _ := block["block_types"].(map[string]any)
	for _, nested := range blocks {
		trim(nested.(map[string]any)["block"].(map[string]any))
	}
	for key := range block {
		if key != "attributes" && key != "block_types" {
			delete(block, key)
		}
	}
}
