package conformance

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

// seen is what the model says of one evaluation beside the result.
type seen struct {
	failed   *model.Expr      // that could not be evaluated, the innermost one
	refusing []model.Position // of the constraints and checks that refuse
}

// NewModel makes an evaluator of a model.
func NewModel(m *model.Model) *Model { return newModel(m, newCoverage()) }

func newModel(m *model.Model, coverage *Coverage) *Model {
	s := &seen{}
	return &Model{model: m.Observed(s.observer(coverage)), words: constraintWords(m.Inputs), seen: s}
}

func (s *seen) observer(coverage *Coverage) *model.Observer {
	o := coverage.observer()
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
	return o
}

// Judge implements [Evaluator].
func (m *Model) Judge(input []byte) (*Verdict, error) {
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
			verdict.unchecked = append(verdict.unchecked, sentences(model.Diagnostics{d}, model.Warn)...)
		}
	}
	for i, object := range result.Objects {
		verdict.Objects[i] = model.Member{Key: object.Name, Value: object.Body}
	}
	sortMembers(verdict.Objects)
	sortMembers(verdict.Outputs)
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
	verdict := refused(messages)
	verdict.Reason, verdict.Positions = reason, positions
	verdict.Failed = m.seen.failed != nil && !m.model.Refusals(value).HasErrors()
	verdict.Malformed = !verdict.Failed && m.malformed(value)
	return verdict
}

// cannotBeEvaluated is what the model says of the parts of a contract that fail, which
// are no words of the contract.
const cannotBeEvaluated = " cannot be evaluated: "

// malformed reports whether something is wrong with an input that no words of the
// contract are about: a type, a null, an unknown or missing key.
func (m *Model) malformed(input model.Value) bool {
	if treated(isMistyped, input, &model.Type{Kind: model.Record, Fields: m.model.Inputs}, false) {
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

// isMistyped reports whether a value is of another kind than its type, null included:
// the model uses the words of the type's constraint for that, too.
func isMistyped(v model.Value, t *model.Type) bool {
	kind := model.KindOf(v)
	return kind != t.Kind && (kind != model.Record || t.Kind != model.Map)
}

// sentences are the summaries of one severity, each with a full stop. How many more there
// are is no words of the contract.
func sentences(diagnostics model.Diagnostics, severity model.Severity) (list []string) {
	for _, d := range diagnostics {
		if d.Severity == severity && d.More == 0 {
			list = append(list, d.Summary+".")
		}
	}
	return list
}
