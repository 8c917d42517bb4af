package template

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"

	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
)

// verdictSeed and verdictCount are of the values that TestOneVerdict tries.
const (
	verdictSeed  = 1
	verdictCount = 10_000
)

// TestOneVerdict puts random values before the code of Coder's provider and before the contract: what
// a parameter accepts, the contract accepts in the call of the module, beside what some preset chooses.
// Where the template narrows nothing on purpose, what a parameter refuses the contract refuses as well.
func TestOneVerdict(t *testing.T) {
	f := readForm(t)
	t.Logf("%d values of %d parameters, seed %d", verdictCount, len(f.parameters), verdictSeed)
	v := f.verdicts(t, verdictSeed, verdictCount)
	for _, fault := range slices.Sorted(maps.Keys(v.faults)) {
		t.Error(fault)
	}
	for i := range f.parameters {
		if p := &f.parameters[i]; narrows(t, p) && !v.narrows[p.Name] {
			t.Errorf("%s has bounds of its own in the contract's section about the template, and they narrow nothing", p.Name)
		}
	}
	t.Logf("%d are accepted", v.accepted)
	if v.accepted < verdictCount/10 {
		t.Error("hardly any value is accepted: the values show nothing")
	}
}

// verdicts are what provider and contract say of many values.
type verdicts struct {
	faults   map[string]bool // in words
	narrows  map[string]bool // the parameters that refuse what the contract accepts
	accepted int
}

func (f *form) verdicts(t *testing.T, seed uint64, count int) *verdicts {
	t.Helper()
	g := f.newGenerator(t, seed)
	asked, questions := make([]*parameter, count), make([]question, count)
	for i := range questions {
		asked[i] = &f.parameters[i%len(f.parameters)]
		questions[i] = question{Parameter: asked[i].Raw, Value: g.value(asked[i])}
	}
	answers, err := ask(questions)
	if err != nil {
		t.Fatal(err)
	}
	v := &verdicts{faults: map[string]bool{}, narrows: map[string]bool{}}
	for i, q := range questions {
		refusal := f.refusal(t, asked[i], q.Value)
		switch byProvider := answers[i].Refusal; {
		case byProvider == "" && refusal != "":
			v.faults[fmt.Sprintf("%s = %.80q is accepted, and the contract says: %.300s", asked[i].Name, q.Value, refusal)] = true
		case byProvider == "":
			v.accepted++
		case refusal == "" && isCanonical(asked[i], q.Value):
			v.narrows[asked[i].Name] = true
			if !narrows(t, asked[i]) {
				v.faults[fmt.Sprintf("%s = %.80q is refused, and the contract accepts it: %.300s", asked[i].Name, q.Value, byProvider)] = true
			}
		}
	}
	return v
}

// narrowed are the parameters that accept less than the contract does on purpose: those for which the
// contract's section about the template has bounds of its own.
var narrowed = sync.OnceValues(func() (map[string]bool, error) {
	instance, err := evaluator.Load(example.SchemaDir)
	if err != nil {
		return nil, err
	}
	fields, err := cuecontext.New().BuildInstance(instance).LookupPath(cue.ParsePath("template.parameters")).Fields()
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for fields.Next() {
		bounds := fields.Value()
		if bounds.LookupPath(cue.ParsePath("min")).Exists() || bounds.LookupPath(cue.ParsePath("max")).Exists() {
			names[fields.Selector().String()] = true
		}
	}
	return names, nil
})

// narrows reports whether a parameter is one of the narrowed ones.
func narrows(t *testing.T, p *parameter) bool {
	t.Helper()
	names, err := narrowed()
	if err != nil {
		t.Fatal(err)
	}
	return names[p.Name]
}

// refusal is why the contract refuses a value of a parameter in every preset, and what Terraform says
// where it cannot convert it; "" when the contract accepts it.
func (f *form) refusal(t *testing.T, p *parameter, value string) (refusal string) {
	t.Helper()
	for _, preset := range f.presets {
		chosen := f.values(preset.Parameters)
		chosen[p.Label] = value
		if refusal = f.refusalOf(t, chosen); refusal == "" {
			return ""
		}
	}
	return refusal
}

// refusalOf is why the contract refuses the call with these values of all parameters.
func (f *form) refusalOf(t *testing.T, values map[string]string) string {
	t.Helper()
	m := contract(t)
	input, err := f.evaluate(start(nil), values).input(m)
	if err != nil {
		return err.Error()
	}
	var refusals []string
	for _, d := range m.Refusals(input) {
		if d.Severity == model.Error {
			refusals = append(refusals, d.Summary)
		}
	}
	return strings.Join(refusals, "; ")
}

// isCanonical reports whether Terraform writes a value of the parameter's type as it is: "04" is a
// number, and is not how one is written.
func isCanonical(p *parameter, value string) bool {
	conversion := map[string]string{"number": "tostring(tonumber(v))", "bool": "tostring(tobool(v))", "list(string)": "jsonencode(jsondecode(v))"}[p.Type]
	if conversion == "" {
		return true
	}
	written, err := evaluateText(conversion, value)
	return err == nil && written == value
}
