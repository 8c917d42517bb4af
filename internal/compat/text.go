package compat

import (
	"fmt"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// String is the report as text: the changes that break callers first, then the others, then
// what is undecided, and the step at the end. An input that shows a change is written
// without what equals Base, and a long value is cut short. All values, those of sensitive inputs
// too, are made up from the two contracts.
func (r *Report) String() string {
	var b strings.Builder
	for _, breaking := range []bool{true, false} {
		for _, c := range r.Changes {
			if c.Breaking() == breaking {
				r.write(&b, c)
			}
		}
	}
	for _, u := range r.Undecided {
		fmt.Fprintf(&b, "undecided: %s: %s%s\n", subject(u.Path, u.Rule), u.Summary, at(u.Position))
	}
	fmt.Fprintf(&b, "step: %s", r.Step)
	if n := len(r.Undecided); n > 0 && r.Step < Major {
		fmt.Fprintf(&b, " at least, with %d undecided", n)
	}
	b.WriteString("\n")
	return model.PrintableLines(b.String())
}

func (r *Report) write(b *strings.Builder, c *Change) {
	fmt.Fprintf(b, "%s: %s: %s: %s%s\n", c.Step, c.Subject(), c.Kind, c.Summary, at(c.Position))
	if c.Input != nil {
		fmt.Fprintf(b, "\tfor example with %s\n", r.example(c.Input))
	}
	if c.Refusal != "" {
		fmt.Fprintf(b, "\t%s\n", c.Refusal)
	}
}

// example is an input without what equals the base.
func (r *Report) example(input model.Object) string {
	var parts []string
	for _, m := range input {
		if v, ok := r.Base.Get(m.Key); !ok || !model.Equal(v, m.Value) {
			parts = append(parts, m.Key+" = "+abridged(encode(m.Value)))
		}
	}
	for _, m := range r.Base {
		if _, ok := input.Get(m.Key); !ok {
			parts = append(parts, "no "+m.Key)
		}
	}
	if len(parts) == 0 {
		return "nothing but what is required"
	}
	return strings.Join(parts, ", ")
}

// The parts of a long value that are shown, in bytes.
const longestHead, longestTail = 100, 40

func abridged(value string) string {
	if len(value) <= longestHead+longestTail {
		return value
	}
	return strings.ToValidUTF8(value[:longestHead], "") + " […] " + strings.ToValidUTF8(value[len(value)-longestTail:], "")
}

// at says where something is, if that is known.
func at(p model.Position) string {
	if p == (model.Position{}) {
		return ""
	}
	return " (" + p.String() + ")"
}

// Subject names what changed: the path, or the rule.
func (c *Change) Subject() string { return subject(c.Path, c.Rule) }

func subject(path model.Path, rule string) string {
	if rule != "" {
		return "rule " + rule
	}
	return string(path)
}
