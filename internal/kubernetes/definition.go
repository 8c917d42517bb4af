package kubernetes

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Definition is a kind of custom resources in one of its versions, as a
// CustomResourceDefinition has it.
type Definition struct {
	APIVersion, Kind string
	// Cluster is set when the objects are in no namespace.
	Cluster bool
	// Pos is the document that has the definition.
	Pos model.Position

	schema *schema
}

// Shape is the shape of the objects of the definition.
func (d *Definition) Shape() *Shape { return customShape(d.schema) }

// document is a CustomResourceDefinition, as far as it says which objects there are.
type document struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string `yaml:"kind"`
	Spec       struct {
		Group string `yaml:"group"`
		Scope string `yaml:"scope"`
		Names struct {
			Kind string `yaml:"kind"`
		} `yaml:"names"`
		Versions []struct {
			Name   string `yaml:"name"`
			Served bool   `yaml:"served"`
			Schema struct {
				OpenAPI *schema `yaml:"openAPIV3Schema"`
			} `yaml:"schema"`
		} `yaml:"versions"`
	} `yaml:"spec"`
}

// definitionVersion is the apiVersion of definitions whose schemas are structural.
const definitionVersion = "apiextensions.k8s.io/v1"

// ReadDefinitions reads the definitions in a YAML file, one for each version that the API
// server serves. The file has one document or several. The error is a [model.Diagnostics].
func ReadDefinitions(file string, text []byte) (all []*Definition, err error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var node yaml.Node
		switch err := decoder.Decode(&node); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, refusedDefinition(model.Position{File: file, Line: 1, Column: 1}, fmt.Sprintf("this file cannot be read: %v", err), "write YAML: one CustomResourceDefinition or several")
		}
		if len(node.Content) == 0 || node.Content[0].Tag == "!!null" {
			continue // an empty document
		}
		pos := model.Position{File: file, Line: node.Content[0].Line, Column: node.Content[0].Column}
		var d document
		if err := node.Decode(&d); err != nil {
			return nil, refusedDefinition(pos, fmt.Sprintf("this definition cannot be read: %v", err), "write it as kubectl get crd NAME -o yaml prints it")
		}
		found, err := d.versions(pos)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
}

// versions are the versions of a definition that are served.
func (d *document) versions(pos model.Position) (all []*Definition, err error) {
	switch {
	case d.Kind != "CustomResourceDefinition":
		return nil, refusedDefinition(pos, fmt.Sprintf("this document is no CustomResourceDefinition: its kind is %q", d.Kind), "keep definitions alone in this directory")
	case d.APIVersion != definitionVersion:
		return nil, refusedDefinition(pos, fmt.Sprintf("this definition has the apiVersion %q", d.APIVersion), "take the one of "+definitionVersion+", which every API server since Kubernetes 1.16 prints")
	case d.Spec.Group == "" || d.Spec.Names.Kind == "":
		return nil, refusedDefinition(pos, "this definition has no spec.group, or no spec.names.kind", "write it as kubectl get crd NAME -o yaml prints it")
	}
	for _, v := range d.Spec.Versions {
		if !v.Served {
			continue
		}
		if v.Schema.OpenAPI == nil {
			return nil, refusedDefinition(pos, fmt.Sprintf("version %s of %s has no schema.openAPIV3Schema", v.Name, d.Spec.Names.Kind), "write it as kubectl get crd NAME -o yaml prints it")
		}
		all = append(all, &Definition{APIVersion: d.Spec.Group + "/" + v.Name, Kind: d.Spec.Names.Kind, Cluster: d.Spec.Scope == "Cluster", Pos: pos, schema: v.Schema.OpenAPI})
	}
	return all, nil
}

func refusedDefinition(pos model.Position, summary, advice string) error {
	return model.Diagnostics{{Severity: model.Error, Summary: summary, Detail: advice, Positions: []model.Position{pos}}}
}

// group is the group of an apiVersion, "" for that of v1.
func group(apiVersion string) string {
	name, _, ok := strings.Cut(apiVersion, "/")
	if !ok {
		return ""
	}
	return name
}
