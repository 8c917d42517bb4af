package preview

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Fleet works out what a new contract does to workspaces whose inputs were recorded: what
// each input gives under an older contract is compared with what it gives under the
// engine's own.
type Fleet struct {
	// parts compares what can differ, which gives the effect of each; whole has the rest,
	// for those that are reported in full.
	parts, whole *comparison
	compared     int
	filled       int           // with placeholders
	last         effect.Effect // on the workspace that was compared last
	effects      [effect.Invalid + 1]struct {
		count int
		kept  []*workspace
	}
}

// workspace is one whose change is reported in full.
type workspace struct {
	number, line int // of the document among all, and of its first line
	// before and after are the input, with placeholders when that is not accepted without.
	before, after model.Value
	outcome       *outcome // nil until it is reported
}

// mostKept is the number of workspaces of each effect that are reported in full.
const mostKept = 20

// Fleet begins a comparison with an older contract, as it stands in model.json. The error
// is in words for a person who has chosen the file.
func (e *Engine) Fleet(older []byte) (*Fleet, error) {
	m, err := model.Read(older)
	if err != nil {
		return nil, fmt.Errorf("the older contract is not a model.json that this page can read: %w", err)
	}
	whole := newComparison(m, e.model)
	old, new := effect.Differing(m, e.model)
	return &Fleet{parts: &comparison{old, new, whole.comparer, effect.AcceptAlike(m, e.model)}, whole: whole}, nil
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
		f.Unreadable(line, unreadable(err)[0].Summary)
		return ""
	}
	f.compare(line, recorded)
	return ""
}

// compare compares an input. Where it is refused, placeholders stand for the sensitive
// inputs that are not recorded, as few as do.
func (f *Fleet) compare(line int, recorded model.Value) {
	w := &workspace{line: line, before: recorded, after: recorded}
	worst := f.parts.compare(recorded, recorded).Effect.Worst()
	for _, texts := range []bool{false, true} {
		if worst < effect.Refused {
			break
		}
		before, after := effect.Placeholders(f.whole.old, recorded, texts), effect.Placeholders(f.whole.new, recorded, texts)
		filled := f.parts.compare(before, after).Effect.Worst()
		if filled < worst || filled == worst && !texts {
			w.before, w.after, worst = before, after, filled
			if worst < effect.Refused {
				f.filled++
			}
		}
	}
	f.add(worst, w)
}

// Unreadable counts a recorded input that cannot be read, with the reason.
func (f *Fleet) Unreadable(line int, problem string) {
	f.add(effect.Invalid, &workspace{line: line, outcome: &outcome{
		Change:      everywhere(effect.Invalid),
		diagnostics: model.Diagnostics{{Severity: model.Error, Summary: problem}},
	}})
}

func (f *Fleet) add(worst effect.Effect, w *workspace) {
	f.compared++
	f.last = worst
	w.number = f.compared
	e := &f.effects[worst]
	e.count++
	if len(e.kept) < mostKept && worst > effect.None {
		e.kept = append(e.kept, w)
	}
}

// Effect is the effect on the workspace that was compared last.
func (f *Fleet) Effect() string { return f.last.String() }

// Report returns what was found so far, in JSON: {"compared", "placeholders", "effects"}, the
// number of workspaces, and of those that were compared with placeholders. The effects, the
// worst one first, are those that workspaces have: {"effect", "count", "workspaces"}. Of
// the workspaces, the first few are reported: {"number", "line", "name"} and what "gen diff -o
// json" says. The name is that of an object with pods, as it was before.
func (f *Fleet) Report() string {
	out := []byte(`{"compared":` + strconv.Itoa(f.compared) + `,"placeholders":` + strconv.Itoa(f.filled) + `,"effects":[`)
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
			if w.outcome == nil {
				w.outcome = f.whole.explained(w.before, w.after)
			}
			out = w.outcome.appendTo(out, w.members())
		}
		out = append(out, "]}"...)
	}
	return string(append(out, "]}"...))
}

func (w *workspace) members() string {
	members := `"number":` + strconv.Itoa(w.number) + `,"line":` + strconv.Itoa(w.line) + ","
	if w.outcome.before != nil {
		if name := nameOf(w.outcome.before.Objects); name != "" {
			members += `"name":` + model.Quote(name) + ","
		}
	}
	return members
}

// nameOf is the name of the first object with pods, or else of the first one.
func nameOf(objects []model.Rendered) (name string) {
	for _, o := range objects {
		metadata, _ := objectIn(o.Body, "metadata")
		if text, _ := metadata.Get("name"); name == "" {
			name, _ = text.(string)
		}
		spec, _ := objectIn(o.Body, "spec")
		if _, hasPods := objectIn(spec, "template"); hasPods {
			text, _ := metadata.Get("name")
			name, _ = text.(string)
			break
		}
	}
	return name
}

// objectIn is an object in another one.
func objectIn(o model.Object, key string) (model.Object, bool) {
	v, _ := o.Get(key)
	inner, ok := v.(model.Object)
	return inner, ok
}
