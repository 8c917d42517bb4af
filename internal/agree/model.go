package agree

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Model is the referee that evaluates the compiled contract.
type Model struct {
	*model.Model
	words map[string]bool // of all constraints
}

// NewModel makes a referee of a model.
func NewModel(m *model.Model) Model { return Model{m, constraintWords(m.Inputs)} }

// Judge implements [Referee].
func (m Model) Judge(input []byte) (*Verdict, error) {
	value, err := parseInput(input)
	if err != nil {
		return nil, err
	}
	result, diagnostics := m.Evaluate(value)
	if result == nil {
		verdict := refused(sentences(diagnostics, model.Error))
		verdict.Malformed = m.malformed(value)
		return verdict, nil
	}
	verdict := &Verdict{
		Outputs:  result.Outputs,
		Objects:  make(model.Object, len(result.Objects)),
		Warnings: sentences(diagnostics, model.Warn),
	}
	for i, object := range result.Objects {
		verdict.Objects[i] = model.Member{Key: object.Name, Value: object.Body}
	}
	sortMembers(verdict.Objects)
	sortMembers(verdict.Outputs)
	slices.Sort(verdict.Warnings)
	return verdict, nil
}

// malformed reports whether something is wrong with an input that no words of the
// contract are about: a type, a null, an unknown or missing key.
func (m Model) malformed(input model.Value) bool {
	if treated(isMistyped, input, &model.Type{Kind: model.Record, Fields: m.Inputs}) {
		return true
	}
	_, diagnostics := m.Accept(input)
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

// sentences are the summaries of one severity, each with a full stop.
func sentences(diagnostics model.Diagnostics, severity model.Severity) (list []string) {
	for _, d := range diagnostics {
		if d.Severity == severity {
			list = append(list, d.Summary+".")
		}
	}
	return list
}
