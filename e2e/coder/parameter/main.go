// Command parameter says whether values of a coder_parameter are accepted, with the code of Coder's
// provider.
//
// It reads requests from standard input, a JSON object each, and writes an answer for each of them.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/coder/terraform-provider-coder/v2/provider"
	"github.com/mitchellh/mapstructure"
)

// request is a value for a parameter.
type request struct {
	// Parameter has the attributes of the data source, as a state has them.
	Parameter map[string]any
	Value     string
	// Previous is what the last build had, if there was one.
	Previous *string
}

// answer is the value that the provider makes of a request, or why it refuses it.
type answer struct {
	Value   string
	Refusal string
}

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	buffered := bufio.NewWriter(out)
	decoder, encoder := json.NewDecoder(in), json.NewEncoder(buffered)
	for {
		var r request
		if err := decoder.Decode(&r); errors.Is(err, io.EOF) {
			return buffered.Flush()
		} else if err != nil {
			return err
		}
		a, err := r.answer()
		if err != nil {
			return err
		}
		if err := encoder.Encode(a); err != nil {
			return err
		}
	}
}

func (r *request) answer() (a answer, err error) {
	var parameter provider.Parameter
	if err := mapstructure.Decode(r.Parameter, &parameter); err != nil {
		return a, fmt.Errorf("%v: %w", r.Parameter["name"], err)
	}
	value, diagnostics := parameter.ValidateInput(&r.Value, r.Previous)
	for _, d := range diagnostics {
		a.Refusal += d.Summary + ": " + d.Detail + "\n"
	}
	a.Value = value
	return a, nil
}
