package conformance

import (
	"encoding/json"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

const (
	// mostAccepted is about how many of the inputs that a contract is checked with are
	// accepted. A large contract has fewer: mostWork bounds their number times the size of the
	// model's JSON, because an input takes longer in a larger model and all of them should
	// take a few seconds.
	mostAccepted = 200
	mostWork     = 20 << 20
	// randomInputs is how many random inputs are added.
	randomInputs = 50
	checkSeed    = 1
)

// Check runs the evaluators on inputs, such as those of [Contract.Inputs].
func (c *Contract) Check(inputs [][]byte, progress func(of int)) (*Report, error) {
	source := func() Source { return func(i int) []byte { return inputs[i] } }
	return c.Run(len(inputs), source, progress)
}

// Inputs returns the inputs that a contract is checked with, JSON texts: those of package
// testinput, the examples, and a few random ones. The same contract has the same inputs.
func (c *Contract) Inputs(examples [][]byte) (inputs [][]byte, err error) {
	text, err := json.Marshal(c.Model)
	if err != nil {
		return nil, err
	}
	if inputs, err = c.TestInputs(min(mostAccepted, mostWork/len(text))); err != nil {
		return nil, err
	}
	for _, example := range examples {
		inputs = append(inputs, withoutSecrets(example, c.Model.Inputs))
	}
	input := c.Random(checkSeed)()
	for i := range randomInputs {
		inputs = append(inputs, input(i))
	}
	return inputs, nil
}

// TestInputs returns the inputs that package testinput finds with the words of the contract,
// JSON texts. About as many as most are accepted.
func (c *Contract) TestInputs(most int) (inputs [][]byte, err error) {
	words, err := words(c.Dir)
	if err != nil {
		return nil, err
	}
	for _, input := range testinput.Inputs(c.Model, words, most) {
		inputs = append(inputs, model.AppendJSON(nil, input))
	}
	return inputs, nil
}

// Random returns a function that makes sources of random inputs, with the words of the
// contract. Input i is the same for the same seed.
func (c *Contract) Random(seed uint64) func() Source {
	words, _ := words(c.Dir) // the evaluator reports what is wrong with the files
	return func() Source {
		return random.New(c.Model, seed, words.Texts...).Input
	}
}

// withoutSecrets replaces the strings and numbers in the sensitive inputs of an example,
// because a finding shows inputs and results. What is empty stays empty.
func withoutSecrets(input []byte, fields []*model.Field) []byte {
	value, err := evaluator.ParseInput(input)
	object, ok := value.(model.Object)
	if err != nil || !ok {
		return input
	}
	for i, m := range object {
		if field := model.FindField(fields, m.Key); field != nil && field.Sensitive {
			object[i].Value = replaced(m.Value)
		}
	}
	return model.AppendJSON(nil, object)
}

func replaced(v model.Value) model.Value {
	switch v := v.(type) {
	case string:
		return "example"[:min(len(v), len("example"))]
	case int64:
		return max(-1, min(v, 1))
	case json.Number:
		return json.Number("0.5")
	case []model.Value:
		for i := range v {
			v[i] = replaced(v[i])
		}
	case model.Object:
		for i := range v {
			v[i].Value = replaced(v[i].Value)
		}
	}
	return v
}
