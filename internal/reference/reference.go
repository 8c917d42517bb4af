// Package reference lists what a contract can be written with: constructs and functions of
// CUE, and kinds of Kubernetes objects.
//
// What goes in is the tables that the compiler itself works with; what comes out is their
// rows for people and for tools. The package has no list of its own.
package reference

import (
	"fmt"
	"strings"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// Kind is a kind of object that a contract can have.
type Kind struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Resource   string `json:"resource"`   // of Terraform, that manages such objects
	Namespaced bool   `json:"namespaced"` // the objects are in a namespace
}

// Kinds returns all kinds, in the order in which objects are applied.
func Kinds() (all []Kind) {
	for _, k := range kubernetes.Kinds() {
		resource, _ := provider.ResourceName(k.APIVersion, k.Kind)
		all = append(all, Kind{k.APIVersion, k.Kind, resource, namespaced(resource)})
	}
	return all
}

// namespaced reports whether the metadata of a resource can have a namespace.
func namespaced(resource string) bool {
	block, ok := provider.Resource(resource)
	if !ok || block.Blocks["metadata"] == nil {
		return false
	}
	_, ok = block.Blocks["metadata"].Attributes["namespace"]
	return ok
}

// Construct is a construct of CUE. Its texts are Markdown: code is in backquotes.
type Construct struct {
	CUE       string `json:"cue"`
	Terraform string `json:"terraform,omitempty"` // its form there, if it has one
	Note      string `json:"note,omitempty"`      // where the languages differ
}

// Constructs returns all constructs that the compiler takes, or has advice about.
func Constructs() (all []Construct) {
	for _, c := range compile.Constructs() {
		all = append(all, Construct{c.CUE, c.Terraform, c.Note})
	}
	return all
}

// Function is a function of CUE.
type Function struct {
	CUE       []string `json:"cue"`            // the calls that mean the same
	Terraform string   `json:"terraform"`      // the expression that they become
	Example   string   `json:"example"`        // a call
	Result    string   `json:"result"`         // of the example, in JSON
	Note      string   `json:"note,omitempty"` // what to keep to, in Markdown
}

// Functions returns all functions.
func Functions() ([]Function, error) {
	var all []Function
	for _, f := range model.Functions() {
		if f.CUE == "" {
			continue
		}
		example, err := example(f)
		if err != nil {
			return nil, fmt.Errorf("%s: the example: %w", f.Name, err)
		}
		var calls []string
		for _, form := range f.Forms() {
			calls = append(calls, model.Spelled(form))
		}
		all = append(all, Function{calls, model.Spelled(strings.ReplaceAll(f.HCL, "${$1}", "$1")), example, f.Example.Result, f.Note})
	}
	return all, nil
}

// example is the call in a function's example.
func example(f *model.Function) (string, error) {
	args, err := model.ParseJSON([]byte(f.Example.Args))
	if err != nil {
		return "", err
	}
	var texts []string
	for _, arg := range args.([]model.Value) {
		texts = append(texts, string(model.AppendJSON(nil, arg)))
	}
	return model.Fill(f.CUE, texts), nil
}
