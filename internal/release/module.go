package release

import (
	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

const readmeFile = "README.md"

// module is the module with its tests and examples, and with the README that is published.
func (c *Contract) module() ([]output.File, error) {
	files := under(ModulePart, c.Generated)
	printed, err := terraform.Print(c.Model.Published())
	if err != nil {
		return nil, err
	}
	for _, f := range printed {
		if f.Name == readmeFile {
			files = replaced(files, []output.File{{Path: readmeFile, Content: f.Content}})
		}
	}
	return files, nil
}
