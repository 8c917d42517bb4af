package caller

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/partial"
)

// accept asks the model about each input, and notes what it accepts. What is said about
// something unknown is left out: null stands there.
func (t *evaluation) accept() (all model.Diagnostics) {
	t.accepted, t.refused = model.Object{}, map[string]bool{}
	for _, f := range t.model.Inputs {
		given := model.Object{}
		if v, ok := t.given.Get(f.Name); ok {
			given = append(given, model.Member{Key: f.Name, Value: v})
		}
		alone := &model.Model{Inputs: []*model.Field{f}}
		accepted, diagnostics := alone.Accept(given)
		t.accepted = append(t.accepted, accepted...)
		if known := t.known(diagnostics); len(known) > 0 {
			all = append(all, known...)
			t.refused[f.Name] = true
		}
	}
	t.accepted.Sort()
	return append(append(all, t.unknownArguments()...), t.blocks()...)
}

// known are the diagnostics that are about something known.
func (t *evaluation) known(diagnostics model.Diagnostics) (known model.Diagnostics) {
	for _, d := range diagnostics {
		if d.More > 0 && len(known) < len(diagnostics)-1 {
			continue // some of them are about something unknown
		}
		if d.More > 0 || !t.isUnknown(d.Path, false) {
			known = append(known, t.at(d))
		}
	}
	return known
}

// unknownArguments are what the model says about arguments that are no inputs.
func (t *evaluation) unknownArguments() (all model.Diagnostics) {
	var others model.Object
	for _, member := range t.given {
		if model.FindField(t.model.Inputs, member.Key) == nil {
			others = append(others, member)
		}
	}
	if len(others) == 0 {
		return nil
	}
	_, diagnostics := t.model.Accept(others)
	for _, d := range diagnostics {
		steps := d.Path.Steps()
		if len(steps) == 1 && has(others, fmt.Sprint(steps[0])) {
			all = append(all, t.at(d))
		} else if d.More > 0 {
			// All inputs come before those that are none, and of these some are missing.
			d.More = len(others) - len(all)
			all = append(all, t.at(d))
		}
	}
	return all
}

func has(object model.Object, key string) bool {
	_, ok := object.Get(key)
	return ok
}

// blocks are the inputs that are written as blocks.
func (t *evaluation) blocks() (all model.Diagnostics) {
	for _, block := range t.call.blocks {
		if model.FindField(t.model.Inputs, block.Type) != nil {
			d := t.placed(block.TypeRange, model.Error, model.Path(block.Type), block.Type+" is a block and must be an argument")
			d.Detail = "write " + block.Type + " = {…}"
			all = append(all, d)
		}
	}
	return all
}

// checks are the rules between inputs that are known to refuse. As for other inputs, those
// about an input that is refused already are left out.
func (t *evaluation) checks() (all model.Diagnostics) {
	evaluator := t.evaluator()
	var errors model.Collector
	for _, check := range t.model.Checks {
		if t.mentionsRefused(check) {
			continue
		}
		for _, turn := range evaluator.Surely(check.Clauses) {
			if message, ok := turn.Value(check.Message); ok {
				errors.Add(func() model.Diagnostic {
					return t.at(model.Diagnostic{Severity: model.Error, Path: target(turn, check), Summary: fmt.Sprint(message)})
				})
			}
		}
	}
	for _, d := range errors.Diagnostics() {
		if len(d.Positions) == 0 {
			d = t.at(d)
		}
		all = append(all, d)
	}
	return all
}

func (t *evaluation) mentionsRefused(check *model.Check) bool {
	for _, name := range check.Inputs {
		if t.refused[name] {
			return true
		}
	}
	return false
}

// target is the path of what a check is about, as far as it is known.
func target(turn *partial.Evaluator, check *model.Check) model.Path {
	if check.Target == nil {
		return ""
	}
	v, _ := turn.Value(check.Target)
	steps, _ := v.([]model.Value)
	return model.PathOf(steps)
}

// warnings are those of the contract that are known to apply.
func (t *evaluation) warnings() (all model.Diagnostics) {
	evaluator := t.evaluator()
	for _, w := range t.model.Warnings {
		if v, ok := evaluator.Value(w.When); !ok || v != true {
			continue
		}
		if message, ok := evaluator.Value(w.Message); ok {
			all = append(all, t.at(model.Diagnostic{Severity: model.Warn, Summary: fmt.Sprint(message), Warning: w}))
		}
	}
	return all
}
