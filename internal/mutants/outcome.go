package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/mutants/point"
	"github.com/base-k8s/base-k8s/internal/terraform"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// outcome is what a mutant of the compiler makes of a contract.
type outcome string

const (
	same     outcome = "same"     // the same model, or the same refusal
	equal    outcome = "equal"    // another model, with CUE's answers
	refused  outcome = "refused"  // the contract is refused
	reported outcome = "reported" // the check of the translation reports a difference
	fault    outcome = "fault"    // the compiler panics, or does not end
	wrong    outcome = "WRONG"    // gen writes a module that answers otherwise than CUE
)

const (
	randomInputs   = 150
	searchedInputs = 100
	randomSeed     = 2 // another one than gen's own check has
)

// subject is a contract with what the whole compiler makes of it.
type subject struct {
	contract
	examples   [][]byte
	model      []byte                       // nil when the contract is refused
	whole      *model.Model                 // the same
	refusal    string                       // the words of that
	references [][]byte                     // the inputs that answers are compared for
	answers    []string                     // to them
	known      map[[sha256.Size]byte]result // by the model
}

// result is an outcome and why.
type result struct {
	Outcome outcome
	Why     string
}

// newSubject compiles a contract with nothing disabled, and returns the points that this
// reaches.
func newSubject(c contract) (*subject, []int, error) {
	s := &subject{contract: c, known: map[[sha256.Size]byte]result{}}
	var err error
	if s.references, err = c.recorded(); err != nil {
		return nil, nil, err
	}
	if c.Examples != "" {
		if s.examples, err = (contract{Recorded: []string{c.Examples}}).recorded(); err != nil {
			return nil, nil, err
		}
	}
	m, text, err := compiled(c.Dir, point.None)
	reached := point.Reached()
	if err != nil {
		s.refusal = err.Error()
		return s, reached, nil
	}
	s.model = text
	for _, input := range testinput.Inputs(m, testinput.Vocabulary{}, searchedInputs) {
		s.references = append(s.references, model.AppendJSON(nil, input))
	}
	random := s.checked(m, nil).Random(randomSeed)()
	for i := range randomInputs {
		s.references = append(s.references, random(i))
	}
	s.whole = m
	s.answers, err = s.answersOf(m)
	return s, reached, err
}

// verify checks that the whole compiler's answers are CUE's.
func (s *subject) verify() error {
	if s.model == nil {
		return nil
	}
	m, _, err := compiled(s.Dir, point.None)
	if err != nil {
		return err
	}
	return s.differs(m, s.references, answersAlone)
}

// compiled compiles with a point disabled. The error may be a panic.
func compiled(dir string, n int) (m *model.Model, text []byte, err error) {
	point.Disable(n)
	if m, err = compile.Compile(dir); err != nil {
		return nil, nil, err
	}
	text, err = model.EncodeJSON(m)
	return m, text, err
}

// try disables a point.
func (s *subject) try(n int) (r result) {
	defer func() {
		if p := recover(); p != nil {
			r = result{fault, fmt.Sprint("panic: ", p)}
		}
	}()
	m, text, err := compiled(s.Dir, n)
	switch {
	case err != nil && err.Error() == s.refusal:
		return result{same, ""}
	case err != nil:
		return result{refused, err.Error()}
	case string(text) == string(s.model):
		return result{same, ""}
	}
	key := sha256.Sum256(text)
	r, ok := s.known[key]
	if !ok {
		r = s.outcome(m)
		s.known[key] = r
	}
	return r
}

// outcome decides about a model that differs from the whole compiler's.
func (s *subject) outcome(m *model.Model) result {
	if s.model == nil {
		return s.tryUnrefused(m)
	}
	got, err := s.answersOf(m)
	if err != nil {
		return result{fault, err.Error()}
	}
	checked := false
	for i := range got {
		if got[i] == s.answers[i] {
			continue
		}
		if !checked {
			if r := s.check(m); r.Outcome != "" {
				return r
			}
			checked = true
		}
		// Stock CUE is right as well when null is absent where this model has it so.
		if s.differs(m, s.references[i:i+1], answersAlone) != nil {
			return result{wrong, fmt.Sprintf("%s: CUE %s, the model %s", s.references[i], s.answers[i], got[i])}
		}
	}
	return result{equal, ""}
}

