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
	// accepted, of a large contract fewer: mostWork is the most for their number times the
	// size of the model's JSON. What one of them takes grows with the model, and all of them
	// are to take a few seconds.
	mostAccepted = 200
	mostWork     = 20 << 20
	// randomInputs is how many random inputs there are beside.
	randomInputs = 50
	checkSeed    = 1
)

// Check puts the inputs of [Contract.Inputs] before the evaluators.
func (c *Contract) Check(examples [][]byte, progress func(of int)) (*Report, error) {
	inputs, err := c.Inputs(examples)
	if err != nil {
		return nil, err
	}
	source := func() Source { return func(i int) []byte { return inputs[i] } }
	return c.Run(len(inputs), source, progress)
}

// Inputs are the inputs that a contract is checked with: those of package testinput,
// the examples, JSON texts, and a few random ones. They are the same for the same contract.
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

// TestInputs are the inputs of package testinput, JSON texts, made with the words of the
// contract. About as many as most are accepted.
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

// Random makes sources of random inputs, which use the words of the contract. Input i is
// the same for the same seed.
func (c *Contract) Random(seed uint64) func() Source {
	words, _ := words(c.Dir) // the evaluator reports what is wrong with the files
	return func() Source {
		return random.New(c.Model, seed, words.Texts...).Input
	}
}

// withoutSecrets is an example whose sensitive inputs have other strings and numbers in
// them: a finding shows inputs and what is made of them. What is empty stays so.
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
