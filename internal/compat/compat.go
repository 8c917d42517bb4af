// Package compat says what a change of a contract means to its callers: which inputs that were
// accepted are refused now, what else changed about inputs and outputs, and the step of the
// semantic version that follows.
//
// What goes in are two compiled contracts, the old and the new one; what comes out is a
// [Report]. Contracts are compared by meaning, not by text: bounds and enumerations are compared as
// sets, patterns as regular languages (package regular), rules between inputs by search for an
// input that shows the difference. Every [Change] that breaks callers has such an input: one
// that CUE, evaluating the contracts' own files, accepts for the old contract and refuses for
// the new one. What was neither shown nor ruled out is in Report.Undecided. The same
// contracts give the same report. What a change does to running workspaces is the subject of
// package effect.
package compat

import (
	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// Contract is a compiled contract and the directory of its CUE files.
type Contract struct {
	Dir   string
	Model *model.Model
}

// Kind is what sort of change a [Change] is.
type Kind string

// The kinds of changes. An input that is renamed is one that is removed and one that is added.
const (
	Added        Kind = "added"
	Removed      Kind = "removed"
	RequiredNow  Kind = "required now"
	NotRequired  Kind = "no longer required"
	TypeChanged  Kind = "type changed"
	Narrowed     Kind = "narrowed" // refuses what was accepted
	Widened      Kind = "widened"  // accepts what was refused
	Default      Kind = "default changed"
	SensitiveNow Kind = "sensitive now"
	NotSensitive Kind = "no longer sensitive"
	ValueChanged Kind = "value changed" // of an output, for the same input
)

// Change is one change of a contract's interface.
type Change struct {
	Kind Kind `json:"kind"`
	// Path is the input, an attribute, list element or map value inside of it, or the output
	// below "outputs". It is "" for a rule between inputs.
	Path model.Path `json:"path,omitempty"`
	// Rule is the name of the check, for a rule between inputs.
	Rule string `json:"rule,omitempty"`
	// Step is the least step of the version that the change needs.
	Step Step `json:"step"`
	// Summary says what changed, without a full stop.
	Summary string `json:"summary"`
	// Input is an input that shows the change. For one that breaks callers the old contract
	// accepts it; it is the smallest one that was found.
	Input model.Object `json:"input,omitzero"`
	// Refusal is the message with which the new contract refuses the input, or the old one
	// where the contract was widened.
	Refusal string `json:"refusal,omitempty"`
	// Position is the cause in the new contract, or in the old one for what was removed.
	Position model.Position `json:"position,omitzero"`
}

// Breaking reports whether callers of the old contract have to change something.
func (c *Change) Breaking() bool { return c.Step == Major }

// Undecided is a part of the new contract that may refuse what was accepted: no input shows
// that it does, and nothing shows that it does not.
type Undecided struct {
	Path     model.Path     `json:"path,omitempty"` // as in [Change]
	Rule     string         `json:"rule,omitempty"`
	Summary  string         `json:"summary"` // why, without a full stop
	Position model.Position `json:"position,omitzero"`
}

// Report is what a change of a contract means to callers.
type Report struct {
	// Changes are those of inputs in the order of their declaration, what is added last, then
	// those of rules, then those of outputs.
	Changes   []*Change    `json:"changes,omitempty"`
	Undecided []*Undecided `json:"undecided,omitempty"`
	// Base is the smallest input that the old contract accepts. Inputs that show changes are
	// made from it.
	Base model.Object `json:"base,omitzero"`
	// Step is the largest step of the changes. When something is undecided, it may have to be
	// Major.
	Step Step `json:"step"`
}

// Compare finds what changed from the old contract to the new one. It fails when CUE cannot
// load one of them, or when no input is found that the old one, or the new one, accepts.
func Compare(old, new Contract) (*Report, error) {
	c, err := newComparison(old, new)
	if err != nil {
		return nil, err
	}
	c.fields(old.Model.Inputs, new.Model.Inputs, nil)
	c.rules()
	c.outputs()
	if c.err != nil {
		return nil, c.err
	}
	if old.Model.Digest != new.Model.Digest {
		c.report.Step = Patch
	}
	for _, change := range c.report.Changes {
		c.report.Step = max(c.report.Step, change.Step)
	}
	return c.report, nil
}

// comparison is the state of one Compare.
type comparison struct {
	old, new             *model.Model
	oldSolver, newSolver *testinput.Solver
	oldCUE, newCUE       *evaluator.CUE
	oldLocals, newLocals func(string) string // see digests
	inputs               []model.Object      // that the old contract accepts
	fired                []*model.Check      // by the last input that the new contract evaluated
	observed             *model.Model        // the new one
	report               *Report
	err                  error // the first one
}

func newComparison(old, new Contract) (*comparison, error) {
	c := &comparison{
		old: old.Model, new: new.Model, oldLocals: digests(old.Model), newLocals: digests(new.Model), report: &Report{},
	}
	var err error
	if c.oldSolver, err = testinput.NewSolver(old.Model); err != nil {
		return nil, err
	}
	if c.newSolver, err = testinput.NewSolver(new.Model); err != nil {
		return nil, err
	}
	if c.oldCUE, err = evaluator.NewCUE(old.Dir, old.Model.Inputs); err != nil {
		return nil, err
	}
	if c.newCUE, err = evaluator.NewCUE(new.Dir, new.Model.Inputs); err != nil {
		return nil, err
	}
	c.report.Base = c.oldSolver.Base()
	c.observe()
	c.inputs = accepted(old.Model, new.Model)
	return c, nil
}

// observe records which rules of the new contract refuse an input.
func (c *comparison) observe() {
	c.observed = c.new.Observed(&model.Observer{
		Condition:  func(*model.Expr, bool) {},
		Constraint: func(*model.Constraint, bool) {},
		Failure:    func(*model.Expr) {},
		Check:      func(check *model.Check) { c.fired = append(c.fired, check) },
	})
}

// reversed is the way back, from the new contract to the old one.
func (c *comparison) reversed() *comparison {
	r := &comparison{old: c.new, new: c.old, oldSolver: c.newSolver, newSolver: c.oldSolver, report: &Report{}}
	r.observe()
	return r
}

func (c *comparison) changed(change *Change) { c.report.Changes = append(c.report.Changes, change) }

func (c *comparison) undecided(u *Undecided) { c.report.Undecided = append(c.report.Undecided, u) }
