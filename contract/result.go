package contract

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Result is what a contract gives for an input that it accepts. It is made by [Contract.Evaluate], does
// not change, and shows no object to a program that prints it.
type Result struct {
	// Warnings are about the input, which is accepted nevertheless.
	Warnings Diagnostics

	hidden hidden[given]
}

// given is what a contract gives.
type given struct {
	objects []model.Rendered
	outputs model.Object
}

// Evaluate gives the verdict on an input: the result when it is accepted, and otherwise an error, which
// is always a [Diagnostics]. That of base-k8s takes some tenths of a millisecond.
func (c *Contract) Evaluate(in Input) (*Result, error) {
	r, diagnostics := c.evaluate(in.value())
	public := diagnosticsOf(in.locate(diagnostics))
	if r == nil {
		return nil, public
	}
	return &Result{public, hide(given{r.Objects, r.Outputs})}, nil
}

// evaluate evaluates the model. A damaged one may do anything, which must not end the program that
// was given it.
func (c *Contract) evaluate(v model.Value) (r *model.Result, diagnostics model.Diagnostics) {
	defer func() {
		if problem := recover(); problem != nil {
			r, diagnostics = nil, failed(problem)
		}
	}()
	return c.model.Evaluate(v)
}

func failed(problem any) model.Diagnostics {
	summary := fmt.Sprintf("the evaluation failed, which is a mistake in model.json or in this package: %v", problem)
	return model.Diagnostics{{Severity: model.Error, Summary: summary}}
}

// Objects are the Kubernetes objects in the order in which they are applied, as the API server takes
// them: map[string]any with the types of encoding/json, but int64 for numbers, as client-go has them.
// They are a new copy at each call. Secrets are among them, with their data.
func (r *Result) Objects() []map[string]any {
	rendered := r.hidden.show().objects
	objects := make([]map[string]any, len(rendered))
	for i, o := range rendered {
		objects[i] = mapOf(o.Body)
	}
	return objects
}

// Outputs are the module's outputs by name, with the types of [Result.Objects]. What only Terraform
// records is nil. They are a new copy at each call, and nothing sensitive is in them.
func (r *Result) Outputs() map[string]any { return mapOf(r.hidden.show().outputs) }

// YAML is the objects as "gen render" prints them: a document for each, with "---" lines between them.
// It fails on what YAML cannot hold, which no input is known to have.
func (r *Result) YAML() ([]byte, error) { return r.encode(manifest.YAML) }

// JSON is the objects as "gen render -o json" prints them: a v1 List and a line feed.
func (r *Result) JSON() ([]byte, error) { return r.encode(manifest.JSON) }

func (r *Result) encode(format manifest.Format) ([]byte, error) {
	encoder := manifest.Encoder{Format: format}
	return encoder.Encode(nil, r.hidden.show().objects)
}

// Masked is the result with "masked" in place of all data of Secrets, for people to look at. It cannot
// be applied.
func (r *Result) Masked() *Result {
	unmasked := r.hidden.show()
	return &Result{r.Warnings, hide(given{manifest.Mask(unmasked.objects), unmasked.outputs})}
}

func mapOf(o model.Object) map[string]any {
	members := make(map[string]any, len(o))
	for _, m := range o {
		members[m.Key] = goValue(m.Value)
	}
	return members
}

// goValue is a copy of a value in Go's own types.
func goValue(v model.Value) any {
	switch v := v.(type) {
	case model.Object:
		return mapOf(v)
	case []model.Value:
		list := make([]any, len(v))
		for i, elem := range v {
			list[i] = goValue(elem)
		}
		return list
	}
	return v
}
