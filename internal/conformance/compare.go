package conformance

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/evaluator/terraform"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Evaluators are the three evaluators of one contract.
type Evaluators struct {
	inputs    []*model.Field
	invented  map[string]bool // words of constraints that the contract does not have
	contract  *model.Model
	cue       evaluator.Evaluator
	model     evaluator.Evaluator
	terraform evaluator.Evaluator
}

// NewEvaluators makes evaluators of the contract in dir, the model compiled from it and
// the module printed from that.
func NewEvaluators(dir string, m *model.Model, module map[string][]byte) (*Evaluators, error) {
	return newEvaluators(&Contract{Dir: dir, Model: m, Module: module}, newCoverage())
}

// newEvaluators makes evaluators that record in coverage what they reach of the model.
func newEvaluators(c *Contract, coverage *Coverage) (*Evaluators, error) {
	cue, err := evaluator.NewCUE(c.Dir, c.Model.Inputs)
	if err != nil {
		return nil, err
	}
	if err := sameInputs(c.Model, cue); err != nil {
		return nil, err
	}
	module, err := terraform.New(c.Module, c.Model.Inputs)
	if err != nil {
		//nolint:staticcheck // ST1005: Terraform is a name
		return nil, fmt.Errorf("Terraform cannot read the module: %w", err)
	}
	invented := evaluator.ConstraintWords(c.Model.Inputs)
	maps.DeleteFunc(invented, func(words string, _ bool) bool { return cue.HasWords(words) })
	for _, check := range c.Model.Checks {
		if check.Implied {
			invented[impliedWords(check)] = true
		}
	}
	return &Evaluators{inputs: c.Model.Inputs, invented: invented, contract: c.Model, cue: cue, model: evaluator.NewModel(c.Model, coverage.observer()), terraform: module}, nil
}

// WithModule returns the same evaluators with another module in place of the printed one,
// such as the plan of an engine for one input, written as a module.
func (r *Evaluators) WithModule(files map[string][]byte) (*Evaluators, error) {
	module, err := terraform.New(files, r.inputs)
	with := *r
	with.terraform = module
	return &with, err
}

// impliedWords are the words at the end of an implied check's message, behind a path and
// perhaps a value.
func impliedWords(check *model.Check) string {
	last := check.Message
	if len(last.Args) > 0 {
		last = last.Args[len(last.Args)-1]
	}
	text, _ := last.Value.Value.(string)
	return text + "."
}

// Compare evaluates an input with all evaluators. It returns the model's verdict, the name of
// the known difference because of which Terraform was not asked, "" if it was, and a
// [*Difference] when two verdicts differ.
func (r *Evaluators) Compare(input []byte) (*evaluator.Verdict, string, error) {
	parsed, err := evaluator.ParseInput(input)
	if err != nil {
		return nil, "", err
	}
	byCUE, byModel := ask("CUE", r.cue, input), ask("the model", r.model, input)
	difference, known := FindKnownDifference(parsed, r.inputs), ""
	if difference == nil {
		difference = knownFailure(byModel.verdict)
	}
	if difference != nil {
		known = difference.Name
	}
	byTerraform := (*answer)(nil)
	if known == "" {
		byTerraform = ask("Terraform", r.terraform, input)
		nameObjects(byTerraform.verdict.Objects, r.contract)
	}
	d := (*Difference)(nil)
	if difference == nil || !difference.Refused {
		d = r.compare(byCUE, byModel, byTerraform)
	} else if !byModel.verdict.Refused {
		d = &Difference{text: "the model accepts what Terraform changes: " + difference.Name}
	}
	if d == nil {
		return byModel.verdict, known, nil
	}
	d.Input, d.KnownDifference = input, known
	d.CUE, d.Model = byCUE.verdict, byModel.verdict
	if byTerraform != nil {
		d.Terraform = byTerraform.verdict
	}
	return d.Model, known, d
}

// answer is a verdict, and why an evaluator cannot say more than that it fails.
type answer struct {
	name    string
	verdict *evaluator.Verdict
	err     error
}

// ask evaluates an input. An evaluator that panics fails.
func ask(name string, r evaluator.Evaluator, input []byte) (a *answer) {
	a = &answer{name: name}
	defer func() {
		if p := recover(); p != nil {
			a.err = fmt.Errorf("it panics: %v", p)
		}
		if a.err != nil {
			a.verdict = &evaluator.Verdict{Refused: true, Failed: true, Reason: a.err.Error()}
			errors.As(a.err, &a.verdict.FailedPart)
		}
	}()
	a.verdict, a.err = r.Evaluate(input)
	return a
}

// compare returns the first difference; terraform is nil when it was not asked. Terraform
// refuses what it cannot evaluate, which is no difference where the others cannot either.
func (r *Evaluators) compare(cue, m, terraform *answer) *Difference {
	for _, a := range []*answer{m, cue} {
		if a.err != nil {
			return &Difference{text: fmt.Sprintf("%s: %v", a.name, a.err)}
		}
	}
	if d := compareRendered("CUE", r.withoutRecords(cue.verdict), r.withoutRecords(m.verdict)); d != nil {
		return d
	}
	if d := r.compareWords(cue.verdict, m.verdict); d != nil || terraform == nil {
		return d
	}
	if terraform.err != nil && (!m.verdict.Refused || len(m.verdict.Messages) > 0) {
		return &Difference{text: fmt.Sprintf("Terraform: %v", terraform.err)}
	}
	return compareTerraform(terraform.verdict, m.verdict)
}

