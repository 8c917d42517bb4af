// Package preview answers a page's questions about a contract: what an input gives, or why
// the contract refuses it.
//
// What goes in is a compiled model and, for each question, an input, both as JSON;
// what comes out is JSON that a browser shows. The package is small
// enough for WASM, because it imports little: the model, the manifest writer and the effects
// of changes. Everything about the browser is in cmd/wasm.
package preview

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Part is a part of an answer, which the request asks for by name.
type Part string

const (
	// Objects is a list of the objects that exist, each with its name in the contract,
	// its body and its YAML.
	Objects Part = "objects"
	// Manifests is what "gen render" writes for the input.
	Manifests Part = "manifests"
	// List is what "gen render -o json" writes for the input.
	List Part = "list"
	// Outputs is the module's outputs.
	Outputs Part = "outputs"
	// Module is the call of the Terraform module with the input, in HCL.
	Module Part = "module"
	// Choices is a list of the values that fields offer and the contract would refuse, with
	// the reasons. Inputs that are refused have it as well; those of more than 64 KiB have an
	// empty one.
	Choices Part = "choices"
	// Changes is what going from the request's other input to this one does, in the form
	// of "gen diff -o json". It is answered for inputs that are refused, too, with what
	// is wrong with the one that is.
	Changes Part = "changes"
	// Kinds is a list of the kinds of the objects that exist, which takes less than the objects.
	Kinds Part = "kinds"
	// Effect is the worst effect among the changes, by name, without what they are.
	Effect Part = "effect"
)

// parts are all of them, in the order in which an answer has them.
var parts = []Part{Objects, Manifests, List, Outputs, Module, Choices, Changes, Kinds, Effect}

func (p Part) known() bool { return slices.Contains(parts, p) }

// maxRequest is the length of a request with the two largest inputs.
const maxRequest = 2*model.MaxInputBytes + 1<<10

// maxChosen is the length of the longest input that choices are found for, far beyond
// what somebody edits: each of them evaluates the whole input again.
const maxChosen = 64 << 10

// Request is a question about an input.
type Request struct {
	// Input is the input as JSON.
	Input json.RawMessage `json:"input"`
	// Before is the input that Changes compares Input with, as JSON.
	Before json.RawMessage `json:"before"`
	// Render is what the answer has, besides the diagnostics.
	Render []Part `json:"render"`
	// Call is how Module is written.
	Call Call `json:"call"`
	// ShowSecrets leaves the data of Secrets as it is. Without it the values are masked.
	ShowSecrets bool `json:"show_secrets"`
}

// Engine is a contract that is ready for questions, one at a time.
type Engine struct {
	model *model.Model
	// What answers and documents are written into is kept from one question to the next:
	// a browser collects the garbage on the thread that answers.
	answer, document []byte
	own              *comparison // once it was asked for
}

// New reads a compiled model, as it stands in model.json.
func New(text []byte) (*Engine, error) {
	m, err := model.Read(text)
	if err != nil {
		return nil, fmt.Errorf("the contract cannot be read: %w", err)
	}
	return &Engine{model: m}, nil
}

// Answer answers a [Request] in JSON. The answer is an object with the diagnostics of
// the input and, when it is accepted, a member for each part that was asked for. A
// request that is not understood is answered with an error of its own.
func (e *Engine) Answer(request string) (answer string) {
	defer func() {
		if problem := recover(); problem != nil {
			answer = refusal(fmt.Sprintf("the engine failed, which is a mistake in it: %v", problem))
		}
	}()
	if len(request) > maxRequest {
		return refusal(fmt.Sprintf("the input is larger than %d MiB", model.MaxInputBytes>>20))
	}
	var r Request
	if err := json.Unmarshal([]byte(request), &r); err != nil {
		return refusal(fmt.Sprintf("the request cannot be read: %v", err))
	}
	for _, part := range r.Render {
		if !part.known() {
			return refusal(fmt.Sprintf("the request asks for %q, which no answer has", part))
		}
	}
	if r.Input == nil {
		return refusal("the request has no input")
	}
	if r.Before == nil && (slices.Contains(r.Render, Changes) || slices.Contains(r.Render, Effect)) {
		return refusal("the request has no input to compare with")
	}
	input, err := model.ParseInput(r.Input)
	if err != nil {
		return refusal(fmt.Sprintf("the input cannot be read: %v", err))
	}
	result, diagnostics := e.model.Evaluate(input)
	a := &answerer{Request: &r, model: e.model, input: input, out: e.answer[:0], document: e.document[:0]}
	a.diagnostics(diagnostics)
	for _, part := range parts {
		switch {
		case !slices.Contains(r.Render, part):
		case part == Choices:
			a.choices(len(r.Input) <= maxChosen)
		case part == Changes:
			a.changes(e.comparison())
		case part == Effect:
			a.effect(e.comparison())
		case result != nil:
			a.part(part, result)
		}
	}
	e.answer, e.document = a.out, a.document
	return a.end()
}

