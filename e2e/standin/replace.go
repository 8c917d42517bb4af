package standin

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"k8s.io/apimachinery/pkg/api/resource"
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
func (s *server) replaced(name string, prior, planned *tfprotov5.DynamicValue) ([]*tftypes.AttributePath, error) {
	typ := s.schemas[name].ValueType()
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
		path := nameOf(d.Path)
		for _, forcing := range slices.Concat(replacing[""], replacing[name]) {
			if path == forcing || strings.HasPrefix(path, forcing+".") {
				paths = append(paths, d.Path)
			}
		}
		if name == "kubernetes_persistent_volume_claim_v1" && path == "spec.resources.requests" && shrinks(d) {
			paths = append(paths, d.Path)
		}
	}
	return paths, nil
}

// shrinks reports whether a quantity gets smaller. The provider compares a claim's so, while it
// plans, and replaces the claim then (CustomizeDiff of its resource).
func shrinks(d tftypes.ValueDiff) bool {
	var was, is string
	if d.Value1 == nil || d.Value2 == nil || d.Value1.As(&was) != nil || d.Value2.As(&is) != nil {
		return false
	}
	old, err := resource.ParseQuantity(was)
	if err != nil {
		return false
	}
	new, err := resource.ParseQuantity(is)
	return err == nil && new.Cmp(old) < 0
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
