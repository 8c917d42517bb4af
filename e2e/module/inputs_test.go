package module

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/model"
)

// examples reads a folder of testdata.
func examples(t *testing.T, folder string) []example.Input {
	t.Helper()
	list, err := example.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// inputsVariable declares the examples as a variable of the root module. Engines do
// not know it when they validate, only when they plan: the rules between inputs are
// asked then, and an engine that has found faults before does not get that far.
const inputsVariable = "variable \"inputs\" {\n  type = any\n}\n\n"

// forEachRoot is a root module that makes an instance of the generated module for
// every input. What an input leaves out is null there, so the module's own
// defaults count.
func forEachRoot(inputs []*model.Field) string {
	return inputsVariable + moduleCall("workspace", source, "  for_each = var.inputs\n", "each.value", inputs) +
		"output \"modules\" {\n  value = module.workspace\n}\n"
}

// moduleCall is a block that passes on the attributes that an object has.
func moduleCall(name, source, meta, object string, inputs []*model.Field) string {
	var b strings.Builder
	fmt.Fprintf(&b, "module %q {\n  source = %q\n%s\n", name, source, meta)
	for _, field := range inputs {
		fmt.Fprintf(&b, "  %s = try(%s.%s, null)\n", field.Variable(), object, field.Name)
	}
	b.WriteString("}\n\n")
	return b.String()
}

// writeInputs gives the root module in dir its inputs.
func writeInputs(t *testing.T, dir string, list []example.Input) {
	t.Helper()
	inputs := make(model.Object, len(list))
	for i, e := range list {
		inputs[i] = model.Member{Key: e.Name, Value: e.Value}
	}
	slices.SortFunc(inputs, func(a, b model.Member) int { return strings.Compare(a.Key, b.Key) })
	variables := model.Object{{Key: "inputs", Value: inputs}}
	if err := os.WriteFile(filepath.Join(dir, "inputs.auto.tfvars.json"), model.AppendJSON(nil, variables), 0o666); err != nil {
		t.Fatal(err)
	}
}