// withoutRecords leaves out the outputs that record the input, which are null in CUE.
func (r *Evaluators) withoutRecords(v *evaluator.Verdict) *evaluator.Verdict {
	c := *v
	c.Outputs = r.contract.WithoutRecords(v.Outputs)
	return &c
}

// compareTerraform compares objects in canonical form, and messages.
func compareTerraform(terraform, m *evaluator.Verdict) *Difference {
	checked := canonicalVerdict(m)
	checked.Warnings = slices.DeleteFunc(slices.Clone(m.Warnings), func(w string) bool { return slices.Contains(m.Unchecked, w) })
	if d := compareRendered("Terraform", canonicalVerdict(terraform), checked); d != nil {
		return d
	}
	return compareMessages(terraform, m)
}

func canonicalVerdict(v *evaluator.Verdict) *evaluator.Verdict {
	c := *v
	c.Objects = slices.Clone(v.Objects)
	for i, member := range c.Objects {
		c.Objects[i].Value = canonical(member.Value.(model.Object))
	}
	return &c
}

// compareRendered compares the verdicts proper, objects and outputs.
func compareRendered(name string, v, m *evaluator.Verdict) *Difference {
	if v.Refused != m.Refused {
		said := map[bool]string{true: "refuses", false: "accepts"}
		words := slices.Concat(v.Messages, m.Messages)
		if len(words) == 0 {
			words = []string{v.Reason + m.Reason}
		}
		return &Difference{text: fmt.Sprintf("%s %s, the model %s: %s", name, said[v.Refused], said[m.Refused], strings.Join(words, " "))}
	}
	for _, part := range []struct {
		name string
		v, m model.Value
	}{
		{"objects", v.Objects, m.Objects},
		{"outputs", v.Outputs, m.Outputs},
		{"warnings", list(v.Warnings), list(m.Warnings)},
	} {
		if found := differ(part.v, part.m, part.name); found != nil {
			return found.error(name)
		}
	}
	return nil
}

func list(texts []string) []model.Value {
	values := make([]model.Value, len(texts))
	for i, text := range texts {
		values[i] = text
	}
	return values
}

// compareMessages compares the messages of a refusal. Terraform does not run rules about
// variables that have failed; the model does not run checks that mention an input of the
// wrong type or against its constraint. So when both have messages in common, either may
// have more.
func compareMessages(terraform, m *evaluator.Verdict) *Difference {
	if terraform.Malformed || terraform.Failed || !m.Refused {
		return nil
	}
	said := respelt(m.Messages)
	missing, extra := slices.Clone(said), []string{}
	for _, message := range respelt(terraform.Messages) {
		sentences, ok := split(message, said)
		if !ok {
			extra = append(extra, message)
		}
		missing = without(missing, sentences)
	}
	common := len(missing) < len(said)
	if len(missing) > 0 && !(terraform.Partial && common) || len(extra) > 0 && !common {
		return &Difference{text: fmt.Sprintf("messages: only Terraform says\n\t%q\nonly the model says\n\t%q", extra, missing)}
	}
	return nil
}

// spelling undoes the HTML escapes of jsonencode, with which Terraform's messages show
// values.
var spelling = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&")

// respelt writes the characters of values in messages as the model does: it escapes those
// that are not printable, and no others.
func respelt(messages []string) []string {
	spelt := make([]string, len(messages))
	for i, message := range messages {
		spelt[i] = model.Printable(spelling.Replace(message))
	}
	return spelt
}

// compareWords compares the messages of a refusal with CUE's. CUE may leave out some of
// several, and runs checks that the model leaves out. CUE has no messages when it accepts
// the input and then fails. Where #Input refuses the input, the model must refuse it as well,
// and not fail. For a constraint without a message in the contract the compiler invents one,
// and CUE has another.
func (r *Evaluators) compareWords(cue, m *evaluator.Verdict) *Difference {
	if m.Malformed || !m.Refused || cue.Failed {
		return nil
	}
	if m.Failed {
		return &Difference{text: "#Input refuses, the model accepts and fails: " + m.Reason}
	}
	if len(cue.Messages) == 0 && !slices.ContainsFunc(m.Messages, func(s string) bool { return !r.ownWords(s) }) {
		return nil
	}
	for _, words := range cue.Messages {
		if slices.ContainsFunc(m.Messages, func(s string) bool { return s == words || strings.HasSuffix(s, ": "+words) }) {
			return nil
		}
	}
	return &Difference{text: fmt.Sprintf("messages: CUE says\n\t%q\nthe model\n\t%q", cue.Messages, m.Messages)}
}

// ownWords reports whether a message was invented by the compiler.
func (r *Evaluators) ownWords(message string) bool {
	for words := range r.invented {
		if strings.HasSuffix(message, words) {
			return true
		}
	}
	return false
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
}
