package schema_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// templateDir has the template as it is pushed.
const templateDir = "../generated/template"

// blocksOf are the blocks of a type in all files of the template, by the last of their labels.
func blocksOf(t *testing.T, labels ...string) map[string]*hclsyntax.Body {
	t.Helper()
	files, err := filepath.Glob(templateDir + "/*.tf")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	found := map[string]*hclsyntax.Body{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, diags := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		for _, b := range file.Body.(*hclsyntax.Body).Blocks {
			all := append([]string{b.Type}, b.Labels...)
			if last := len(all) - 1; last > 0 && slices.Equal(all[:last], labels) {
				found[all[last]] = b.Body
			}
		}
	}
	return found
}

// constant is an attribute without references; cty.NilVal when there is none.
func constant(t *testing.T, body *hclsyntax.Body, name string) cty.Value {
	t.Helper()
	a, ok := body.Attributes[name]
	if !ok {
		return cty.NilVal
	}
	v, diags := a.Expr.Value(nil)
	if diags.HasErrors() {
		return cty.NilVal
	}
	return v
}

// effects are what the JSON Schema of the inputs says of the effect of each field.
func effects(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("../generated/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	type schema struct {
		Effect     string `json:"x-effect"`
		Properties map[string]schema
	}
	var root schema
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	var walk func(s schema, path string)
	walk = func(s schema, path string) {
		for name, inner := range s.Properties {
			all[path+name] = inner.Effect
			walk(inner, path+name+".")
		}
	}
	walk(root, "")
	return all
}

// TestTemplateFollowsEffects: what may change later is what the documentation of the inputs says of a
// change, and a preset with a pool sets everything that restarts.
func TestTemplateFollowsEffects(t *testing.T) {
	harm, all := []string{"blocked", "data loss", "refused"}, effects(t)
	parameters := blocksOf(t, "data", "coder_parameter")
	contains := func(words []string, effect string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(effect, word) })
	}
	for name, path := range inputsOf(t) {
		p, ok := parameters[name]
		if !ok {
			t.Errorf("there is no parameter %s", name)
			continue
		}
		effect, known := all[path]
		if !known || effect == "" {
			t.Errorf("%s: nothing is known of %s", name, path)
		}
		mutable, grows := constant(t, p, "mutable").True(), false
		for _, b := range p.Blocks {
			if v := constant(t, b.Body, "monotonic"); b.Type == "validation" && v != cty.NilVal {
				grows = v.AsString() == "increasing"
			}
		}
		if contains(harm, effect) && mutable && !grows || !contains(harm, effect) && (!mutable || grows) {
			t.Errorf("%s is %s: mutable %t, grows only %t", name, effect, mutable, grows)
		}
		for preset, body := range blocksOf(t, "data", "coder_workspace_preset") {
			if len(body.Blocks) == 0 {
				continue
			}
			set := constant(t, body, "parameters").AsValueMap()
			if _, ok := set[name]; !ok && contains(append(harm, "restart", "replace"), effect) {
				t.Errorf("%s, which has a pool, leaves out %s: %s", preset, name, effect)
			}
		}
	}
}

// inputsOf are the inputs of the parameters by their names, as the contract's own text has them.
func inputsOf(t *testing.T) map[string]string {
	t.Helper()
	m, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	inputs := map[string]string{}
	for _, p := range m.Surroundings().Template.Parameters {
		inputs[p.Name] = p.Input
	}
	if len(inputs) < 5 {
		t.Errorf("%d parameters", len(inputs))
	}
	return inputs
}

// TestPresets: the sizes that are offered, one of which is the default.
func TestPresets(t *testing.T) {
	presets := blocksOf(t, "data", "coder_workspace_preset")
	var initial []string
	for name, body := range presets {
		if v := constant(t, body, "default"); v != cty.NilVal && v.True() {
			initial = append(initial, name)
		}
	}
	for _, name := range []string{"small", "standard", "desktop", "locked_down"} {
		if presets[name] == nil {
			t.Errorf("there is no preset %s", name)
		}
	}
	if !slices.Equal(initial, []string{"standard"}) {
		t.Errorf("the defaults are %v", initial)
	}
	if v := constant(t, presets["locked_down"], "parameters").AsValueMap()["network_egress"]; v.AsString() != "none" {
		t.Errorf("locked_down lets out %s", v.AsString())
	}
}

// TestTemplateVariables: what a platform decides is asked of the template's administrators, with the
// constraints of the module.
func TestTemplateVariables(t *testing.T) {
	variables := blocksOf(t, "variable")
	for _, name := range []string{
		"namespace", "storage_class", "workspace_iam_role_arn", "image_registry", "cluster_dns", "dns_cidrs", "additional_egress", "control_plane_cidrs", "ca_config_map",
	} {
		if v := variables[name]; v == nil || !slices.ContainsFunc(v.Blocks, func(b *hclsyntax.Block) bool { return b.Type == "validation" }) {
			t.Errorf("variable %s is not there, or checks nothing", name)
		}
	}
	if variables["use_kubeconfig"] == nil {
		t.Error("there is no variable use_kubeconfig")
	}
	for name, body := range variables {
		if v := constant(t, body, "description"); v == cty.NilVal || v.AsString() == "" {
			t.Errorf("variable %s has no description", name)
		}
	}
}
