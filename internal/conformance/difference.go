package conformance

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// Difference is an input for which two evaluators of a contract have different verdicts.
type Difference struct {
	Input []byte
	// CUE, Model and Terraform are the verdicts. Terraform's is nil when it was not asked:
	// KnownDifference is the name of the reason. A verdict that has Failed for another reason
	// than that the contract cannot be evaluated has only a Reason.
	CUE, Model, Terraform *evaluator.Verdict
	KnownDifference       string

	steps []any  // the path of the value that differs, keys and indices; nil for the verdict
	text  string // says which two differ, and in what
}

// Error says in one line what differs first.
func (d *Difference) Error() string { return d.text }

// kind is what a difference is about, without its details.
func (d *Difference) kind() string {
	head, rest, _ := strings.Cut(d.text, ":")
	return indices.ReplaceAllString(head, "") + subject.FindString(rest)
}

var (
	indices = regexp.MustCompile(`\[\d+\]`)
	subject = regexp.MustCompile(`"[a-z_.]+`) // the input that a message begins with
)

// mismatch is the first place where two values differ.
type mismatch struct {
	steps []any
	v, m  string // what is there, "none" for nothing
}

func (m *mismatch) error(name string) *Difference {
	return &Difference{steps: m.steps, text: fmt.Sprintf("%s: %s has %s, the model %s", at(m.steps), name, m.v, m.m)}
}

// at is a path as it is written in a contract.
func at(steps []any) (text string) {
	for _, step := range steps {
		switch step := step.(type) {
		case int:
			text += "[" + strconv.Itoa(step) + "]"
		case string:
			if text != "" {
				text += "."
			}
			text += step
		}
	}
	return text
}

// differ finds the first place where two values differ; nil when they are equal.
func differ(v, m model.Value, steps ...any) *mismatch {
	switch v := v.(type) {
	case model.Object:
		if m, ok := m.(model.Object); ok {
			return differInMembers(v, m, steps)
		}
	case []model.Value:
		m, ok := m.([]model.Value)
		if !ok || len(v) != len(m) {
			break
		}
		for i := range v {
			if found := differ(v[i], m[i], with(steps, i)...); found != nil {
				return found
			}
		}
		return nil
	}
	if model.Equal(v, m) {
		return nil
	}
	return &mismatch{steps, encode(v), encode(m)}
}

func differInMembers(v, m model.Object, steps []any) *mismatch {
	for _, member := range m {
		if _, ok := v.Get(member.Key); !ok {
			return &mismatch{with(steps, member.Key), "none", encode(member.Value)}
		}
	}
	for _, member := range v {
		other, ok := m.Get(member.Key)
		if !ok {
			return &mismatch{with(steps, member.Key), encode(member.Value), "none"}
		}
		if found := differ(member.Value, other, with(steps, member.Key)...); found != nil {
			return found
		}
	}
	return nil
}

func with(steps []any, step any) []any { return append(steps[:len(steps):len(steps)], step) }

func encode(v model.Value) string { return string(model.AppendJSON(nil, v)) }

// smallest is the difference of the smallest input that shows one of the same kind.
func (r *Evaluators) smallest(d *Difference) *Difference {
	input, err := evaluator.ParseInput(d.Input)
	if err != nil {
		return d
	}
	testinput.Shrink(input, func(input model.Value) bool {
		_, _, err := r.Compare(model.AppendJSON(nil, input))
		var other *Difference
		same := errors.As(err, &other) && other.kind() == d.kind()
		if same {
			d = other
		}
		return same
	})
	return d
}
