package compile_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/base-k8s/base-k8s/internal/compile"
)

// written is a directory with a contract of one file.
func written(contract string) string {
	dir, err := os.MkdirTemp("", "contract-")
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "contract.cue"), []byte(contract), 0o666); err != nil {
		panic(err)
	}
	return dir
}

const notes = `package notes

#Input: {
	// Name of the notes.
	name: =~"^[a-z]+$" | error("must be lower-case letters")
	times: *1 | int & >=1 & <=5
}
input: #Input

objects: notes: {
	apiVersion: "v1"
	kind:       "ConfigMap"
	metadata: name: input.name
	data: times: "\(input.times)"
}
`

func ExampleCompile() {
	dir := written(notes)
	defer os.RemoveAll(dir)
	m, err := compile.Compile(dir)
	if err != nil {
		panic(err)
	}
	for _, input := range m.Inputs {
		fmt.Println("input", input.Name, input.Type.Kind)
	}
	for _, object := range m.Objects {
		fmt.Println("object", object.Name, object.Kind)
	}
	// Output:
	// input name string
	// input times number
	// object notes ConfigMap
}

// What has no counterpart in Terraform is an error with its position and what to write.
func ExampleCompileAs() {
	dir := written(notes + "outputs: half: input.times / 2\n")
	defer os.RemoveAll(dir)
	_, err := compile.CompileAs(dir, "notes")
	fmt.Println(err)
	// Output:
	// notes/contract.cue:16:28: error: the operator / is not supported: its result prints differently in CUE and Terraform (write div(a, b) and mod(a, b))
}
