// Package model is the compiled form of a contract: typed inputs, rules, locals,
// Kubernetes objects and outputs, as data that encoding/json can store and load.
//
// What goes in is one input, a JSON-like [Value]; what comes out is the verdict on
// it and, when it is accepted, the Kubernetes objects and the outputs. The package
// knows nothing of CUE, Terraform, YAML or the Kubernetes API, so that it is small
// enough for a browser.
package model

import "slices"

// Model is a compiled contract. Every slice is in the order in which a reader of
// the contract or of the generated module meets its elements.
type Model struct {
	// Digest identifies the schema files that the model was compiled from.
	Digest string `json:"digest"`
	// Name is the name of the contract's CUE package.
	Name string `json:"name"`
	// Doc is the package's doc comment.
	Doc string `json:"doc,omitempty"`

	// Inputs are the fields of #Input, in the order of their declaration.
	Inputs []*Field `json:"inputs"`
	// Checks are the rules between inputs.
	Checks []*Check `json:"checks,omitempty"`
	// Locals are the hidden fields that something refers to. A local refers only
	// to locals before it.
	Locals []*Local `json:"locals,omitempty"`
	// Objects are the Kubernetes objects, in the order in which they are applied.
	Objects []*KubernetesObject `json:"objects"`
	// Outputs are the fields of outputs.
	Outputs []*Output `json:"outputs,omitempty"`
	// Warnings are told with an accepted input and never refuse it.
	Warnings []*Warning `json:"warnings,omitempty"`
	// Readme is what the contract says about itself to the module's users.
	Readme []*Section `json:"readme,omitempty"`
	// Prerequisites are files that its users apply before the first object. No evaluation
	// needs them, so they are not stored.
	Prerequisites []*Prerequisite `json:"-"`

	linkState
}

// Field is an input, or an attribute of an object-typed input.
type Field struct {
	Name string `json:"name"`
	Doc  string `json:"doc,omitempty"`
	Type *Type  `json:"type"`
	// Optional fields may be absent, and then have no value at all.
	Optional bool `json:"optional,omitempty"`
	// Default is the value of a field that is left out; nil when there is none.
	// A default of null is a literal whose value is nil.
	Default *Literal `json:"default,omitempty"`
	// Sensitive inputs appear in no message, output or pod. Only inputs, not
	// attributes of inputs, can be sensitive.
	Sensitive bool `json:"sensitive,omitempty"`
	// Effect is what a change of the field does to a workspace that runs, in words:
	// "restart; data loss without id". It is "" where nobody has found it out.
	Effect string `json:"effect,omitempty"`

	Pos Position `json:"-"`
}

// Required reports whether an input must give the field.
func (f *Field) Required() bool { return !f.Optional && f.Default == nil }

// Kind is the kind of a [Type] or of an expression's value.
type Kind string

// The kinds of values. A number is a whole number: fractions print differently in
// CUE, Terraform and JSON. A map has keys that the input chooses and values of one
// type, an object has the attributes that the contract names.
const (
	String Kind = "string"
	Number Kind = "number"
	Bool   Kind = "bool"
	List   Kind = "list"
	Map    Kind = "map"
	Record Kind = "object"
	Null   Kind = "null"
)

// Type is the type of an input value and the constraint on it.
type Type struct {
	Kind Kind `json:"kind"`
	// Nullable types have null as a value of its own.
	Nullable bool `json:"nullable,omitempty"`
	// Elem is the type of a list's elements or of a map's values.
	Elem *Type `json:"elem,omitempty"`
	// Fields are the attributes of an object.
	Fields []*Field `json:"fields,omitempty"`
	// Constraint limits the values; nil allows every value of the type.
	Constraint *Constraint `json:"constraint,omitempty"`
}

// Field returns the attribute called name, or nil.
func (t *Type) Field(name string) *Field {
	if t == nil {
		return nil
	}
	return FindField(t.Fields, name)
}

// FieldAt returns the field that names lead to, through attributes of objects, or nil.
func FieldAt(fields []*Field, names []string) (f *Field) {
	for _, name := range names {
		if f = FindField(fields, name); f == nil {
			return nil
		}
		fields = f.Type.Fields
	}
	return f
}

// Known is an input with no more than the fields name: neither other inputs nor other
// attributes of objects, also inside lists and maps.
func Known(input Object, fields []*Field) (known Object) {
	for _, m := range input {
		if f := FindField(fields, m.Key); f != nil {
			known = append(known, Member{Key: m.Key, Value: knownOf(m.Value, f.Type)})
		}
	}
	return known
}

func knownOf(v Value, t *Type) Value {
	switch v := v.(type) {
	case []Value:
		if t.Kind == List {
			list := make([]Value, len(v))
			for i := range v {
				list[i] = knownOf(v[i], t.Elem)
			}
			return list
		}
	case Object:
		if t.Kind == Record {
			return append(Object{}, Known(v, t.Fields)...)
		}
		if t.Kind == Map {
			mapping := make(Object, len(v))
			for i, m := range v {
				mapping[i] = Member{Key: m.Key, Value: knownOf(m.Value, t.Elem)}
			}
			return mapping
		}
	}
	return v
}

// Sensitive are the names of the inputs that are.
func (m *Model) Sensitive() (names []string) {
	for _, f := range m.Inputs {
		if f.Sensitive {
			names = append(names, f.Name)
		}
	}
	return names
}

