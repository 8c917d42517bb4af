// Package example reads the project's contract and its example inputs, and renders
// them.
//
// What comes out is the compiled contract and, for an input, its Kubernetes objects.
// Whether they are right is for the tests that use the package to say.
package example

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// SchemaDir is the contract, seen from the folder of a test in e2e.
const SchemaDir = "../../schema"

const testdataDir = "../../testdata"

// Contract compiles the contract, once.
var Contract = sync.OnceValues(func() (*model.Model, error) { return compile.Compile(SchemaDir) })

// Input is an example input.
type Input struct {
	Name  string // the file's name
	Value model.Object
}

// Read reads the examples in a folder of testdata: inputs or refused. No examples are
// an error.
func Read(folder string) ([]Input, error) {
	files, err := filepath.Glob(filepath.Join(testdataDir, folder, "*.*"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no examples in %s", folder)
	}
	inputs := make([]Input, len(files))
	for i, file := range files {
		if inputs[i], err = ReadFile(file); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return inputs, nil
}

// ReadFile reads a file with one input.
func ReadFile(path string) (Input, error) {
	file, err := os.Open(path)
	if err != nil {
		return Input{}, err
	}
	defer file.Close()
	reader := input.NewReader(file, path, input.FormatOf(path))
	document, err := reader.Next()
	if err != nil {
		return Input{}, err
	}
	object, ok := document.Value.(model.Object)
	if _, err := reader.Next(); err != io.EOF || !ok {
		return Input{}, errors.New("is not one object")
	}
	return Input{Name: filepath.Base(path), Value: object}, nil
}

// Minimal is an input with nothing but what is required, and a token.
func Minimal(owner, workspace string) model.Object {
	return Object(
		"workspace_name", workspace,
		"owner", owner,
		"compute_profile", Object("cpu", int64(2), "memory", "4Gi", "storage", "20Gi"),
		"toolchain_template", Object("name", "swdev-toolchain", "version", "1.2.0"),
		"coder_agent_token", "example-agent-token",
	)
}

// Object makes an object of keys and values in turn.
func Object(pairs ...any) model.Object {
	object := model.Object{}
	for i := 0; i < len(pairs); i += 2 {
		object = object.With(pairs[i].(string), pairs[i+1])
	}
	return object
}

// Render evaluates an input. It fails when the contract refuses it.
func Render(value model.Value) (*model.Result, error) {
	m, err := Contract()
	if err != nil {
		return nil, err
	}
	result, diagnostics := m.Evaluate(value)
	if result == nil {
		return nil, diagnostics
	}
	return result, nil
}
