package compile

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/golden"
)

// Every construct stands in the contract of its case.
func TestConstructsHaveCases(t *testing.T) {
	for _, c := range Constructs() {
		archive, err := txtar.ParseFile("testdata/" + c.Case + ".txtar")
		if err != nil {
			t.Errorf("%s: %v", c.CUE, err)
			continue
		}
		contract := string(golden.Data(archive, "contract.cue"))
		if c.Sign == "" || !strings.Contains(contract, c.Sign) {
			t.Errorf("%s: the case %s has no %q", c.CUE, c.Case, c.Sign)
		}
	}
}

// Every operator and every function that constrains a value, of those that are compiled,
// is one of the constructs.
func TestConstructsAreAll(t *testing.T) {
	var all strings.Builder
	for _, c := range Constructs() {
		all.WriteString(c.CUE + "\n")
	}
	for operator := range operators {
		if !strings.Contains(all.String(), "`"+operator.String()+"`") {
			t.Errorf("%s is no construct", operator)
		}
	}
	for name := range validators {
		if !refused[name] && !strings.Contains(all.String(), string(name)+"(") {
			t.Errorf("%s is no construct", name)
		}
	}
}

// refused are the validators that are an error: see the case errors-validators.
var refused = map[builtin]bool{"matchN": true, "matchIf": true}
