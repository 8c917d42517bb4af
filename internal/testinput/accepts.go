package testinput

import "github.com/base-k8s/base-k8s/internal/model"

// accepts reports whether neither a constraint nor a check refuses an input.
func (f *finder) accepts(input model.Object) bool { return f.model.Accepts(input) }

// legal reports whether no constraint refuses an input.
func (f *finder) legal(input model.Object) bool {
	_, diagnostics := f.model.Accept(input)
	return len(diagnostics) == 0
}

// refusals counts what is wrong with an input.
func (f *finder) refusals(input model.Object) int { return len(f.model.Refusals(input)) }

// refusalsOf counts what a check says is wrong with a legal input.
func (f *finder) refusalsOf(input model.Object, c *model.Check) int {
	times, err := f.byCheck[c].Count(input)
	if err != nil {
		times++
	}
	return times
}

// breaks reports whether a legal input is refused by a check.
func (f *finder) breaks(input model.Object, c *model.Check) bool { return f.refusalsOf(input, c) > 0 }

// broken are the checks that refuse a legal input.
func (f *finder) broken(input model.Object) (broken []*model.Check) {
	if f.accepts(input) {
		return nil
	}
	for _, c := range f.model.Checks {
		if f.breaks(input, c) {
			broken = append(broken, c)
		}
	}
	return broken
}

// breaking are the readers of the checks that refuse a legal input.
func (f *finder) breaking(input model.Object) (rules []*reader) {
	for _, c := range f.broken(input) {
		rules = append(rules, f.checkReaders[c])
	}
	return rules
}
