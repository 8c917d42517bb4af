package preview

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/modulecall"
)

// moduleSource is where the module is in the project that generates it.
const moduleSource = "./generated/terraform"

// moduleCall is a file that calls the contract's module with an input.
func moduleCall(m *model.Model, input model.Object) string {
	file := &hcl.Body{}
	modulecall.Write(file, m.Name, moduleSource, m, input)
	return file.String()
}
