package template

import (
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
	typeText   = "string"
	typeNumber = "number"
	typeBool   = "bool"
	typeList   = "list(string)"
)

// forms are the form types of each type, without and with options; the first one is the usual.
var forms = map[string]map[bool][]string{
	typeText:   {false: {"input", "textarea"}, true: {"radio", "dropdown"}},
	typeNumber: {false: {"slider", "input"}, true: {"radio", "dropdown"}},
	typeBool:   {false: {"switch", "checkbox"}},
	typeList:   {false: {"tag-select"}, true: {"multi-select"}},
}

// fewOptions are those that are shown beside each other.
const fewOptions = 4

// choice works out a parameter, or reports what is wrong with it.
func (p *printer) choice(parameter *model.Parameter, f *model.Field) *choice {
	c := &choice{Parameter: parameter, field: f}
	if f.Sensitive {
		p.refuse(parameter.Pos, "everybody who may see a workspace sees its parameters", "parameter %s is a sensitive input", parameter.Name)
		return c
	}
	problem := c.misplaced()
	for _, settle := range []func() string{c.settle, c.setForm, c.setDefault} {
		if problem == "" {
			problem = settle()
		}
	}
	if problem != "" {
		p.refuse(parameter.Pos, "", "parameter %s: %s", parameter.Name, problem)
	}
	return c
}

// settle works out what the parameter accepts.
func (c *choice) settle() string {
	switch kind := c.field.Type.Kind; {
	case kind == model.Number:
		return c.number()
	case kind == model.Bool:
		return c.flag()
	case kind == model.String && c.Unit != "":
		return c.quantity()
	case kind == model.String:
		return c.text()
	case kind == model.List:
		return c.list()
	}
	return "a form has no field for it: make its attributes parameters, or make it a variable"
}

// setForm settles how the parameter is shown.
func (c *choice) setForm() string {
	allowed := forms[c.typ][len(c.options) > 0]
	switch {
	case c.Form == "" && c.typ == typeNumber && len(c.options) == 0 && (c.Min == nil || c.Max == nil):
		c.Form = "input"
	case c.Form == "" && len(c.options) > fewOptions && c.typ != typeList:
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
	return ""
}

// setDefault takes the default of the parameter, or that of the input.
func (c *choice) setDefault() string {
	if c.Default != nil {
		text, problem := c.given(c.Default.Value)
		c.initial = &text
		return problem
	}
	if c.field.Default == nil && c.field.Optional {
		return "the input may be absent, which a form cannot say: write default"
	}
	if c.field.Default == nil {
		return ""
	}
	v := c.field.Default.Value
	if v == nil {
		return "the default of the input is null, which a form cannot say: write default"
	}
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
		text = string(model.AppendJSON(nil, v))
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
		return !slices.ContainsFunc(elems, func(e model.Value) bool {
			s, isText := e.(string)
			return !isText || len(c.options) > 0 && !c.isOption(s)
		})
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
	return c.valueOf(hcl.Name(c.address() + ".value"))
}

// address is that of the parameter.
func (c *choice) address() string { return parameterAddress(c.Name) }

func parameterAddress(name string) string { return "data." + parameterType + "." + name }

// valueOf is the value of the input for an expression that gives the text.
func (c *choice) valueOf(text hcl.Expr) hcl.Expr {
	switch {
	case c.Unit != "":
		return hcl.Template{hcl.Call{Function: "tonumber", Args: []hcl.Expr{text}}, hcl.String(c.Unit)}
	case c.typ == typeNumber:
		return hcl.Call{Function: "tonumber", Args: []hcl.Expr{text}}
	case c.typ == typeBool:
		return hcl.Call{Function: "tobool", Args: []hcl.Expr{text}}
	case c.typ == typeList: // a null among the elements is a text to Coder, an empty one
		elem := hcl.Name("v")
		return hcl.For{Value: "v", In: hcl.Call{Function: "jsondecode", Args: []hcl.Expr{text}}, Result: hcl.Conditional{
			Cond: hcl.Binary{Op: hcl.Equal, X: elem, Y: hcl.Null}, Then: hcl.String(""), Else: elem,
		}}
	}
	return text
}