// tryUnrefused checks the model of a contract that the whole compiler refuses, by more
// inputs than it is checked with.
func (s *subject) tryUnrefused(m *model.Model) result {
	if r := s.check(m); r.Outcome != "" {
		return r
	}
	random := s.checked(m, nil).Random(randomSeed)()
	inputs := s.references
	for i := range 2 * randomInputs {
		inputs = append(inputs[:len(inputs):len(inputs)], random(i))
	}
	if err := s.differs(m, inputs, answersAlone); err != nil {
		return result{wrong, err.Error()}
	}
	return result{equal, ""}
}

// check does what gen does with a model before it writes anything: no outcome when it
// would be written. The first difference is enough, so the inputs are gone through here,
// those that need no search first, before gen itself is asked, which looks for the
// smallest one.
func (s *subject) check(m *model.Model) result {
	module, err := terraform.Print(m)
	if err != nil {
		return result{refused, err.Error()}
	}
	if err := s.differs(m, s.examples, everything); err != nil {
		return result{reported, err.Error()}
	}
	inputs, err := s.checked(m, module).Inputs(s.examples)
	if err != nil {
		return result{fault, err.Error()}
	}
	if err := s.differs(m, inputs, everything); err != nil {
		return result{reported, err.Error()}
	}
	var said string
	_, err = (&generate.Contract{
		Schema: s.Dir, Inputs: s.Examples, Out: filepath.Join(os.TempDir(), "nothing-generated"),
		Say: func(d model.Diagnostic) { said = d.String() },
	}).Files()
	var finding *conformance.Finding
	switch {
	case err == nil:
		return result{}
	case errors.As(err, &finding):
		return result{reported, finding.Summary}
	case errors.Is(err, batch.ErrRefused):
		return result{reported, "an example is refused: " + said}
	}
	return result{refused, err.Error()}
}

// What differs looks at.
const (
	everything   = false
	answersAlone = true // not the words of a refusal
)

// differs is the first difference between the three evaluators of a model.
func (s *subject) differs(m *model.Model, inputs [][]byte, answersAlone bool) error {
	module, err := terraform.Print(m)
	if err != nil {
		return err
	}
	c := s.checked(m, module)
	evaluators, err := conformance.NewEvaluators(c.Dir, c.Model, c.Module)
	if err != nil {
		return err
	}
	for _, input := range inputs {
		_, _, err := evaluators.Compare(input)
		var d *conformance.Difference
		if errors.As(err, &d) && answersAlone && d.CUE.Refused && d.Model.Refused {
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", input, err)
		}
	}
	return nil
}

func (s *subject) checked(m *model.Model, module []terraform.File) *conformance.Contract {
	c := &conformance.Contract{Dir: s.Dir, Model: m, Module: map[string][]byte{}}
	for _, f := range module {
		c.Module[f.Name] = f.Content
	}
	return c
}

// answersOf are what a model says of the references: the objects, outputs and warnings, or that
// it refuses. What records the input is left out, by this model or the whole compiler's: CUE
// has no value there.
func (s *subject) answersOf(m *model.Model) ([]string, error) {
	evaluator := evaluator.NewModel(m, nil)
	list := make([]string, len(s.references))
	for i, input := range s.references {
		v, err := evaluator.Evaluate(input)
		if err != nil {
			return nil, err
		}
		list[i] = "refuses"
		if !v.Refused {
			outputs := s.whole.WithoutRecords(m.WithoutRecords(v.Outputs))
			list[i] = fmt.Sprintf("%s %s %q", model.AppendJSON(nil, v.Objects), model.AppendJSON(nil, outputs), v.Warnings)
		}
	}
	return list, nil
}
