package contract_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/base-k8s/base-k8s/contract"
)

// A program loads its contract once, reads an input and writes the manifests, or says what is wrong.
func Example() {
	model, err := os.ReadFile("../generated/model.json")
	if err != nil {
		log.Fatal(err)
	}
	c, err := contract.Load(model)
	if err != nil {
		log.Fatal(err)
	}

	const text = `workspace_name: dev
owner: alice
compute_profile: {cpu: 4, memory: 8Gi, storage: 50Gi}
toolchain_template: {name: swdev-toolchain, version: 1.2.0}
`
	input, err := contract.ReadInput("workspace.yaml", []byte(text))
	if err != nil {
		log.Fatal(err) // it is no YAML
	}
	result, err := c.Evaluate(input)
	if err != nil {
		log.Fatal(err) // the contract refuses it, and says why, where and what to write instead
	}
	for _, warning := range result.Warnings {
		fmt.Println(warning)
	}
	for _, object := range result.Objects() {
		fmt.Println(object["apiVersion"], object["kind"])
	}
	manifests, err := result.YAML() // for kubectl apply -f -
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Count(string(manifests), "\n---\n"), "separators,", result.Outputs()["namespace"])
	// Output:
	// workspace.yaml:1:1: warning: capabilities.persistent_home = true without workspace_id: renaming the workspace or its owner destroys the home: set workspace_id
	// v1 ServiceAccount
	// v1 Secret
	// v1 Secret
	// v1 PersistentVolumeClaim
	// networking.k8s.io/v1 NetworkPolicy
	// v1 Service
	// apps/v1 Deployment
	// 6 separators, coder-ws
}

// exampleContract is the contract of this project, for the examples below.
func exampleContract() *contract.Contract {
	model, err := os.ReadFile("../generated/model.json")
	if err != nil {
		log.Fatal(err)
	}
	c, err := contract.Load(model)
	if err != nil {
		log.Fatal(err)
	}
	return c
}

// A refusal has the path of what is wrong, its position in the text, and what to write instead.
func ExampleContract_Evaluate() {
	const text = `workspace_name: dev
owner: alice
compute_profile: {cpu: 400, memory: 8Gi, storage: 50Gi}
toolchain_template: {name: swdev-toolchain, version: 1.2.0}
`
	input, err := contract.ReadInput("workspace.yaml", []byte(text))
	if err != nil {
		log.Fatal(err)
	}
	_, err = exampleContract().Evaluate(input)
	if refused, ok := errors.AsType[contract.Diagnostics](err); ok {
		for _, d := range refused {
			fmt.Println(d.Path, "at line", d.Positions[0].Line)
			fmt.Println(d)
		}
	}
	// Output:
	// compute_profile.cpu at line 3
	// workspace.yaml:3:19: error: compute_profile.cpu = 400: must be a whole number from 1 to 64
}

// A form is made from the description of the inputs.
func ExampleContract_Inputs() {
	for _, f := range exampleContract().Inputs() {
		switch {
		case f.Required:
			fmt.Println(f.Name, f.Type.Kind, "required")
		case f.Name == "os_type":
			fmt.Println(f.Name, f.Type.Kind, f.Type.Choices, "default", f.Default)
		case f.Sensitive:
			fmt.Println(f.Name, f.Type.Kind, "sensitive")
		}
	}
	// Output:
	// workspace_name string required
	// owner string required
	// compute_profile object required
	// toolchain_template object required
	// os_type string [ubuntu-22.04 ubuntu-24.04 amazon-linux-2023] default ubuntu-22.04
	// coder_agent_token string sensitive
	// vnc_password string sensitive
	// secrets map sensitive
}

// Before an edit is applied, it says what the edit does.
func ExampleContract_Change() {
	c := exampleContract()
	workspace := func(cpu int, storage string) contract.Input {
		input, err := contract.InputOf(map[string]any{
			"workspace_name":     "dev",
			"owner":              "alice",
			"compute_profile":    map[string]any{"cpu": cpu, "memory": "8Gi", "storage": storage},
			"toolchain_template": map[string]any{"name": "swdev-toolchain", "version": "1.2.0"},
		})
		if err != nil {
			log.Fatal(err)
		}
		return input
	}
	change := c.Change(workspace(4, "50Gi"), workspace(8, "20Gi"))
	if change.Effect.Terraform >= contract.EffectBlocked {
		fmt.Println("this cannot be applied:")
	}
	for _, object := range change.Objects {
		fmt.Println(object.Kind, object.Effect.Terraform, object.Because)
	}
	// Output:
	// this cannot be applied:
	// PersistentVolumeClaim blocked [compute_profile.storage]
	// Deployment restart [compute_profile.cpu]
}

// A fleet is read in constant memory, and what is wrong with one input does not hinder the others.
func ExampleReadInputs() {
	const fleet = `
workspace_name: dev
owner: alice
compute_profile: {cpu: 4, memory: 8Gi, storage: 50Gi}
toolchain_template: {name: swdev-toolchain, version: 1.2.0}
---
workspace_name: {
---
workspace_name: build
owner: bob
`
	c := exampleContract()
	for input, err := range contract.ReadInputs("fleet.yaml", strings.NewReader(fleet)) {
		if err == nil {
			_, err = c.Evaluate(input)
		}
		fmt.Println(err)
	}
	// Output:
	// <nil>
	// fleet.yaml:7:1: error: the document is not YAML: did not find expected node content
	// fleet.yaml:9:1: error: compute_profile is required
	// fleet.yaml:9:1: error: toolchain_template is required
}
