package testinput

import "github.com/base-k8s/base-k8s/internal/model"

// warnings are those reported for an accepted input.
func (f *finder) warnings(input model.Object) (reported []*model.Warning) {
	for _, w := range f.model.Warnings {
		if f.warns(w, input) {
			reported = append(reported, w)
		}
	}
	return reported
}

func (f *finder) warns(w *model.Warning, input model.Object) bool {
	times, err := f.byWarning[w].Count(input)
	return err == nil && times > 0
}

// findWarning looks for an accepted input for which a warning is reported.
func (f *finder) findWarning(w *model.Warning) {
	rule := f.warningReaders[w]
	input, ok := f.search([]*reader{rule}, nil, func(input model.Object) bool {
		return f.warns(w, input) && f.accepts(input)
	}).run(f.base)
	if !ok {
		input, ok = f.warned(w, rule)
	}
	result := (*model.Result)(nil)
	if ok {
		result, _ = f.model.Evaluate(input)
	}
	if result == nil {
		f.missing(w.Pos, "no input was found that the warning %s is reported for", w.Name)
		return
	}
	f.set.Warned = append(f.set.Warned, &Accepted{Changes: f.changes(input), Result: result, Warning: w, Warnings: f.warnings(input)})
}

// warned repairs inputs that are refused: their other inputs are changed until they are
// accepted, and the warning is still reported.
func (f *finder) warned(w *model.Warning, rule *reader) (repaired model.Object, found bool) {
	f.search([]*reader{rule}, nil, func(input model.Object) bool {
		if f.legal(input) && f.warns(w, input) {
			repaired, found = f.repair(input, rule.locations...)
		}
		return found
	}).run(f.base)
	return repaired, found
}
