// Package model is the compiled form of a contract: typed inputs, rules, locals,
// Kubernetes objects and outputs, as data that encoding/json can store and load.
//
// What goes in is one input, a JSON-like [Value]; what comes out is the verdict on
// it and, when it is accepted, the Kubernetes objects and the outputs. The package
// knows nothing of CUE, Terraform, YAML or the Kubernetes API, so that it is small
// enough for a browser.
//
// A [Model] answers for as much as is asked: [Model.Accept] and [Type.Accepts] hold values
// against types and constraints, [Model.Accepts] and [Model.Refusals] the checks too, and
// [Model.Evaluate] makes the objects and the outputs. [Model.EvaluateAccepted] only makes
// these, [Model.Query] asks about single clauses, and [Expr.Constant] evaluates an expression
// without any input. Expressions are gone through by [Expr.Children] and [Expr.All], and
// changed by [Expr.Rewrite].
package model

import (
	"slices"
	"strings"
)

// Model is a compiled contract. Every slice is in the order in which a reader of
// the contract or of the generated module meets its elements.
type Model struct {
	// Format is the version of the form in which the model is stored, see [Format].
	Format int64 `json:"format,omitempty"`
	// Digest identifies the schema files that the model was compiled from.
	Digest string `json:"digest"`
	// Name is the name of the contract's CUE package.
	Name string `json:"name"`
	// Doc is the package's doc comment.
	Doc string `json:"doc,omitempty"`

	// Inputs are the fields of #Input, in the order of their declaration.
	Inputs []*Field `json:"inputs"`
	// Fixed are the fields of #Input that the contract has settled. They are no inputs: an input
	// may repeat the value, as in CUE, and can have no other one.
	Fixed []*FixedInput `json:"fixed,omitempty"`
	// Checks are the rules between inputs.
	Checks []*Check `json:"checks,omitempty"`
	// Locals are the hidden fields that something refers to. A local refers only
	// to locals before it.
	Locals []*Local `json:"locals,omitempty"`
	// Texts are the constant texts among the hidden fields. Expressions and constraints have
	// their values, so that no evaluation needs them, and they are not stored.
	Texts []*Text `json:"-"`
	// Objects are the Kubernetes objects, in the order in which they are applied.
	Objects []*KubernetesObject `json:"objects"`
	// Outputs are the fields of outputs.
	Outputs []*Output `json:"outputs,omitempty"`
	// Warnings are reported for an accepted input and never refuse it.
	Warnings []*Warning `json:"warnings,omitempty"`
	// Readme is what the contract says about itself to the module's users.
	Readme []*Section `json:"readme,omitempty"`
	// Around is what the contract says besides, see [Model.Surroundings].
	Around any `json:"-"`

	linkState
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

// FixedInput is a field of #Input that has one value.
type FixedInput struct {
	Name  string   `json:"name"`
	Value *Literal `json:"value"`

	Pos Position `json:"-"`
}

// FixedInput is the fixed input with a name; nil when there is none.
func (m *Model) FixedInput(name string) *FixedInput {
	for _, f := range m.Fixed {
		if f.Name == name {
			return f
		}
	}
	return nil
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
	// Doc is the comment above the check, and on what is written out in it.
	Doc string `json:"-"`
	// Implied is set when the check is not one of #Input's own rules: it comes from a
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

// Text is a hidden field of the contract whose value is a constant text: a pattern, say.
type Text struct {
	Name, Doc, Value string
	// Parts make up the value where it is an interpolation; nil otherwise.
	Parts []TextPart

	Pos Position
}

// TextPart is a part of a text. Name is that of another one, which it is, or "".
type TextPart struct{ Text, Name string }

// KubernetesObject is an object of the contract, before an input is known.
type KubernetesObject struct {
	// Name is the object's key in the contract, and the name of its Terraform
	// resource. The name that the cluster sees is in the body. Of an object that a loop
	// repeats it is the constant part of the keys.
	Name       string `json:"name"`
	Doc        string `json:"doc,omitempty"`
	APIVersion string `json:"api_version"`
	Kind       string `json:"kind"`
	// If decides whether the object exists; nil means always. It depends on nothing
	// sensitive.
	If *Expr `json:"if,omitempty"`
	// Each repeats the object for what a loop goes through; nil for an object that there is
	// once, or not at all.
	Each *Each `json:"each,omitempty"`
	// Body is an object expression with all fields, apiVersion and kind included.
	Body *Expr `json:"body"`
	// Terraform holds what only a Terraform resource needs.
	Terraform *ResourceOptions `json:"terraform,omitempty"`

	Pos Position `json:"-"`
}

// Each is what an object is repeated for, and how each is called. The If of the object is nil.
type Each struct {
	// Clauses are a loop, and conditions behind it. They depend on nothing sensitive.
	Clauses []*Clause `json:"clauses"`
	// Key is the key of what the loop is at: a text or a number. Of two turns with one key
	// the first counts, a check having refused objects that differ.
	Key *Expr `json:"key"`
	// Prefix and Suffix stand around it in the object's key in the contract.
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// clauses are nil for an object that is not repeated.
func (e *Each) clauses() []*Clause {
	if e == nil {
		return nil
	}
	return e.Clauses
}

// Whole is everything about the object as one expression without free variables: the body, or
// the loop that makes one for each key.
func (o *KubernetesObject) Whole() *Expr {
	if o.Each == nil {
		return o.Body
	}
	return &Expr{Op: OpObject, Elems: []*Element{{Clauses: o.Each.Clauses, Key: o.Each.Key, Value: o.Body}}, Pos: o.Pos}
}

// Item reports whether an object has a key in the contract's objects, and for which of
// the keys that it is repeated for.
func (o *KubernetesObject) Item(key string) (item string, ok bool) {
	if o.Each == nil {
		return "", o.Name == key
	}
	item, ok = strings.CutPrefix(key, o.Each.Prefix)
	if !ok {
		return "", false
	}
	return strings.CutSuffix(item, o.Each.Suffix)
}

// Object is the object with a key in the contract's objects; nil when there is none.
func (m *Model) Object(key string) *KubernetesObject {
	for _, o := range m.Objects {
		if _, ok := o.Item(key); ok {
			return o
		}
	}
	return nil
}

// Output is a value that the module gives back.
type Output struct {
	Name  string `json:"name"`
	Doc   string `json:"doc,omitempty"`
	Value *Expr  `json:"value"`
	// ValueDoc is the comment on what is written out in the value.
	ValueDoc string `json:"-"`
	// RecordsInput is set when the value is an input which gives the same again, without
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
	// Doc is the comment above the warning, and on what is written out in it.
	Doc string `json:"-"`
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
