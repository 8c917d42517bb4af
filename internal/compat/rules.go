package compat

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// rules compares the rules between inputs.
func (c *comparison) rules() {
	shown := c.firing()
	for _, check := range c.new.Checks {
		if c.err != nil {
			return
		}
		input := shown[check]
		if input == nil && !c.harmless(check) {
			input = c.searched(check)
			if input == nil {
				c.undecided(&Undecided{"", check.Name, undecidedRule(check), check.Pos})
			}
		}
		if input != nil {
			c.narrowedRule(check, input)
		}
	}
	c.failing()
	c.widenedRules()
}

func undecidedRule(check *model.Check) string {
	if check.Implied {
		return "what it demands of objects, outputs or hidden fields changed, and no input was found that is refused for that now"
	}
	return "the rule, or what it depends on, is new or changed, and no input was found that it refuses and the old contract accepts"
}

// narrowedRule reports a rule for the smallest input that shows it.
func (c *comparison) narrowedRule(check *model.Check, input model.Object) {
	input = c.smallest(input, func(smaller model.Object) bool {
		return !c.old.Refusals(smaller).HasErrors() && c.refuses(check, smaller) != ""
	})
	change := Change{Kind: Narrowed, Rule: check.Name, Step: Major, Summary: "a rule refuses what was accepted", Input: input, Position: check.Pos}
	change.Refusal = c.refuses(check, input)
	if !c.confirmed(input, c.adapted(input, "")) {
		c.undecided(&Undecided{"", check.Name, "CUE does not confirm that it refuses " + encode(input), check.Pos})
		return
	}
	c.changed(&change)
}

// refuses is the message with which a rule of the new contract refuses an input of the old
// one, "" when it does not.
func (c *comparison) refuses(check *model.Check, input model.Object) string {
	c.fired = nil
	diagnostics := c.observed.Refusals(c.adapted(input, ""))
	i := slices.Index(c.fired, check)
	if i < 0 || len(diagnostics) == 0 {
		return ""
	}
	// The messages of rules come last, in the order in which the rules fired.
	return diagnostics[max(0, len(diagnostics)-len(c.fired)+i)].Summary
}

// longestShrunk bounds what is made smaller of an input, in bytes.
const longestShrunk = 4096

// smallest makes an input smaller as long as still holds for the result: first inputs are left
// out or replaced with those of the base, then what is inside of them is left out.
func (c *comparison) smallest(input model.Object, still func(model.Object) bool) model.Object {
	for _, m := range input {
		others := slices.DeleteFunc(slices.Clone(input), func(other model.Member) bool { return other.Key == m.Key })
		if still(others) {
			input = others
			continue
		}
		v, ok := c.oldSolver.Base().Get(m.Key)
		if !ok {
			continue
		}
		changed := slices.Clone(input)
		changed[slices.IndexFunc(input, func(other model.Member) bool { return other.Key == m.Key })].Value = v
		if still(changed) {
			input = changed
		}
	}
	var least, rest model.Object
	for _, m := range input {
		if v, ok := c.oldSolver.Base().Get(m.Key); ok && model.Equal(v, m.Value) {
			least = append(least, m)
		} else {
			rest = append(rest, m)
		}
	}
	if len(encode(rest)) > longestShrunk {
		return input
	}
	smallest := input
	testinput.Shrink(rest, func(smaller model.Value) bool {
		rest, ok := smaller.(model.Object)
		whole := sorted(append(slices.Clone(least), rest...))
		if !ok || !still(whole) {
			return false
		}
		smallest = whole
		return true
	})
	return smallest
}

// sorted has the members of an object in order.
func sorted(o model.Object) model.Object {
	slices.SortFunc(o, func(a, b model.Member) int { return strings.Compare(a.Key, b.Key) })
	return o
}

func object(text []byte) (model.Object, bool) {
	v, err := model.ParseJSON(text)
	if err != nil {
		return nil, false
	}
	o, ok := v.(model.Object)
	return o, ok
}

// firing finds the rules of the new contract that refuse one of the accepted inputs, each with
// the first input that nothing else refuses, or else the first one.
func (c *comparison) firing() map[*model.Check]model.Object {
	shown, alone := map[*model.Check]model.Object{}, map[*model.Check]bool{}
	for _, input := range c.inputs {
		c.fired = nil
		refusals := c.observed.Refusals(c.adapted(input, ""))
		for _, check := range c.fired {
			single := len(refusals) == 1
			if shown[check] == nil || single && !alone[check] {
				shown[check], alone[check] = input, single
			}
		}
	}
	return shown
}

// failing reports an accepted input that no rule of the new contract refuses, and for which
// its objects or outputs cannot be evaluated. Only the inputs at hand are tried: there may be
// others.
func (c *comparison) failing() {
	for _, input := range c.inputs {
		adapted := c.adapted(input, "")
		result, diagnostics := c.new.Evaluate(adapted)
		if result != nil || c.new.Refusals(adapted).HasErrors() || !c.confirmed(input, adapted) {
			continue
		}
		c.changed(&Change{Kind: Narrowed, Step: Major, Summary: "objects or outputs cannot be evaluated", Input: input, Refusal: diagnostics[0].Summary})
		return
	}
}

// mostAccepted and mostDrawn bound the accepted inputs that are tried in search of one that the
// new contract refuses: those of package testinput, and random ones.
const (
	mostAccepted = 400
	mostDrawn    = 1000
)

// accepted are inputs that a contract accepts, the smallest first.
func accepted(old, new *model.Model) []model.Object {
	var inputs []model.Object
	add := func(input model.Object) {
		if !old.Refusals(input).HasErrors() {
			inputs = append(inputs, input)
		}
	}
	for _, input := range testinput.Inputs(old, vocabulary(old, new), mostAccepted) {
		add(input)
	}
	generator := random.New(old, 1)
	for range mostDrawn {
		if input, ok := object(generator.Next()); ok {
			add(input)
		}
	}
	sizes := make(map[int]int, len(inputs))
	order := make([]int, len(inputs))
	for i := range inputs {
		order[i], sizes[i] = i, len(encode(inputs[i]))
	}
	slices.SortStableFunc(order, func(a, b int) int { return sizes[a] - sizes[b] })
	sorted := make([]model.Object, len(inputs))
	for i, from := range order {
		sorted[i] = inputs[from]
	}
	return sorted
}

// widenedRules reports the rules of the old contract that refuse an input which the new one
// accepts.
func (c *comparison) widenedRules() {
	back := c.reversed()
	for _, check := range c.old.Checks {
		if c.stillThere(check) {
			continue
		}
		input := back.searched(check)
		if input == nil {
			continue
		}
		c.changed(&Change{
			Kind: Widened, Rule: check.Name, Step: Minor, Summary: "accepts what the rule refused",
			Input: input, Refusal: back.refuses(check, input), Position: check.Pos,
		})
	}
}
