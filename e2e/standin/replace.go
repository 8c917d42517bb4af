package standin

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// replacing are arguments that the provider's documentation marks with "Changing this forces a
// new resource to be created", for all resources or one. They are some of them: enough for what
// Terraform itself does with a replacement to be seen.
var replacing = map[string][]string{
	"":                                      {"metadata.name", "metadata.namespace"},
	"kubernetes_deployment_v1":              {"spec.selector"},
	"kubernetes_persistent_volume_claim_v1": {"spec.access_modes", "spec.storage_class_name"},
	"kubernetes_secret_v1":                  {"type"},
}

// replaced are the arguments that differ and force replacement.
func (s *server) replaced(resource string, prior, planned *tfprotov5.DynamicValue) ([]*tftypes.AttributePath, error) {
	typ := s.schemas[resource].ValueType()
	old, err := prior.Unmarshal(typ)
	if err != nil {
		return nil, err
	}
	new, err := planned.Unmarshal(typ)
	if err != nil || old.IsNull() || new.IsNull() {
		return nil, err
	}
	differences, err := old.Diff(new)
	if err != nil {
		return nil, err
	}
	var paths []*tftypes.AttributePath
	for _, d := range differences {
		name := nameOf(d.Path)
		for _, forcing := range slices.Concat(replacing[""], replacing[resource]) {
			if name == forcing || strings.HasPrefix(name, forcing+".") {
				paths = append(paths, d.Path)
			}
		}
	}
	return paths, nil
}

// nameOf is a path without indices.
func nameOf(path *tftypes.AttributePath) string {
	var names []string
	for _, step := range path.Steps() {
		if name, ok := step.(tftypes.AttributeName); ok {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, ".")
}
