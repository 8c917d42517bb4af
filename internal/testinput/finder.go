package testinput

import (
	"fmt"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/texts"
)

// finder holds what the searches for one model have in common.
type finder struct {
	model          *model.Model
	byCheck        map[*model.Check]*model.Query
	byWarning      map[*model.Warning]*model.Query
	checkReaders   map[*model.Check]*reader
	warningReaders map[*model.Warning]*reader
	patterns       map[string]*texts.Pattern
	over           map[string][]*model.Expr // what comprehension variables go through
	locations      []*location
	choices        []choice
	texts          map[*model.Rule]string // that satisfy rules
	keys           map[*model.Type]string // of maps that refuse exampleKey
	base           model.Object
	defaults       model.Object // the base with its defaults
	set            Set
}

func newFinder(m *model.Model) *finder {
	f := &finder{
		model:          m,
		byCheck:        map[*model.Check]*model.Query{},
		warningReaders: map[*model.Warning]*reader{},
		byWarning:      map[*model.Warning]*model.Query{},
		checkReaders:   map[*model.Check]*reader{},
		patterns:       map[string]*texts.Pattern{},
		texts:          map[*model.Rule]string{},
		keys:           map[*model.Type]string{},
		locations:      allLocations(m),
	}
	f.over = loops(m)
	for _, c := range m.Checks {
		f.checkReaders[c], f.byCheck[c] = f.read(c.Clauses), f.query(c.Clauses)
	}
	for _, w := range m.Warnings {
		when := []*model.Clause{{If: w.When}}
		f.warningReaders[w], f.byWarning[w] = f.read(when), f.query(when)
	}
	return f
}

func (f *finder) query(clauses []*model.Clause) *model.Query {
	q, err := f.model.Query(clauses)
	if err != nil {
		panic(err) // a model is linked before it is searched
	}
	return q
}

// repair changes an input until it is accepted, and leaves the fixed locations alone.
func (f *finder) repair(input model.Object, fixed ...*location) (model.Object, bool) {
	if f.accepts(input) {
		return input, true
	}
	if !f.legal(input) {
		return nil, false
	}
	return f.search(f.breaking(input), fixed, f.accepts).run(input)
}

// smallest is an input with what is required, the best guess at one that is accepted.
func (f *finder) smallest() model.Object {
	return f.record(&model.Type{Kind: model.Record, Fields: f.model.Inputs}).(model.Object)
}

// findBase makes the smallest input.
func (f *finder) findBase() error {
	smallest := f.smallest()
	f.defaults, _ = f.model.Accept(smallest)
	base, ok := f.repair(smallest)
	if !ok {
		_, diagnostics := f.model.Evaluate(smallest)
		return fmt.Errorf("no input was found that the contract accepts; the smallest one is refused: %w", diagnostics)
	}
	f.base = base
	result, diagnostics := f.model.Evaluate(base)
	if result == nil {
		return f.failure(diagnostics[0].Summary)
	}
	f.defaults = result.Input
	f.findKeys()
	f.choices = f.allChoices()
	f.set.Base = &Accepted{Changes: base, Result: result, Warnings: f.warnings(base)}
	return nil
}

// failure is the error of a contract that cannot be evaluated for the base.
func (f *finder) failure(words string) model.Diagnostics {
	var failed []model.Position
	f.model.Observed(&model.Observer{
		Condition:  func(*model.Expr, bool) {},
		Constraint: func(*model.Constraint, bool) {},
		Check:      func(*model.Check) {},
		Failure:    func(e *model.Expr) { failed = append(failed, e.Pos) },
	}).Evaluate(f.base)
	return model.Diagnostics{{
		Severity:  model.Error,
		Summary:   fmt.Sprintf("no rule refuses the input %s, and %s", encode(f.base), words),
		Detail:    "refuse such an input in #Input, by a constraint or a check, or put the expression inside an if",
		Positions: failed[:min(1, len(failed))],
	}}
}

// changes are the inputs that differ from the base. An input has everything that the base
// has.
func (f *finder) changes(input model.Object) model.Object {
	return slices.DeleteFunc(slices.Clone(input), func(m model.Member) bool {
		v, ok := f.base.Get(m.Key)
		return ok && encode(v) == encode(m.Value)
	})
}

// missing records that no input was found for a rule.
func (f *finder) missing(pos model.Position, format string, args ...any) {
	d := model.Diagnostic{Severity: model.Warn, Summary: fmt.Sprintf(format, args...)}
	if pos != (model.Position{}) {
		d.Positions = []model.Position{pos}
	}
	f.set.Missing = append(f.set.Missing, d)
}

// loops are the collections that each comprehension variable iterates over.
func loops(m *model.Model) map[string][]*model.Expr {
	over := map[string][]*model.Expr{}
	add := func(clauses []*model.Clause) {
		for _, clause := range clauses {
			if loop := clause.For; loop != nil {
				over[loop.Key] = append(over[loop.Key], loop.In)
				over[loop.Value] = append(over[loop.Value], loop.In)
			}
		}
	}
	for _, check := range m.Checks {
		add(check.Clauses)
	}
	for root := range m.Exprs() {
		for e := range root.All() {
			for _, elem := range e.Elems {
				add(elem.Clauses)
			}
		}
	}
	return over
}
