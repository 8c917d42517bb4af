package conformance

import (
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Finding is a difference as it is shown to the author of a contract.
type Finding struct {
	model.Diagnostic
	// Input is the smallest input that shows the difference, JSON.
	Input string
	// Answers are those of CUE, the model and Terraform, in a few words each.
	Answers []Answer
	// Again is a command that reproduces the difference; "" for none.
	Again string
}

// Answer is what one evaluator says about the input.
type Answer struct{ Evaluator, Says string }

// Error is the diagnostic on one line, and below it the input and the answers.
func (f *Finding) Error() string {
	var b strings.Builder
	b.WriteString(f.Diagnostic.String())
	lines := append([]Answer{{"input", f.Input}}, f.Answers...)
	if f.Again != "" {
		lines = append(lines, Answer{"again", f.Again})
	}
	for _, line := range lines {
		fmt.Fprintf(&b, "\n\t%-9s  %s", line.Evaluator, model.Printable(line.Says))
	}
	return b.String()
}

// Explain says where in the contract a difference is, and who answers what.
func (c *Contract) Explain(d *Difference) *Finding {
	f := &Finding{
		Diagnostic: model.Diagnostic{
			Severity:  model.Error,
			Summary:   d.summary(),
			Detail:    "the translation of this part of the contract is wrong: write it in another way",
			Positions: c.positions(d),
		},
		Input: string(d.Input),
	}
	for _, a := range d.answers() {
		f.Answers = append(f.Answers, Answer{a.name, d.says(a.verdict)})
	}
	return f
}

func (d *Difference) summary() string {
	if d.steps != nil {
		return "CUE, gen and Terraform do not give the same " + at(d.steps) + " for an input"
	}
	accepting, refusing := "", ""
	for _, a := range d.answers() {
		switch {
		case a.verdict == nil:
		case a.verdict.Refused:
			refusing = and(refusing, a.name)
		default:
			accepting = and(accepting, a.name)
		}
	}
	if accepting == "" {
		return "CUE, gen and Terraform do not give the same reason for refusing an input"
	}
	return "an input is accepted by " + accepting + " and refused by " + refusing
}

func and(list, name string) string {
	if list == "" {
		return name
	}
	return list + " and " + name
}

type named struct {
	name    string
	verdict *evaluator.Verdict
}

func (d *Difference) answers() []named {
	return []named{{"CUE", d.CUE}, {"gen", d.Model}, {"Terraform", d.Terraform}}
}

// says is an answer as far as it matters.
func (d *Difference) says(v *evaluator.Verdict) string {
	switch {
	case v == nil && d.KnownDifference != "":
		return "is not asked: " + d.KnownDifference
	case v == nil:
		return "is not asked"
	case len(v.Messages) > 0:
		return "refuses it: " + short(strings.Join(v.Messages, " "))
	case v.Failed:
		return "cannot evaluate it: " + short(v.Reason)
	case v.Refused && v.Reason != "":
		return "refuses it: " + short(v.Reason)
	case v.Refused:
		return "refuses it"
	case d.steps == nil:
		return "accepts it"
	}
	whole := model.Object{{Key: "objects", Value: v.Objects}, {Key: "outputs", Value: v.Outputs}, {Key: "warnings", Value: list(v.Warnings)}}
	value, ok := follow(whole, d.steps)
	if !ok {
		return "has none"
	}
	return short(encode(value))
}

// longestAnswer is the length of what is shown of an answer.
const longestAnswer = 300

func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > longestAnswer {
		text = strings.ToValidUTF8(text[:longestAnswer], "") + " …"
	}
	return text
}

// follow is the value that steps lead to.
func follow(v model.Value, steps []any) (model.Value, bool) {
	for _, step := range steps {
		switch step := step.(type) {
		case string:
			object, _ := v.(model.Object)
			inner, ok := object.Get(step)
			if !ok {
				return nil, false
			}
			v = inner
		case int:
			elems, _ := v.([]model.Value)
			if step >= len(elems) {
				return nil, false
			}
			v = elems[step]
		}
	}
	return v, true
}

// positions are the places in the contract that a difference is about, the most precise
// one first.
func (c *Contract) positions(d *Difference) []model.Position {
	var places []model.Position
	if d.steps != nil {
		places = append(places, c.position(d.steps))
	}
	for _, v := range []*evaluator.Verdict{d.odd(), d.Terraform, d.CUE, d.Model} {
		if v != nil {
			places = append(places, v.Positions...)
			places = append(places, c.position(v.FailedPath))
		}
		if v != nil && v.FailedPart != nil {
			places = append(places, c.part(v.FailedPart))
		}
		if v != nil && len(v.Messages) > 0 {
			places = append(places, c.subjectOf(v.Messages[0]))
		}
	}
	places = append(places, c.declared(d.steps), model.Position{File: c.Dir})
	return slices.DeleteFunc(places, func(p model.Position) bool { return p == model.Position{} })[:1]
}

// odd is the verdict that refuses where others accept; nil when there is none.
func (d *Difference) odd() *evaluator.Verdict {
	for _, v := range []*evaluator.Verdict{d.CUE, d.Model, d.Terraform} {
		if v != nil && v.Refused {
			return v
		}
	}
	return nil
}
