package model

import "slices"

// Template is a Coder template that calls the module, as the contract describes it.
type Template struct {
	// Title, Description, Icon and Tags are what Coder shows of the template; Readme is the
	// text below them (Markdown).
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Icon        string   `json:"icon"`
	Tags        []string `json:"tags"`
	Readme      string   `json:"readme"`
	// Module is the name of the module block.
	Module string `json:"module"`

	// Parameters are what users choose, in the order of the form.
	Parameters []*Parameter `json:"-"`
	// Variables are what the template's administrators set.
	Variables []*TemplateVariable `json:"-"`
	// Given are the inputs that the template itself gives a value.
	Given []*GivenInput `json:"-"`
	// Presets are named choices of parameters.
	Presets []*Preset `json:"-"`
	// Files are the rest of the template.
	Files []*TemplateFile `json:"-"`

	Pos Position `json:"-"`
}

// Parameter is a field of the form in which users choose an input.
type Parameter struct {
	Name string `json:"-"`
	// Input is the path of the input: size.cpu.
	Input string `json:"input"`
	Title string `json:"title"`
	// Description is the comment on the input when it is "".
	Description string `json:"description"`
	Icon        string `json:"icon"`
	// Form is how the parameter is shown, a form_type of coder_parameter; "" is chosen by its type.
	Form string `json:"form"`
	// Unit makes a text of a number: it stands behind the number.
	Unit string `json:"unit"`
	// Min and Max narrow a number, Pattern (RE2) with its Words a text, and Options either.
	// Without them the parameter accepts what the input does.
	Min     *int64    `json:"min"`
	Max     *int64    `json:"max"`
	Pattern string    `json:"pattern"`
	Words   string    `json:"words"`
	Options []*Option `json:"-"`
	// Default is the input's own when it is nil.
	Default *Literal `json:"-"`

	Pos Position `json:"-"`
}

// Option is a choice of a parameter.
type Option struct {
	// Value is what the parameter then is, without its unit.
	Value       string `json:"-"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Icon        string `json:"icon"`
}

// TemplateVariable is an input that is a variable of the template, too.
type TemplateVariable struct {
	Name string `json:"-"`
	// Input is the path of the input, the name when it is "".
	Input string `json:"input"`
	// Default is the input's own when it is nil.
	Default *Literal `json:"-"`

	Pos Position `json:"-"`
}

// GivenInput is an input, by its path, with a value in Terraform's JSON syntax.
type GivenInput struct {
	Input string
	Value *Tree
}

// Preset is a named choice of parameters.
type Preset struct {
	Name        string `json:"-"` // of the block
	Title       string `json:"title"`
	Description string `json:"description"`
	Icon        string `json:"icon"`
	Default     bool   `json:"default"`
	// Parameters are values of parameters by their names: a number, a bool, a text or a list of texts.
	Parameters []PresetParameter `json:"-"`
	// Prebuilds is the block of that name, nil when there is none.
	Prebuilds *Tree `json:"-"`

	Pos Position `json:"-"`
}

// PresetParameter is the value of a parameter in a preset.
type PresetParameter struct {
	Name  string
	Value Value
	Pos   Position
}

// TemplateFile is a file of the template in Terraform's JSON syntax
// (https://developer.hashicorp.com/terraform/language/syntax/json), which is printed as HCL.
type TemplateFile struct {
	Name string
	Body *Tree
}

// Tree is a constant of the contract whose fields keep their order and positions.
type Tree struct {
	Kind   Kind // Record for a struct
	Value  Value
	List   []*Tree
	Fields []TreeField
	Pos    Position
}

// TreeField is a field of a struct.
type TreeField struct {
	Name string
	*Tree
}

// At is what names lead to inside structs; nil when there is nothing.
func (t *Tree) At(names ...string) *Tree {
	for _, name := range names {
		i := slices.IndexFunc(t.Fields, func(f TreeField) bool { return f.Name == name })
		if i < 0 {
			return nil
		}
		t = t.Fields[i].Tree
	}
	return t
}

// Path is the path of the input.
func (v *TemplateVariable) Path() string {
	if v.Input == "" {
		return v.Name
	}
	return v.Input
}
