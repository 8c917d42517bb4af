package template

import (
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider/coder"
)

const parameterType = "coder_parameter"

// parameters prints the form.
func (p *printer) parameters() *hcl.Body {
	p.changes()
	file := &hcl.Body{}
	schema, _ := coder.Data(parameterType)
	for i, c := range p.choices {
		file.Block(c.reason(), c.block(i+1), "data", parameterType, c.Name)
		p.declare(c.Pos, c.address(), attributesOf(schema))
	}
	return file
}

// reason says why a parameter may not change, or not in any direction.
func (c *choice) reason() string {
	subject := map[string]string{"": "Another value", increasing: "A smaller number", decreasing: "A larger number"}[c.change.monotonic]
	switch {
	case c.change.mutable && c.change.monotonic == "":
		return ""
	case c.change.worst == effect.DataLoss:
		return subject + " could lose data of a workspace that is there."
	}
	return subject + " could fail for a workspace that is there."
}

func (c *choice) block(order int) *hcl.Body {
	content := &hcl.Body{}
	content.Attribute("name", hcl.String(c.Name))
	content.Attribute("display_name", hcl.String(c.Title))
	optional(content, "description", c.description())
	optional(content, "icon", c.Icon)
	content.Attribute("order", hcl.Int(order))
	content.Attribute("type", hcl.String(c.typ))
	content.Attribute("form_type", hcl.String(c.Form))
	if c.initial != nil {
		content.Attribute("default", hcl.String(*c.initial))
	}
	content.Attribute("mutable", hcl.Bool(c.change.mutable))
	for _, o := range c.options {
		option := &hcl.Body{}
		option.Attribute("name", hcl.String(o.Title))
		optional(option, "description", o.Description)
		option.Attribute("value", hcl.String(o.Value))
		optional(option, "icon", o.Icon)
		content.Block("", option, "option")
	}
	if validation := c.validation(); validation != nil {
		content.Block("", validation, "validation")
	}
	return content
}

// description is the parameter's own, or the comment on the input in one line.
func (c *choice) description() string {
	if c.Description != "" {
		return c.Description
	}
	return strings.Join(strings.Fields(c.field.Doc), " ")
}

// validation is nil where the options say everything. A bool and a number have one in any case: without
// it Coder takes t for true, and 1e3 for a number.
func (c *choice) validation() *hcl.Body {
	if len(c.options) > 0 && c.change.monotonic == "" || c.pattern == "" && (c.typ == typeText || c.typ == typeList) {
		return nil
	}
	content := &hcl.Body{}
	if c.typ == typeNumber {
		if c.Min != nil {
			content.Attribute("min", hcl.Int(*c.Min))
		}
		if c.Max != nil {
			content.Attribute("max", hcl.Int(*c.Max))
		}
		optional(content, "monotonic", c.change.monotonic)
	}
	optional(content, "regex", c.pattern)
	content.Attribute("error", hcl.String(model.UpperFirst(c.words)))
	return content
}
