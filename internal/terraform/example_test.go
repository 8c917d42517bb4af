package terraform_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// A contract with an object inside an if is a module in which the resource has a count.
func ExamplePrint() {
	dir, err := os.MkdirTemp("", "contract-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	const contract = `package notes

#Input: shown: *true | bool
input: #Input
if input.shown {
	objects: notes: {apiVersion: "v1", kind: "ConfigMap", metadata: name: "notes"}
}
`
	if err := os.WriteFile(filepath.Join(dir, "contract.cue"), []byte(contract), 0o666); err != nil {
		panic(err)
	}
	m, err := compile.Compile(dir)
	if err != nil {
		panic(err)
	}
	files, err := terraform.Print(m)
	if err != nil {
		panic(err)
	}
	for _, file := range files {
		if file.Name == "main.tf" {
			fmt.Printf("%s", file.Content)
		}
	}
	// Output:
	// resource "kubernetes_config_map_v1" "notes" {
	//   count = var.shown ? 1 : 0
	//
	//   metadata {
	//     name = "notes"
	//   }
	// }
}
