package agree

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Referees are the three readers of one contract.
type Referees struct {
	inputs    []*model.Field
	cue       Referee
	model     Referee
	terraform Referee
}

// NewReferees makes referees of the contract in dir, the model compiled from it and
// the module printed from that.
func NewReferees(dir string, m *model.Model, module map[string][]byte) (*Referees, error) {
	cue, err := NewCUE(dir, m.Inputs)
	if err != nil {
		return nil, err
	}
	terraform, err := NewTerraform(module)
	if err != nil {
		return nil, err
	}
	return &Referees{inputs: m.Inputs, cue: cue, model: NewModel(m), terraform: terraform}, nil
}

// Judge asks all referees. It returns the model's verdict, the treatment because of
// which Terraform was not asked, "" if it was, and an error that names the first
// difference between two verdicts.
func (r *Referees) Judge(input []byte) (verdict *Verdict, treatment string, err error) {
	verdict, err = r.model.Judge(input)
	if err != nil {
		return nil, "", fmt.Errorf("the model: %w", err)
	}
	parsed, _ := parseInput(input) // the model has read it
	applied := TreatmentOf(parsed, r.inputs)
	if applied != nil && applied.Refused {
		if !verdict.Refused {
			return verdict, applied.Name, fmt.Errorf("the model accepts what Terraform changes: %s", applied.Name)
		}
		return verdict, applied.Name, nil
	}
	byCUE, err := r.cue.Judge(input)
	if err != nil {
		return verdict, "", fmt.Errorf("CUE: %w", err)
	}
	if err := errors.Join(compareRendered("CUE", byCUE, verdict), compareWords(byCUE, verdict)); err != nil {
		return verdict, "", err
	}
	if applied != nil {
		return verdict, applied.Name, nil
	}
	byTerraform, err := r.terraform.Judge(input)
	if err != nil {
		return verdict, "", fmt.Errorf("Terraform: %w", err)
	}
	return verdict, "", compareTerraform(byTerraform, verdict)
}

// compareTerraform compares with objects in canonical form, and messages as well.
func compareTerraform(terraform, m *Verdict) error {
	if err := compareRendered("Terraform", canonicalVerdict(terraform), canonicalVerdict(m)); err != nil {
		return err
	}
	return compareMessages(terraform, m)
}

func canonicalVerdict(v *Verdict) *Verdict {
	c := *v
	c.Objects = slices.Clone(v.Objects)
	for i, member := range c.Objects {
		c.Objects[i].Value = canonical(member.Value.(model.Object))
	}
	return &c
}

// compareRendered compares the verdicts proper, objects and outputs.
func compareRendered(name string, v, m *Verdict) error {
	if v.Refused != m.Refused {
		said := map[bool]string{true: "refuses", false: "accepts"}
		return fmt.Errorf("%s %s, the model %s: %s", name, said[v.Refused], said[m.Refused], strings.Join(append(v.Messages, m.Messages...), " "))
	}
	return errors.Join(
		difference(name, "objects", v.Objects, m.Objects),
		difference(name, "outputs", v.Outputs, m.Outputs),
		difference(name, "warnings", list(v.Warnings), list(m.Warnings)))
}

func list(texts []string) []model.Value {
	values := make([]model.Value, len(texts))
	for i, text := range texts {
		values[i] = text
	}
	return values
}

// compareMessages compares the words of a refusal. Terraform stops at rules about
// variables that have failed; the model stops at checks that mention an input of the
// wrong type or against its constraint. So either may have more to say, when both say
// something.
func compareMessages(terraform, m *Verdict) error {
	if terraform.Malformed || !m.Refused {
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
		return fmt.Errorf("messages: only Terraform says\n\t%q\nonly the model says\n\t%q", extra, missing)
	}
	return nil
}

// spelling undoes what jsonencode, which Terraform's messages show values with, escapes
// for the sake of HTML pages.
var spelling = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&")

// respelt are messages in which the characters of values are spelt as in the model's,
// which escapes those that are not printable, and only those. Terraform does not.
func respelt(messages []string) []string {
	spelt := make([]string, len(messages))
	for i, message := range messages {
		spelt[i] = model.Printable(spelling.Replace(message))
	}
	return spelt
}

// compareWords compares the words of a refusal by CUE, which may leave some of them
// out when there are several, and does not stop at checks that the model leaves out.
func compareWords(cue, m *Verdict) error {
	if m.Malformed || !m.Refused || cue.Unnamed {
		return nil
	}
	var extra []string
	for _, words := range cue.Messages {
		if !slices.ContainsFunc(m.Messages, func(s string) bool { return s == words || strings.HasSuffix(s, ": "+words) }) {
			extra = append(extra, words)
		}
	}
	if len(extra) == len(cue.Messages) {
		return fmt.Errorf("messages: CUE says\n\t%q\nthe model\n\t%q", cue.Messages, m.Messages)
	}
	return nil
}

// split finds the sentences that a message consists of, out of those known.
func split(message string, known []string) (sentences []string, ok bool) {
	for message != "" {
		longest := ""
		for _, sentence := range known {
			if len(sentence) > len(longest) && strings.HasPrefix(message+" ", sentence+" ") {
				longest = sentence
			}
		}
		if longest == "" {
			return sentences, false
		}
		sentences = append(sentences, longest)
		message = strings.TrimPrefix(message[len(longest):], " ")
	}
	return sentences, true
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
}

// difference names the first place where two values differ; nil when they are equal.
func difference(name, at string, v, m model.Value) error {
	switch v := v.(type) {
	case model.Object:
		if m, ok := m.(model.Object); ok {
			return objectDifference(name, at, v, m)
		}
	case []model.Value:
		m, ok := m.([]model.Value)
		if !ok || len(v) != len(m) {
			break
		}
		for i := range v {
			if err := difference(name, fmt.Sprintf("%s[%d]", at, i), v[i], m[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if model.Equal(v, m) {
		return nil
	}
	return fmt.Errorf("%s: %s has %s, the model %s", at, name, model.AppendJSON(nil, v), model.AppendJSON(nil, m))
}

func objectDifference(name, at string, v, m model.Object) error {
	for _, member := range m {
		if _, ok := v.Get(member.Key); !ok {
			return fmt.Errorf("%s.%s: %s has none, the model %s", at, member.Key, name, model.AppendJSON(nil, member.Value))
		}
	}
	for _, member := range v {
		other, ok := m.Get(member.Key)
		if !ok {
			return fmt.Errorf("%s.%s: %s has %s, the model none", at, member.Key, name, model.AppendJSON(nil, member.Value))
		}
		if err := difference(name, at+"."+member.Key, member.Value, other); err != nil {
			return err
		}
	}
	return nil
}
