package template

import (
	"slices"
	"testing"
)

// pool has values of each parameter, by label: those that Coder's provider accepts, and those that it
// refuses, with its words.
type pool struct {
	accepted map[string][]string
	refused  map[string][]refusedValue
}

type refusedValue struct{ value, refusal string }

// newPool tries so many random values for each parameter, and all that its form offers.
func (f *form) newPool(t *testing.T, g *generator, tries int) *pool {
	t.Helper()
	var questions []question
	var labels []string
	for i := range f.parameters {
		p := &f.parameters[i]
		values := p.offers(f.presets)
		for range tries {
			values = append(values, g.value(p))
		}
		slices.Sort(values)
		for _, value := range slices.Compact(values) {
			questions = append(questions, question{Parameter: p.Raw, Value: value})
			labels = append(labels, p.Label)
		}
	}
	verdicts, err := ask(questions)
	if err != nil {
		t.Fatal(err)
	}
	all := &pool{accepted: map[string][]string{}, refused: map[string][]refusedValue{}}
	for i, label := range labels {
		if refusal := verdicts[i].Refusal; refusal != "" {
			all.refused[label] = append(all.refused[label], refusedValue{questions[i].Value, refusal})
		} else {
			all.accepted[label] = append(all.accepted[label], questions[i].Value)
		}
	}
	return all
}

// offers are the values that the form names.
func (p *parameter) offers(presets []preset) (values []string) {
	for _, o := range p.Option {
		values = append(values, o.Value)
	}
	if p.Default != nil {
		values = append(values, *p.Default)
	}
	for _, preset := range presets {
		if value, ok := preset.Parameters[p.Name]; ok {
			values = append(values, value)
		}
	}
	if p.Type == "bool" {
		values = append(values, "true", "false")
	}
	return values
}

// random are values of all parameters, by label.
func (all *pool) random(g *generator) map[string]string {
	chosen := map[string]string{}
	for label, values := range all.accepted {
		chosen[label] = pick(g, values)
	}
	return chosen
}
