// Package conformance finds out whether a contract means the same to its three readers.
//
// What goes in is a [Contract] — its CUE files, the model compiled from them and the
// Terraform module printed from that — and inputs as JSON: examples and those of package
// witness ([Contract.Check]), or random ones ([Generator]). What comes out is the first
// difference between what three evaluators say about an input, each a [Verdict]: [CUE]
// is CUE's own evaluator, [Model] the compiled form, and [Terraform] evaluates the
// printed module with HCL and turns its resources back into Kubernetes objects. A
// [Finding] is a difference as the author of a contract can use it.
//
// The package refuses to know any contract and any cluster. Where the languages are
// known to differ, the difference is an entry in a list, with its reason: [Treatments]
// for inputs, [Forms] for objects.
package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Evaluator judges inputs. It is not safe for use by several goroutines at once.
type Evaluator interface {
	// Judge says what a contract makes of an input, a JSON text. An error means
	// that the evaluator cannot say, which is a fault of the contract, the compiler
	// or the printer, and never of the input. An input for which what the contract
	// makes of it cannot be evaluated is refused: see Verdict.Failed.
	Judge(input []byte) (*Verdict, error)
}

// Verdict is what an evaluator says about one input.
type Verdict struct {
	// Refused tells whether the contract refuses the input. Objects, Outputs and
	// Warnings are then empty.
	Refused bool
	// Messages are the words of the contract's own rules that refuse the input, whole
	// sentences, sorted and each once. Terraform has one message for all the elements
	// of a list that break a rule, with a sentence for each.
	Messages []string
	// Malformed tells that the input is not even of the declared types, of which
	// every evaluator speaks in its own words.
	Malformed bool
	// Partial tells that there may be further messages: Terraform does not run rules
	// about a variable that has already failed.
	Partial bool
	// Failed tells that the rules accept the input and the rest of the contract cannot
	// be evaluated for it. There are no messages then.
	Failed bool
	// Reason is why the evaluator refuses the input, in its own words, and Positions are
	// the places in the contract that it names. Both are for people who read a
	// [Difference]: they are not compared.
	Reason    string
	Positions []model.Position
	// steps or part are what cannot be evaluated, as CUE or Terraform names it.
	steps []any
	part  *partError

	// Objects are the Kubernetes objects by their key in the contract.
	Objects model.Object
	// Outputs are the values that the module gives back.
	Outputs model.Object
	// Warnings are what is told about an accepted input, whole sentences, sorted.
	Warnings []string
	// unchecked are those that Terraform has no check block for.
	unchecked []string
}

// refused is the verdict on an input that breaks rules.
func refused(messages []string) *Verdict {
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
		return objectOf(decoded, fromJSON)
	case json.Number:
		if n, err := model.FromJSON(decoded); err == nil {
			return n
		}
	}
	return decoded
}

// objectOf builds a model.Object from a Go map, with each value converted.
func objectOf[T any](members map[string]T, convert func(T) model.Value) model.Object {
	object := make(model.Object, 0, len(members))
	for key, value := range members {
		object = append(object, model.Member{Key: key, Value: convert(value)})
	}
	sortMembers(object)
	return object
}