// FindField returns the field called name, or nil.
func FindField(fields []*Field, name string) *Field {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Constraint accepts a value that any one of its rules accepts. Null values of
// nullable types are always accepted.
type Constraint struct {
	AnyOf []*Rule `json:"any_of"`
	// Words complete the sentence "<input> = <value>: …", without a full stop:
	// "must be a whole number from 1 to 64".
	Words string `json:"words"`

	Pos Position `json:"-"`
}

// Rule accepts a value that meets everything the rule states.
type Rule struct {
	// Equals, when set, is the one value that is accepted.
	Equals *Literal `json:"equals,omitempty"`
	// Min and Max bound a number, or the length of a list or map; inclusive.
	Min *int64 `json:"min,omitempty"`
	Max *int64 `json:"max,omitempty"`
	// Match and NoMatch are regular expressions (RE2) that a string must and must
	// not contain a match of.
	Match   []string `json:"match,omitempty"`
	NoMatch []string `json:"no_match,omitempty"`
}

// Check is a rule between inputs: each time that its clauses let something through,
// the input is refused with the message.
type Check struct {
	Name    string    `json:"name"`
	Clauses []*Clause `json:"clauses"`
	// Message is a whole sentence without its full stop. It names the input, its
	// value and what to write instead.
	Message *Expr `json:"message"`
	// Inputs are the names of the inputs that the check mentions, in the order of
	// their declaration.
	Inputs []string `json:"inputs"`
	// Target is the path of the value that is refused, as a list of keys and indices:
	// that of the first value mentioned, or of the element of the list or map that the
	// check iterates over.
	Target *Expr `json:"target,omitempty"`
	// Implied tells that the check is not one of #Input's own rules: it comes from a
	// constraint on an object, an output or a local, for which CUE has no words.
	Implied bool `json:"implied,omitempty"`

	Pos Position `json:"-"`
}

// Local is a named value that other expressions refer to.
type Local struct {
	Name  string `json:"name"`
	Doc   string `json:"doc,omitempty"`
	Value *Expr  `json:"value"`

	Pos Position `json:"-"`
}

// KubernetesObject is an object of the contract, before an input is known.
type KubernetesObject struct {
	// Name is the object's key in the contract, and the name of its Terraform
	// resource. The name that the cluster sees is in the body.
	Name       string `json:"name"`
	Doc        string `json:"doc,omitempty"`
	APIVersion string `json:"api_version"`
	Kind       string `json:"kind"`
	// If tells whether the object exists; nil means always. It depends on nothing
	// sensitive.
	If *Expr `json:"if,omitempty"`
	// Body is an object expression with all fields, apiVersion and kind included.
	Body *Expr `json:"body"`
	// Terraform holds what only a Terraform resource needs.
	Terraform *ResourceOptions `json:"terraform,omitempty"`

	Pos Position `json:"-"`
}

// ResourceOptions are the arguments of a @terraform attribute on an object.
type ResourceOptions struct {
	// CreateBeforeDestroy and DependsOn (names of objects) are Terraform's
	// meta-arguments.
	CreateBeforeDestroy bool     `json:"create_before_destroy,omitempty"`
	DependsOn           []string `json:"depends_on,omitempty"`
	// Moved are the keys that the object had in earlier versions of the contract, the
	// oldest first. No object has any of them now.
	Moved []string `json:"moved,omitempty"`
	// Arguments are arguments of the resource that Kubernetes has no field for, such
	// as wait_for_rollout, in the order in which they were written.
	Arguments []*Argument `json:"arguments,omitempty"`
}

// Argument is a resource argument with a constant value.
type Argument struct {
	Name  string  `json:"name"`
	Value Literal `json:"value"`
}

// Output is a value that the module gives back.
type Output struct {
	Name  string `json:"name"`
	Doc   string `json:"doc,omitempty"`
	Value *Expr  `json:"value"`
	// RecordsInput tells that the value is an input which gives the same again, without
	// sensitive inputs. The contract has null there.
	RecordsInput bool `json:"records_input,omitempty"`

	Pos Position `json:"-"`
}

// WithoutRecords are outputs but for those that record the input: what differs in these only
// repeats what differs in the inputs.
func (m *Model) WithoutRecords(outputs Object) Object {
	return slices.DeleteFunc(slices.Clone(outputs), func(member Member) bool {
		return slices.ContainsFunc(m.Outputs, func(o *Output) bool { return o.RecordsInput && o.Name == member.Key })
	})
}

// Warning is a message about an accepted input.
type Warning struct {
	Name    string `json:"name"`
	When    *Expr  `json:"when"`
	Message *Expr  `json:"message"`
	// Unchecked warnings become no check block in Terraform: one that fails in a module makes
	// its caller's terraform test fail.
	Unchecked bool `json:"unchecked,omitempty"`

	Pos Position `json:"-"`
}

// Section is a part of the module's README: text (Markdown), a table or both. A
// section without a title goes before the generated parts.
type Section struct {
	Title string `json:"title,omitempty"`
	Text  string `json:"text,omitempty"`
	Table *Table `json:"table,omitempty"`
}

// Table is a table of Markdown cells.
type Table struct {
	Header []string   `json:"header"`
	Rows   [][]string `json:"rows"`
}

// Prerequisite is a file of what a cluster must have: objects that are not made for an input, or
// the values of a chart.
type Prerequisite struct {
	Name string // of the file, without a directory
	Text []byte // YAML documents
}
