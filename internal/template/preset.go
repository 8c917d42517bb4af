package template

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider/coder"
)

const presetType = "coder_workspace_preset"

// unused keeps tflint from asking for what uses the presets. It stands in the first line of the file.
const unused = "tflint-ignore-file: terraform_unused_declarations\nCoder reads the presets, and nothing in the template refers to them."

// presets prints the presets.
func (p *printer) presets() *hcl.Body {
	file := &hcl.Body{}
	comment, initial, titles := unused, "", map[string]bool{}
	for _, preset := range p.template.Presets {
		content := &hcl.Body{}
		if titles[preset.Title] {
			p.refuse(preset.Pos, "Coder tells presets apart by it: write another title", "two presets have the title %q", preset.Title)
		}
		titles[preset.Title] = true
		content.Attribute("name", hcl.String(preset.Title))
		optional(content, "description", preset.Description)
		optional(content, "icon", preset.Icon)
		if preset.Default {
			if initial != "" {
				p.refuse(preset.Pos, "leave default out of one of them", "presets %q and %q are both the default", initial, preset.Title)
			}
			initial = preset.Title
			content.Attribute("default", hcl.Bool(true))
		}
		content.Attribute("parameters", hcl.Object{Members: p.presetValues(preset), Shape: hcl.Tall})
		if preset.Prebuilds != nil {
			schema, _ := coder.Data(presetType)
			p.blocks(content, model.TreeField{Name: "prebuilds", Tree: preset.Prebuilds}, &schema.Blocks["prebuilds"].Block)
		}
		file.Block(comment, content, "data", presetType, preset.Name)
		comment = ""
	}
	return file
}

// optional is an attribute that is left out when it is empty.
func optional(content *hcl.Body, name, text string) {
	if text != "" {
		content.Attribute(name, hcl.String(text))
	}
}

// presetValues are the parameters of a preset, in the order of the form, as Coder has them.
func (p *printer) presetValues(preset *model.Preset) (members []hcl.Member) {
	for _, given := range preset.Parameters {
		if !slices.ContainsFunc(p.choices, func(c *choice) bool { return c.Name == given.Name }) {
			p.refuse(given.Pos, "write the name of a parameter", "preset %q sets %s, which is no parameter", preset.Title, given.Name)
		}
	}
	for _, c := range p.choices {
		i := slices.IndexFunc(preset.Parameters, func(given model.PresetParameter) bool { return given.Name == c.Name })
		if i < 0 {
			p.checkLeftOut(preset, c)
			continue
		}
		text, problem := c.given(preset.Parameters[i].Value)
		if problem != "" {
			p.refuse(preset.Parameters[i].Pos, "see min, max, pattern and options of the parameter", "preset %q: %s: %s", preset.Title, c.Name, problem)
		}
		members = append(members, hcl.Member{Key: hcl.String(c.Name), Value: hcl.String(text)})
	}
	return members
}

// checkLeftOut reports a parameter that a preset has to set. Coder shows no form before it makes a
// workspace of a preset's pool, and what the preset leaves out may be another value when it is
// claimed.
// Source: https://coder.com/docs/admin/templates/extending-templates/prebuilt-workspaces.
func (p *printer) checkLeftOut(preset *model.Preset, c *choice) {
	switch {
	case c.initial == nil:
		p.refuse(preset.Pos, "give it a value, or the parameter a default", "preset %q does not set %s, which is required", preset.Title, c.Name)
	case preset.Prebuilds != nil && c.change.worst >= effect.Restart:
		p.refuse(preset.Pos, "give it a value", "preset %q has prebuilds and does not set %s: another value at the claim would mean %s for the workspace that waits", preset.Title, c.Name, c.change.worst)
	}
}
