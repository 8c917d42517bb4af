//go:build ignore

// Update rewrites schema.json and the version from what "terraform providers schema -json" prints for
// another version of the provider:
//
//	go run ./internal/terraform/provider/coder/update.go VERSION SCHEMA
//
// Descriptions are left out, and all is in a line for each resource and data source.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/terraform/provider/coder"
)

const address = "registry.terraform.io/coder/coder"

type blocks map[string]struct {
	Block map[string]any `json:"block"`
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: update VERSION SCHEMA")
	}
	if err := update(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func update(version, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var all struct {
		Providers map[string]struct {
			Resources blocks `json:"resource_schemas"`
			Data      blocks `json:"data_source_schemas"`
		} `json:"provider_schemas"`
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return fmt.Errorf("the schema: %w", err)
	}
	schema, ok := all.Providers[address]
	if !ok {
		return fmt.Errorf("%s has no %s", file, address)
	}
	out, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/base-k8s/base-k8s/internal/terraform/provider/coder").Output()
	if err != nil {
		return err
	}
	dir := strings.TrimSpace(string(out))
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n\"resources\": %s,\n\"data\": %s\n}\n", lines(schema.Resources), lines(schema.Data))
	if err := os.WriteFile(filepath.Join(dir, "schema.json"), b.Bytes(), 0o644); err != nil {
		return err
	}
	source, err := os.ReadFile(filepath.Join(dir, "coder.go"))
	if err != nil {
		return err
	}
	source = bytes.Replace(source, []byte(coder.Version), []byte(version), 1)
	return os.WriteFile(filepath.Join(dir, "coder.go"), source, 0o644)
}

// lines is a JSON object with a member a line.
func lines(all blocks) string {
	var members []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		trim(all[name].Block)
		text, err := json.Marshal(all[name].Block)
		if err != nil {
			log.Fatal(err)
		}
		members = append(members, fmt.Sprintf("%q: %s", name, text))
	}
	return "{\n" + strings.Join(members, ",\n") + "\n}"
}

// trim deletes what the project does not use from a block and the blocks inside it.
func trim(block map[string]any) {
	keep(block, "attributes", "block_types")
	attributes, _ := block["attributes"].(map[string]any)
	for _, attribute := range attributes {
		keep(attribute.(map[string]any), "type", "required", "optional", "computed", "sensitive")
	}
	nested, _ := block["block_types"].(map[string]any)
	for _, b := range nested {
		trim(b.(map[string]any)["block"].(map[string]any))
	}
}

func keep(object map[string]any, keys ...string) {
	maps.DeleteFunc(object, func(key string, _ any) bool { return !slices.Contains(keys, key) })
}
