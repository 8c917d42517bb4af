package preview

import (
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// outcome is the result of comparing two inputs.
type outcome struct {
	*effect.Change // without objects when there is nothing to compare
	// diagnostics are of the input that is refused, or of the new one.
	diagnostics model.Diagnostics
	// before and after are nil for an input that is refused.
	before, after *model.Result
}

// comparison compares inputs of a contract, or of an older one and a newer one.
type comparison struct {
	old, new *model.Model
	comparer *effect.Comparer
	// alike is set when both contracts get one input, and accept the same ones.
	alike bool
}

func newComparison(old, new *model.Model) *comparison {
	return &comparison{old: old, new: new, comparer: effect.New(old, new)}
}

// compare returns the effect of going from one input to another, without its causes.
func (c *comparison) compare(before, after model.Value) *outcome {
	old, refused := c.old.Evaluate(before)
	if old == nil {
		return &outcome{Change: everywhere(effect.Invalid), diagnostics: refused}
	}
	if c.alike {
		if new, err := c.new.EvaluateAccepted(old.Input); err == nil {
			return &outcome{Change: c.comparer.Compare(old, new), before: old, after: new}
		}
	}
	new, diagnostics := c.new.Evaluate(after)
	if new == nil {
		return &outcome{Change: everywhere(effect.Refused), diagnostics: diagnostics, before: old}
	}
	return &outcome{Change: c.comparer.Compare(old, new), diagnostics: diagnostics, before: old, after: new}
}

// explained returns the effect with its causes.
func (c *comparison) explained(before, after model.Value) *outcome {
	j := c.compare(before, after)
	if j.after != nil {
		c.comparer.Explain(j.Change, j.before, j.after)
	}
	return j
}

// everywhere is the effect whichever way a change is applied.
func everywhere(e effect.Effect) *effect.Change {
	return &effect.Change{Effect: effect.Ways{Terraform: e, Kubectl: e}}
}

// appendTo appends the change in JSON, as "gen diff" writes it, after the given members.
func (j *outcome) appendTo(out []byte, members string) []byte {
	out = append(append(out, '{'), members...)
	if j.Effect.Worst() >= effect.Refused {
		out = append(out, `"diagnostics":`...)
		out = append(appendDiagnostics(out, j.diagnostics), ',')
	}
	change, err := j.MarshalJSON()
	if err != nil {
		panic(err) // strings and numbers cannot fail
	}
	return append(out, change[1:]...)
}

// changes appends what going from the input before to the current one does.
func (a *answerer) changes(c *comparison) {
	a.member(Changes)
	before, err := model.ParseInput(a.Before)
	if err != nil {
		a.out = (&outcome{Change: everywhere(effect.Invalid), diagnostics: unreadable(err)}).appendTo(a.out, "")
		return
	}
	old, new := effect.HoldSecrets(a.model.Sensitive(), before, a.input)
	a.out = c.explained(old, new).appendTo(a.out, "")
}

// effect appends the worst of what going from the input before to the current one does.
func (a *answerer) effect(c *comparison) {
	worst := effect.Invalid
	if before, err := model.ParseInput(a.Before); err == nil {
		worst = c.compare(effect.HoldSecrets(a.model.Sensitive(), before, a.input)).Effect.Worst()
	}
	a.member(Effect)
	a.text(worst.String())
}

func unreadable(err error) model.Diagnostics {
	return model.Diagnostics{{Severity: model.Error, Summary: "the input cannot be read: " + err.Error()}}
}
