//go:build ignore

// Update rewrites resources/ and version.go from the schema of another version of the
// provider, or, for a new kind, of the same one:
//
//	go run ./internal/terraform/provider/update.go [VERSION [SCHEMA]]
//
// Terraform is asked for the schema, unless SCHEMA is a file that has what "terraform
// providers schema -json" prints. There is a file for the resource of each kind, without descriptions,
// in one line of JSON, so that a resource can be read without the others.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

const address = "registry.terraform.io/hashicorp/kubernetes"

// schemas is the part of Terraform's output that is of use.
type schemas struct {
	Providers map[string]struct {
		Resources map[string]struct {
			Block map[string]any `json:"block"`
		} `json:"resource_schemas"`
	} `json:"provider_schemas"`
}

func main() {
	log.SetFlags(0)
	version, file := provider.Version, ""
	switch args := os.Args[1:]; len(args) {
	case 2:
		version, file = args[0], args[1]
	case 1:
		version = args[0]
	}
	if err := update(version, file); err != nil {
		log.Fatal(err)
	}
}

func update(version, file string) error {
	read := func() ([]byte, error) { return os.ReadFile(file) }
	if file == "" {
		read = func() ([]byte, error) { return schema(version) }
	}
	text, err := read()
	if err != nil {
		return err
	}
	var all schemas
	if err := json.Unmarshal(text, &all); err != nil {
		return fmt.Errorf("the schema: %w", err)
	}
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/base-k8s/base-k8s/internal/terraform/provider").Output()
	if err != nil {
		return err
	}
	return write(strings.TrimSpace(string(dir)), version, &all)
}

// schema is what Terraform prints for a version of the provider.
func schema(version string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "provider")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	config := fmt.Sprintf("terraform {\n  required_providers {\n    kubernetes = {\n      source  = %q\n      version = %q\n    }\n  }\n}\n", address, version)
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(config), 0o644); err != nil {
		return nil, err
	}
	if _, err := terraform(dir, "init", "-backend=false", "-no-color"); err != nil {
		return nil, err
	}
	return terraform(dir, "providers", "schema", "-json")
}

func terraform(dir string, args ...string) ([]byte, error) {
	command := exec.Command("terraform", args...)
	command.Dir, command.Stderr = dir, os.Stderr
	return command.Output()
}

// write replaces the files of the package.
func write(dir, version string, all *schemas) error {
	files := map[string][]byte{}
	for _, name := range append(provider.ResourceNames(), provider.Manifest) {
		resource, ok := all.Providers[address].Resources[name]
		if !ok {
			return fmt.Errorf("version %s of the provider has no resource %s", version, name)
		}
		trim(resource.Block)
		data, err := json.Marshal(resource.Block)
		if err != nil {
			return err
		}
		files[filepath.Join("resources", name+".json")] = append(data, '\n')
	}
	source, err := os.ReadFile(filepath.Join(dir, "version.go"))
	if err != nil {
		return err
	}
	files["version.go"] = bytes.Replace(source, []byte(provider.Version), []byte(version), 1)
	if err := os.RemoveAll(filepath.Join(dir, "resources")); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(dir, "resources"), 0o755); err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
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
