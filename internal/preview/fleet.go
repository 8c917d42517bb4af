package preview

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Fleet tells what a new contract does to workspaces whose inputs were recorded: what
// each input gives under an older contract is compared with what it gives under the
// engine's own.
type Fleet struct {
	comparison *comparison
	compared   int
	effects    [effect.Invalid + 1]struct {
		count int
		kept  []*workspace
	}
}

// workspace is one whose change is told in full.
type workspace struct {
	number, line int // of the document among all, and of its first line
	judged       *judged
}

// mostKept is the number of workspaces of each effect that are told in full.
const mostKept = 20

// Fleet begins a comparison with an older contract, as it stands in model.json. The error
// is in words for a person who has chosen the file.
func (e *Engine) Fleet(older []byte) (*Fleet, error) {
	m, err := readModel(older)
	if err == nil && (m.Digest == "" || len(m.Inputs) == 0) {
		err = errors.New("it has no contract's digest and inputs")
	}
	if err != nil {
		return nil, fmt.Errorf("the older contract is not a model.json that this page can read: %w", err)
	}
	return &Fleet{comparison: newComparison(m, e.model)}, nil
}

// Compare compares the next recorded input, which is JSON, and begins at a line of its
// file. It returns what is wrong with the engine, "" for nothing: an input that cannot be
// read or is refused is counted.
func (f *Fleet) Compare(line int, input string) (problem string) {
	defer func() {
		if p := recover(); p != nil {
			problem = fmt.Sprintf("the engine failed, which is a mistake in it or in the older contract: %v", p)
		}
	}()
	recorded, err := model.ParseInput([]byte(input))
	if err != nil {
		f.add(line, &judged{Change: everywhere(effect.Invalid), diagnostics: unreadable(err)})
		return ""
	}
	recorded = effect.Placeholders(f.comparison.old, recorded)
	f.add(line, f.comparison.judge(recorded, recorded))
	return ""
}

// Unreadable counts a recorded input that is none, with what is wrong with it.
func (f *Fleet) Unreadable(line int, problem string) {
	f.add(line, &judged{
		Change:      everywhere(effect.Invalid),
		diagnostics: model.Diagnostics{{Severity: model.Error, Summary: problem}},
	})
}

func (f *Fleet) add(line int, j *judged) {
	f.compared++
	e := &f.effects[j.Effect.Worst()]
	e.count++
	if len(e.kept) < mostKept && j.Effect.Worst() > effect.None {
		e.kept = append(e.kept, &workspace{f.compared, line, j})
	}
}

// Report is what was found so far, in JSON: {"compared", "effects"}. The effects, the
// worst one first, are those that workspaces have: {"effect", "count", "workspaces"}. Of
// the workspaces, the first few are told: {"number", "line", "name"} and what "gen diff -o
// json" says. The name is that of the first object, as it was before.
func (f *Fleet) Report() string {
	out := []byte(`{"compared":` + strconv.Itoa(f.compared) + `,"effects":[`)
	begun := false
	for at, e := range slices.Backward(f.effects[:]) {
		if e.count == 0 {
			continue
		}
		if begun {
			out = append(out, ',')
		}
		begun = true
		out = append(out, `{"effect":"`+effect.Effect(at).String()+`","count":`+strconv.Itoa(e.count)+`,"workspaces":[`...)
		for i, w := range e.kept {
			if i > 0 {
				out = append(out, ',')
			}
			out = w.judged.appendTo(out, w.members())
		}
		out = append(out, "]}"...)
	}
	return string(append(out, "]}"...))
}

func (w *workspace) members() string {
	members := `"number":` + strconv.Itoa(w.number) + `,"line":` + strconv.Itoa(w.line) + ","
	if before := w.judged.before; before != nil && len(before.Objects) > 0 {
		members += `"name":` + model.Quote(nameOf(before.Objects[0].Body)) + ","
	}
	return members
}

// nameOf is the name of an object with its kind.
func nameOf(o model.Object) string {
	kind, _ := o.Get("kind")
	metadata, _ := o.Get("metadata")
	inner, _ := metadata.(model.Object)
	name, _ := inner.Get("name")
	return fmt.Sprintf("%v %v", kind, name)
}
