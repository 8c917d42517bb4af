package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// The limits on an input. They are those of the command line.
const (
	MaxInputBytes = model.MaxInputBytes // of the text, or of a value as JSON
	MaxInputDepth = model.MaxInputDepth // of lists and objects inside each other
)

// Input is what a contract is evaluated for. It does not change, and a program that prints it does not
// show what is in it. The zero value is null, which every contract refuses.
type Input struct{ hidden hidden[read] }

// read is what was read.
type read struct {
	value    model.Value
	document *input.Document // nil for a value
}

func (in Input) value() model.Value { return in.hidden.show().value }

// ReadInput reads the one document of a text. The name is what diagnostics call the text. It also
// says what the text is written in: YAML with the extension .yaml or .yml, JSON with .json, and
// otherwise JSON when it begins with a bracket, and YAML when it does not. YAML means what it means
// to CUE. The error is a [Diagnostics], with positions, and never shows what the text has, which may
// be a secret.
func ReadInput(name string, text []byte) (Input, error) {
	r := input.NewReader(bytes.NewReader(text), name, input.FormatOf(name))
	d, err := r.Next()
	if err != nil {
		return Input{}, public(err)
	}
	switch second, err := r.Next(); {
	case err == io.EOF:
		return Input{hide(read{d.Value, d})}, nil
	case err != nil:
		return Input{}, public(err)
	default:
		return Input{}, Diagnostics{{
			Severity:  SeverityError,
			Summary:   "the text has more than one document: an input is one",
			Positions: []Position{Position(second.Position(""))},
		}}
	}
}

// ReadInputs reads a stream of documents, one after another and in constant memory: YAML documents
// between "---" lines, JSON values, or with the name's extension .ndjson or .jsonl a JSON value on
// each line. A document that is refused comes with an error that is a [Diagnostics], and those after
// it are read; any other error is the reader's own, and the last. Otherwise it is as [ReadInput].
func ReadInputs(name string, r io.Reader) iter.Seq2[Input, error] {
	return func(yield func(Input, error) bool) {
		for documents := input.NewReader(r, name, input.FormatOf(name)); ; {
			d, err := documents.Next()
			var refused model.Diagnostics
			switch {
			case err == io.EOF:
				return
			case errors.As(err, &refused):
				if !yield(Input{}, diagnosticsOf(refused)) {
					return
				}
			case err != nil:
				yield(Input{}, err)
				return
			case !yield(Input{hide(read{d.Value, d})}, nil):
				return
			}
		}
	}
}

// InputOf is a Go value as an input: what encoding/json makes of it, whose rules about struct tags and
// omitted fields hold. A number has to be whole and fit into 64 bits, a float64 too, or the contract
// refuses it. Diagnostics about the input have paths and no positions. It fails when the value has
// something that is no JSON, or is beyond the limits.
func InputOf(value any) (Input, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return Input{}, fmt.Errorf("the input is no JSON: %w", err)
	}
	v, err := model.ParseInput(text)
	if err != nil {
		return Input{}, fmt.Errorf("the input cannot be read: %w", err)
	}
	return Input{hide(read{value: v})}, nil
}

// locate gives diagnostics about the input their positions in its text.
func (in Input) locate(diagnostics model.Diagnostics) model.Diagnostics {
	document := in.hidden.show().document
	if document == nil {
		return diagnostics
	}
	return document.Locate(diagnostics)
}
