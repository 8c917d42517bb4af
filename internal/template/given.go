package template

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Given returns the expressions that the template of a model gives to whole inputs, by their names,
// and the addresses that these refer to, such as data.coder_workspace.me. There are none when the
// contract describes no template.
func Given(m *model.Model) (expressions map[string]string, needs []string) {
	t := m.Surroundings().Template
	if t == nil {
		return nil, nil
	}
	p := &printer{model: m, template: t}
	expressions = map[string]string{}
	for _, given := range t.Given {
		if !strings.Contains(given.Input, ".") {
			expressions[given.Input] = hcl.Flat(p.expression(given.Value))
		}
	}
	for _, r := range p.references {
		needs = append(needs, address(nameSteps(r.traversal)))
	}
	slices.Sort(needs)
	return expressions, slices.Compact(needs)
}
