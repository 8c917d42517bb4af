package template

import (
	"slices"

	hclv2 "github.com/hashicorp/hcl/v2"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/modulecall"
)

// fixedInputs are the values that stand in place of references to variables and parameters, by
// address: those of inputs that the contract has fixed.
type fixedInputs map[string]hcl.Expr

// find returns the value that a traversal begins with, and the steps after it.
func (x fixedInputs) find(t hclv2.Traversal) (value hcl.Expr, rest hclv2.Traversal, ok bool) {
	address := t.RootName()
	for i, step := range t[1:] {
		attribute, isName := step.(hclv2.TraverseAttr)
		if !isName {
			break
		}
		address += "." + attribute.Name
		if value, ok = x[address]; ok {
			return value, t[i+2:], true
		}
	}
	return nil, nil, false
}

// settle takes the parameters and variables of fixed inputs out of the section: where it refers to
// one of them, the value stands.
func (p *printer) settle() {
	p.fixed = fixedInputs{}
	if len(p.model.Fixed) == 0 {
		return
	}
	section := *p.template
	section.Parameters = slices.DeleteFunc(slices.Clone(section.Parameters), func(parameter *model.Parameter) bool {
		f := p.model.FixedInput(parameter.Input)
		if f != nil {
			p.fixed[parameterAddress(parameter.Name)+".value"] = modulecall.Literal(parameterText(f))
			section.Presets = withoutParameter(section.Presets, parameter.Name, f)
		}
		return f != nil
	})
	section.Variables = slices.DeleteFunc(slices.Clone(section.Variables), func(v *model.TemplateVariable) bool {
		f := p.model.FixedInput(v.Path())
		if f != nil {
			p.fixed["var."+v.Name] = modulecall.Literal(f.Value.Value)
		}
		return f != nil
	})
	p.template = &section
}

// parameterText is the value of a parameter, which is a text whatever its type.
func parameterText(f *model.FixedInput) string {
	if text, ok := f.Value.Value.(string); ok {
		return text
	}
	return string(model.AppendJSON(nil, f.Value.Value))
}

// withoutParameter are presets that do not set a parameter, where they set it to the fixed value.
func withoutParameter(presets []*model.Preset, name string, f *model.FixedInput) []*model.Preset {
	settled := make([]*model.Preset, len(presets))
	for i, preset := range presets {
		changed := *preset
		changed.Parameters = slices.DeleteFunc(slices.Clone(preset.Parameters), func(given model.PresetParameter) bool {
			return given.Name == name && model.Equal(given.Value, f.Value.Value)
		})
		settled[i] = &changed
	}
	return settled
}
