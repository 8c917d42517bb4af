package template

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"

	programs "github.com/base-k8s/base-k8s/e2e/build"
)

// question is a value that may be one of a parameter.
type question struct {
	Parameter map[string]json.RawMessage
	Value     string
	Previous  *string
}

// verdict is what Coder's provider says: nothing when it accepts the value.
type verdict struct{ Refusal string }

// ask asks the code of Coder's provider about values.
func ask(questions []question) ([]verdict, error) {
	program, err := programs.Binary("coder", "github.com/base-k8s/base-k8s/e2e/coder/parameter")
	if err != nil {
		return nil, err
	}
	var in bytes.Buffer
	encoder := json.NewEncoder(&in)
	for _, q := range questions {
		if err := encoder.Encode(q); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command(program)
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	verdicts := make([]verdict, len(questions))
	decoder := json.NewDecoder(bytes.NewReader(out))
	for i := range verdicts {
		if err := decoder.Decode(&verdicts[i]); err != nil {
			return nil, err
		}
	}
	return verdicts, nil
}
