package conformance

import (
	"fmt"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
)

// fixed is an evaluator with one verdict for everything.
type fixed evaluator.Verdict

func (f fixed) Evaluate([]byte) (*evaluator.Verdict, error) { return (*evaluator.Verdict)(&f), nil }

// TestCompare shows which differences between verdicts are found.
func TestCompare(t *testing.T) {
	object := func(name string) fixed {
		return fixed{Objects: model.Object{{Key: "main", Value: model.Object{{Key: "kind", Value: name}}}}}
	}
	output := func(v model.Value) fixed { return fixed{Outputs: model.Object{{Key: "out", Value: v}}} }
	fail := fixed{Refused: true, Failed: true, Reason: "broken"}
	refuse := func(messages ...string) fixed { return fixed{Refused: true, Messages: messages} }
	for _, test := range []struct {
		name                  string
		cue, model, terraform fixed
		want                  string // part of the difference, "" for none
	}{
		{"the same objects", object("a"), object("a"), object("a"), ""},
		{"CUE has another object", object("b"), object("a"), object("a"), `objects.main.kind: CUE has "b", the model "a"`},
		{"Terraform has another object", object("a"), object("a"), object("b"), `objects.main.kind: Terraform has "b", the model "a"`},
		{"Terraform has no object", object("a"), object("a"), fixed{}, `objects.main: Terraform has none`},
		{"Terraform has one object more", fixed{}, fixed{}, object("a"), `objects.main: Terraform has {"kind":"a"}, the model none`},
		{"a number and a string", output("1"), output("1"), output(int64(1)), `outputs.out: Terraform has 1, the model "1"`},
		{"null and nothing", output(nil), output(nil), fixed{}, `outputs.out: Terraform has none`},
		{"lists of two lengths", output([]model.Value{"a"}), output([]model.Value{}), fixed{}, `outputs.out: CUE has ["a"], the model []`},
		{"CUE accepts", fixed{}, refuse("No."), refuse("No."), "CUE accepts, the model refuses: No."},
		{"Terraform accepts", refuse("No."), refuse("No."), fixed{}, "Terraform accepts, the model refuses: No."},
		{"CUE has the constraint's words", refuse("must be 1."), refuse("a = 2: must be 1."), refuse("a = 2: must be 1."), ""},
		{"CUE has other words", refuse("must be 1."), refuse("a = 2: must be 3."), refuse("a = 2: must be 3."), "messages: CUE says"},
		{"CUE has no words", refuse(), refuse("a = 2: must be 3."), refuse("a = 2: must be 3."), "messages: CUE says"},
		{"the same words", refuse("No.", "Nor this."), refuse("No.", "Nor this."), refuse("No. Nor this."), ""},
		{"other words", refuse("No."), refuse("No."), refuse("Never."), "messages"},
		{"a sentence too few", refuse("No.", "Nor this."), refuse("No.", "Nor this."), refuse("No."), "messages"},
		{"Terraform stopped early", refuse("No.", "Nor this."), refuse("No.", "Nor this."), fixed{Refused: true, Messages: []string{"No."}, Partial: true}, ""},
		{"the model stopped early", refuse("No.", "Nor this."), refuse("No."), refuse("No.", "Nor this."), ""},
		{"HTML is escaped by Terraform only", refuse("no."), refuse(`a = "<&>": no.`), refuse(`a = "\u003c\u0026\u003e": no.`), ""},
		{"what is not printable is escaped by the model only", refuse("no."), refuse(`a = "\u009b\u202e": no.`), refuse("a = \"\u009b\u202e\": no."), ""},
		{"another character", refuse("no."), refuse(`a = "<": no.`), refuse(`a = "\u003e": no.`), "messages"},
		{"CUE fails", fail, output(1), output(1), "CUE refuses, the model accepts: broken"},
		{"the model fails", output(1), fail, output(1), "CUE accepts, the model refuses: broken"},
		{"Terraform fails", output(1), output(1), fail, "Terraform refuses, the model accepts: broken"},
		{"the contract cannot be evaluated", fail, fail, fail, ""},
		{"Terraform refuses what the others cannot evaluate", fail, fail, refuse("No."), "messages: only Terraform says"},
		{"the model refuses what CUE cannot evaluate", fail, refuse("No."), refuse("No."), ""},
		{"the model fails where #Input refuses", refuse("No."), fail, fail, "#Input refuses, the model accepts and fails: broken"},
		{"wrong types", refuse(), fixed{Refused: true, Messages: []string{"No."}, Malformed: true}, fixed{Refused: true, Malformed: true}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			evaluators := &Evaluators{contract: &model.Model{}, cue: test.cue, model: test.model, terraform: test.terraform}
			_, _, err := evaluators.Compare([]byte("{}"))
			if got := fmt.Sprint(err); test.want == "" && err != nil || !strings.Contains(got, test.want) && test.want != "" {
				t.Errorf("got %v, want %s", got, test.want)
			}
		})
	}
}
