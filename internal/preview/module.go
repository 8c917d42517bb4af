package preview

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/modulecall"
)

// moduleSource is where the module is in the project that generates it.
const moduleSource = "./generated/terraform"

// Call is how [Module] is written.
type Call struct {
	// Source is the module's address; where the project has it when it is "".
	Source string `json:"source"`
	// Given are expressions that stand for inputs, by their names.
	Given map[string]string `json:"given"`
}

// moduleCall is a file that calls the contract's module with an input.
func moduleCall(m *model.Model, input model.Object, call Call) string {
	given := make(map[string]hcl.Expr, len(call.Given))
	for name, expression := range call.Given {
		given[name] = hcl.Name(expression)
	}
	source := call.Source
	if source == "" {
		source = moduleSource
	}
	file := &hcl.Body{}
	modulecall.Write(file, m.Name, source, m, input, given)
	return file.String()
}
