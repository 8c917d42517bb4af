package contract_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/base-k8s/base-k8s/contract"
)

// The zero input, and one that is null, are refused.
func TestNoInputIsRefused(t *testing.T) {
	null, err := contract.InputOf(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []contract.Input{{}, null} {
		const want = "error: the input must be an object with the inputs as its keys, not null"
		if _, err := own(t).Evaluate(in); err == nil || err.Error() != want {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
}

// Inputs can be compared, and be the keys of a map, as what does not change can be.
func TestInputsCanBeCompared(t *testing.T) {
	in, err := contract.InputOf(map[string]any{"a": 1})
	if err != nil {
		t.Fatal(err)
	}
	if same := in; same != in || in == (contract.Input{}) || len(map[contract.Input]bool{in: true, same: true}) != 1 {
		t.Error("an input is not the same as itself, or as none")
	}
}

func TestSeveralDocumentsAreNoInput(t *testing.T) {
	_, err := contract.ReadInput("x.yaml", []byte("a: 1\n---\nb: 1\n"))
	const want = "x.yaml:3:1: error: the text has more than one document: an input is one"
	if err == nil || err.Error() != want {
		t.Errorf("the error is %v, want %s", err, want)
	}
	if _, err = contract.ReadInput("x.json", []byte(`{"a": 1} x`)); err == nil || !strings.HasPrefix(err.Error(), "x.json:1:10: ") {
		t.Errorf("the error is %v", err)
	}
}

// A value is an input as its JSON is; what is no JSON, or beyond the limits, is none.
func TestInputOf(t *testing.T) {
	cyclic := map[string]any{}
	cyclic["a"] = cyclic
	deep := any("x")
	for range contract.MaxInputDepth + 1 {
		deep = []any{deep}
	}
	for name, c := range map[string]struct {
		value any
		want  string
	}{
		"a function": {map[string]any{"a": func() {}}, "the input is no JSON: "},
		"no number":  {math.NaN(), "the input is no JSON: "},
		"a cycle":    {cyclic, "the input is no JSON: "},
		"depth":      {deep, "the input cannot be read: it is nested deeper than 64 levels"},
		"size":       {strings.Repeat("x", contract.MaxInputBytes), "the input cannot be read: it is larger than 1 MiB"},
	} {
		if _, err := contract.InputOf(c.value); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want %s", name, err, c.want)
		}
	}
}

// Whole numbers are taken from every Go type, and others are refused by the contract.
func TestNumbersOfValues(t *testing.T) {
	c := own(t)
	for value, want := range map[any]string{
		4: "", int8(4): "", uint64(4): "", 4.0: "", float32(4): "",
		4.5:                    "compute_profile.cpu = 4.5: must be a whole number from 1 to 64",
		uint64(math.MaxUint64): "compute_profile.cpu = 18446744073709551615: must be a whole number from 1 to 64",
		1e300:                  "compute_profile.cpu = 1e+300: must be a whole number from 1 to 64",
	} {
		in, err := contract.InputOf(map[string]any{
			"workspace_name": "dev", "owner": "alice", "toolchain_template": map[string]string{"name": "swdev", "version": "1.2.0"},
			"compute_profile": map[string]any{"cpu": value, "memory": "8Gi", "storage": "50Gi"},
		})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if _, err := c.Evaluate(in); err != nil {
			refused, _ := errors.AsType[contract.Diagnostics](err)
			got = refused[0].Summary
		}
		if got != want {
			t.Errorf("%T %v: got %q, want %q", value, value, got, want)
		}
	}
}

// A refused document does not end a stream, and a reader that fails does.
func TestReadInputs(t *testing.T) {
	broken := errors.New("the disk is broken")
	stream := io.MultiReader(strings.NewReader("{}\n[\n{}\n"), iotest.ErrReader(broken))
	var got []string
	for in, err := range contract.ReadInputs("fleet.ndjson", stream) {
		_, refused := err.(contract.Diagnostics)
		got = append(got, fmt.Sprint(in != contract.Input{}, refused, errors.Is(err, broken)))
	}
	want := []string{"true false false", "false true false", "true false false", "false false true"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for range contract.ReadInputs("fleet.ndjson", strings.NewReader("{}\n{}\n")) {
		break // which must not go on
	}
}