// comparison is that of the contract with itself.
func (e *Engine) comparison() *comparison {
	if e.own == nil {
		e.own = newComparison(e.model, e.model)
	}
	return e.own
}

func refusal(summary string) string {
	a := &answerer{}
	a.diagnostics(model.Diagnostics{{Severity: model.Error, Summary: summary}})
	return a.end()
}

// answerer writes an answer. It appends, as encoding/json would take most of the time
// of an answer.
type answerer struct {
	*Request
	model    *model.Model
	input    model.Value
	out      []byte
	document []byte // of one object
}

// end is the whole answer.
func (a *answerer) end() string {
	a.out = append(a.out, '}')
	return string(a.out)
}

// member begins a member of the answer.
func (a *answerer) member(part Part) {
	a.out = append(a.out, `,"`...)
	a.out = append(append(a.out, part...), `":`...)
}

func (a *answerer) text(s string) { a.out = model.AppendJSON(a.out, s) }

func (a *answerer) diagnostics(diagnostics model.Diagnostics) {
	a.out = append(a.out, `{"diagnostics":`...)
	a.list(diagnostics)
}

func (a *answerer) list(diagnostics model.Diagnostics) { a.out = appendDiagnostics(a.out, diagnostics) }

// appendDiagnostics appends diagnostics in their JSON form, in words that a person can be
// shown.
func appendDiagnostics(out []byte, diagnostics model.Diagnostics) []byte {
	if len(diagnostics) == 0 {
		return append(out, "[]"...)
	}
	shown := slices.Clone(diagnostics)
	for i := range shown {
		d := &shown[i]
		d.Summary, d.Detail = model.Printable(d.Summary), model.Printable(d.Detail)
	}
	text, _ := model.EncodeJSON(shown) // strings and numbers cannot fail
	return append(out, text...)
}

// part appends a part of an accepted input's answer.
func (a *answerer) part(part Part, result *model.Result) {
	switch part {
	case Objects:
		a.member(part)
		a.objects(a.shown(result))
	case Manifests:
		a.member(part)
		a.encode(a.shown(result))
		a.text(string(a.document))
	case List:
		a.member(part)
		a.document = manifest.AppendList(a.document[:0], a.shown(result))
		a.text(string(a.document))
	case Outputs:
		a.member(part)
		a.out = model.AppendJSON(a.out, result.Outputs)
	case Module:
		a.member(part)
		a.text(moduleCall(a.model, a.input.(model.Object), a.Call))
	case Kinds:
		a.member(part)
		a.kinds(result.Objects)
	case Choices, Changes, Effect: // have another source than the result
	}
}

// shown are the objects with secrets masked, unless the request shows them.
func (a *answerer) shown(result *model.Result) []model.Rendered {
	if a.ShowSecrets {
		return result.Objects
	}
	return manifest.Mask(result.Objects)
}

// encode writes objects as "gen render" does into the document.
func (a *answerer) encode(objects []model.Rendered) {
	var encoder manifest.Encoder
	text, err := encoder.Encode(a.document[:0], objects)
	if err != nil {
		panic(err) // nothing that an input can contain
	}
	a.document = text
}

func (a *answerer) kinds(objects []model.Rendered) {
	a.out = append(a.out, '[')
	for i, object := range objects {
		if i > 0 {
			a.out = append(a.out, ',')
		}
		kind, _ := object.Body.Get("kind")
		a.out = model.AppendJSON(a.out, kind)
	}
	a.out = append(a.out, ']')
}

func (a *answerer) objects(objects []model.Rendered) {
	a.out = append(a.out, '[')
	for i, object := range objects {
		if i > 0 {
			a.out = append(a.out, ',')
		}
		a.encode(objects[i : i+1])
		a.out = append(a.out, `{"name":`...)
		a.text(object.Name)
		a.out = append(a.out, `,"body":`...)
		a.out = model.AppendJSON(a.out, object.Body)
		a.out = append(a.out, `,"yaml":`...)
		a.text(string(a.document))
		a.out = append(a.out, '}')
	}
	a.out = append(a.out, ']')
}
