package template

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// choice is a parameter with what it accepts.
type choice struct {
	*model.Parameter
	field   *model.Field
	typ     string // of coder_parameter
	options []*model.Option
	pattern string
	words   string // of the refusal
	initial *string
	change  change
}

// The types of coder_parameter.
// Source: https://registry.terraform.io/providers/coder/coder/latest/docs/data-sources/parameter.
const (
	textual = "string"
	number  = "number"
	flag    = "bool"
	list    = "list(string)"
)

// forms are the form types of each type, without and with options; the first one is the usual.
var forms = map[string]map[bool][]string{
	textual: {false: {"input", "textarea"}, true: {"radio", "dropdown"}},
	number:  {false: {"slider", "input"}, true: {"radio", "dropdown"}},
	flag:    {false: {"switch", "checkbox"}, true: {"radio", "dropdown"}},
	list:    {false: {"tag-select"}, true: {"multi-select"}},
}

// fewOptions are those that are shown beside each other.
const fewOptions = 4

// choice works out a parameter; nil when it is refused.
func (p *printer) choice(parameter *model.Parameter, f *model.Field) *choice {
	c := &choice{Parameter: parameter, field: f}
	if f.Sensitive {
		p.refuse(parameter.Pos, "everybody who may see a workspace sees its parameters", "parameter %s is a sensitive input", parameter.Name)
		return nil
	}
	var problem string
	switch f.Type.Kind {
	case model.Number:
		problem = c.number()
	case model.Bool:
		c.typ, c.words = flag, "must be true or false"
	case model.String:
		if problem = c.text(); parameter.Unit != "" {
			problem = c.quantity()
		}
	case model.List:
		problem = c.list()
	case model.Map, model.Record, model.Null:
		problem = "a form has no field for it: make its attributes parameters, or make it a variable"
	}
	if problem == "" {
		problem = c.check()
	}
	if problem != "" {
		p.refuse(parameter.Pos, "", "parameter %s: %s", parameter.Name, problem)
		return nil
	}
	return c
}

// check settles form and default.
func (c *choice) check() string {
	allowed := forms[c.typ][len(c.options) > 0]
	switch {
	case c.Form == "" && c.typ == number && len(c.options) == 0 && (c.Min == nil || c.Max == nil):
		c.Form = "input"
	case c.Form == "" && len(c.options) > fewOptions && c.typ != list:
		c.Form = "dropdown"
	case c.Form == "":
		c.Form = allowed[0]
	}
	if !slices.Contains(allowed, c.Form) {
		return fmt.Sprintf("form %s is not for this input: write one of %s", c.Form, strings.Join(allowed, ", "))
	}
	if c.Form == "slider" && (c.Min == nil || c.Max == nil) {
		return "a slider has two ends: write min and max"
	}
	return c.setDefault()
}

// setDefault takes the default of the parameter, or that of the input.
func (c *choice) setDefault() string {
	if c.Default != nil {
		text, problem := c.given(c.Default.Value)
		c.initial = &text
		return problem
	}
	if c.field.Default == nil {
		return ""
	}
	v := c.field.Default.Value
	if s, ok := v.(string); ok && c.Unit != "" {
		n, err := strconv.ParseInt(strings.TrimSuffix(s, c.Unit), 10, 64)
		if err != nil || s != fmt.Sprint(n)+c.Unit {
			return fmt.Sprintf("the default of the input, %q, is no number and %s: write default", s, c.Unit)
		}
		v = n
	}
	text, problem := c.given(v)
	if problem != "" {
		return problem + ", which is the default of the input: write default"
	}
	c.initial = &text
	return ""
}

// given is a value of the parameter as Coder has it, a text. The second result says why the
// parameter does not accept it.
func (c *choice) given(v model.Value) (text, problem string) {
	switch v := v.(type) {
	case string:
		text = v
	case bool:
		text = strconv.FormatBool(v)
	case int64:
		text = strconv.FormatInt(v, 10)
	case []model.Value:
		b, _ := json.Marshal(v) // strings
		text = string(b)
	}
	if kind := model.KindOf(v); kind != c.kind() {
		return text, fmt.Sprintf("%s is a %s, not a %s", text, kind, c.kind())
	}
	if !c.accepts(v, text) {
		return text, "the parameter does not accept " + text
	}
	return text, ""
}

// kind is that of the values in presets and defaults.
func (c *choice) kind() model.Kind {
	if c.Unit != "" {
		return model.Number
	}
	return c.field.Type.Kind
}

// accepts reports whether the form takes a value of the right kind.
func (c *choice) accepts(v model.Value, text string) bool {
	if elems, ok := v.([]model.Value); ok {
		return !slices.ContainsFunc(elems, func(e model.Value) bool { return len(c.options) > 0 && !c.isOption(fmt.Sprint(e)) })
	}
	if len(c.options) > 0 {
		return c.isOption(text)
	}
	if n, ok := v.(int64); ok && (c.Min != nil && n < *c.Min || c.Max != nil && n > *c.Max) {
		return false
	}
	return c.pattern == "" || regexp.MustCompile(c.pattern).MatchString(text)
}

func (c *choice) isOption(text string) bool {
	return slices.ContainsFunc(c.options, func(o *model.Option) bool { return o.Value == text })
}

// input is the value of the input for a value of the parameter.
func (c *choice) input(v model.Value) model.Value {
	if c.Unit != "" {
		return fmt.Sprint(v) + c.Unit
	}
	return v
}

// value is the same in the call of the module. What Coder hands over is a text, in which a number may
// have a sign or leading zeros.
func (c *choice) value() hcl.Expr {
	text := hcl.Name("data.coder_parameter." + c.Name + ".value")
	switch {
	case c.Unit != "":
		return hcl.Template{hcl.Call{Function: "tonumber", Args: []hcl.Expr{text}}, hcl.String(c.Unit)}
	case c.typ == number:
		return hcl.Call{Function: "tonumber", Args: []hcl.Expr{text}}
	case c.typ == flag:
		return hcl.Call{Function: "tobool", Args: []hcl.Expr{text}}
	case c.typ == list:
		return hcl.Call{Function: "jsondecode", Args: []hcl.Expr{text}}
	}
	return text
}
