// Package evaluator evaluates a contract for one input, in independent ways.
//
// What goes in is a contract and an input, a JSON text; what comes out is a [Verdict]:
// whether the contract accepts the input, and the objects, outputs and warnings that it
// then gives. [CUE] evaluates the contract's own files with CUE, and [Model] evaluates the
// compiled model. Package terraform below evaluates the generated module, in Terraform's
// expression language. The package does not compare verdicts: package conformance
// does, and an evaluator that knew the others' verdicts would prove nothing.
package evaluator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Evaluator evaluates a contract for inputs. It is not safe for concurrent use.
type Evaluator interface {
	// Evaluate evaluates the contract for an input, a JSON text. An error is a fault of the
	// contract, the compiler or the printer, never of the input. An input that the rules
	// accept, but for which the objects or outputs cannot be evaluated, is refused: see
	// Verdict.Failed.
	Evaluate(input []byte) (*Verdict, error)
}

// Verdict is the result of evaluating a contract for one input.
type Verdict struct {
	// Refused is set when the contract refuses the input. Objects, Outputs and
	// Warnings are then empty.
	Refused bool
	// Messages are those of the contract's own rules that refuse the input, whole sentences,
	// sorted and each once. Terraform has one message for all the elements of a list that
	// break a rule, with a sentence for each.
	Messages []string
	// Malformed is set when the input is not of the declared types. Each evaluator has its own
	// messages for that.
	Malformed bool
	// Partial is set when there may be further messages: Terraform does not run rules
	// about a variable that has already failed.
	Partial bool
	// Failed is set when the rules accept the input and the rest of the contract cannot
	// be evaluated for it. There are no messages then.
	Failed bool
	// Reason is why the evaluator refuses the input, in its own words, and Positions are
	// the places in the contract that it names. They are for people, and are not compared.
	Reason    string
	Positions []model.Position
	// FailedPath or FailedPart is what cannot be evaluated, as CUE or Terraform names it:
	// the keys and indices that lead to it, or a part of the module.
	FailedPath []any
	FailedPart *PartError

	// Objects are the Kubernetes objects by their keys in the contract.
	Objects model.Object
	// Outputs are the values of the outputs by their names.
	Outputs model.Object
	// Warnings are those reported for an accepted input, whole sentences, sorted.
	Warnings []string
	// Unchecked are the warnings that have no check block in Terraform.
	Unchecked []string
}

// PartError is why a part of a Terraform module cannot be evaluated.
type PartError struct {
	// Scope is "variable", "local", "output", "check" or the type of a resource, and Name
	// the name that the part has in it.
	Scope, Name string
	Address     string // as Terraform writes it
	Err         error
}

func (e *PartError) Error() string { return e.Address + ": " + e.Err.Error() }

// Unwrap is the error of the part itself.
func (e *PartError) Unwrap() error { return e.Err }

// Refusal is the verdict on an input that breaks rules with these messages.
func Refusal(messages []string) *Verdict {
	slices.Sort(messages)
	return &Verdict{Refused: true, Messages: slices.Compact(messages)}
}

// ParseInput reads a JSON text as a model.Value. Numbers that are not whole numbers
// of 64 bits stay a json.Number, for the evaluators to refuse.
func ParseInput(text []byte) (model.Value, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var decoded any
	if err := dec.Decode(&decoded); err != nil {
		return nil, err
	}
	if dec.More() {
		return nil, fmt.Errorf("more than one JSON value")
	}
	return fromJSON(decoded), nil
}

// fromJSON is model.FromJSON for inputs, which may hold numbers of any size.
func fromJSON(decoded any) model.Value {
	switch decoded := decoded.(type) {
	case []any:
		list := make([]model.Value, len(decoded))
		for i := range decoded {
			list[i] = fromJSON(decoded[i])
		}
		return list
	case map[string]any:
		object := make(model.Object, 0, len(decoded))
		for key, value := range decoded {
			object = append(object, model.Member{Key: key, Value: fromJSON(value)})
		}
		object.Sort()
		return object
	case json.Number:
		if n, err := model.FromJSON(decoded); err == nil {
			return n
		}
	}
	return decoded
}
