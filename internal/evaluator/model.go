package evaluator

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Model is the evaluator that evaluates the compiled contract.
type Model struct {
	model *model.Model
	words map[string]bool // of all constraints
	seen  *seen
}

// seen is what an observer has seen of one evaluation.
type seen struct {
	failed   *model.Expr      // that could not be evaluated, the innermost one
	refusing []model.Position // of the constraints and checks that refuse
}

// NewModel makes an evaluator of a model. The observer, which may be nil, sees what its
// evaluations reach, failures aside.
func NewModel(m *model.Model, observer *model.Observer) *Model {
	if observer == nil {
		observer = &model.Observer{Condition: func(*model.Expr, bool) {}, Constraint: func(*model.Constraint, bool) {}, Check: func(*model.Check) {}}
	}
	s := &seen{}
	s.watch(observer)
	return &Model{model: m.Observed(observer), words: ConstraintWords(m.Inputs), seen: s}
}

// watch makes s record what the observer sees.
func (s *seen) watch(o *model.Observer) {
	o.Failure = func(e *model.Expr) {
		if s.failed == nil {
			s.failed = e
		}
	}
	constraint, check := o.Constraint, o.Check
	o.Constraint = func(c *model.Constraint, holds bool) {
		if constraint(c, holds); !holds {
			s.refusing = append(s.refusing, c.Pos)
		}
	}
	o.Check = func(c *model.Check) {
		check(c)
		s.refusing = append(s.refusing, c.Pos)
	}
}

// Evaluate implements [Evaluator].
func (m *Model) Evaluate(input []byte) (*Verdict, error) {
	value, err := ParseInput(input)
	if err != nil {
		return nil, err
	}
	m.seen.failed, m.seen.refusing = nil, nil
	result, diagnostics := m.model.Evaluate(value)
	if result == nil {
		return m.refused(value, diagnostics), nil
	}
	verdict := &Verdict{
		Outputs:  result.Outputs,
		Objects:  make(model.Object, len(result.Objects)),
		Warnings: sentences(diagnostics, model.Warn),
	}
	for _, d := range diagnostics {
		if d.Warning != nil && d.Warning.Unchecked {
			verdict.Unchecked = append(verdict.Unchecked, sentences(model.Diagnostics{d}, model.Warn)...)
		}
	}
	for i, object := range result.Objects {
		verdict.Objects[i] = model.Member{Key: object.Name, Value: object.Body}
	}
	verdict.Objects.Sort()
	verdict.Outputs.Sort()
	slices.Sort(verdict.Warnings)
	return verdict, nil
}

func (m *Model) refused(value model.Value, diagnostics model.Diagnostics) *Verdict {
	messages, positions := sentences(diagnostics, model.Error), m.seen.refusing
	reason := strings.Join(messages, " ")
	if failed := m.seen.failed; failed != nil {
		positions = append([]model.Position{failed.Pos}, positions...)
		messages = slices.DeleteFunc(messages, func(s string) bool { return strings.Contains(s, cannotBeEvaluated) })
	}
	verdict := Refusal(messages)
	verdict.Reason, verdict.Positions = reason, positions
	verdict.Failed = m.seen.failed != nil && !m.model.Refusals(value).HasErrors()
	verdict.Malformed = !verdict.Failed && m.malformed(value)
	return verdict
}

// cannotBeEvaluated is in the model's own messages about parts of a contract that fail.
const cannotBeEvaluated = " cannot be evaluated: "

// malformed reports whether an input is refused for something that the contract has no
// message for: a type, a null, an unknown or missing key.
func (m *Model) malformed(input model.Value) bool {
	if Anywhere(input, &model.Type{Kind: model.Record, Fields: m.model.Inputs}, IsMistyped) {
		return true
	}
	_, diagnostics := m.model.Accept(input)
	return slices.ContainsFunc(sentences(diagnostics, model.Error), func(sentence string) bool {
		for words := range m.words {
			if strings.HasSuffix(sentence, ": "+words) {
				return false
			}
		}
		return true
	})
}

// sentences are the summaries of one severity, each with a full stop. The line that counts
// further diagnostics is left out.
func sentences(diagnostics model.Diagnostics, severity model.Severity) (list []string) {
	for _, d := range diagnostics {
		if d.Severity == severity && d.More == 0 {
			list = append(list, d.Summary+".")
		}
	}
	return list
}
