package compat

import (
	"fmt"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// String is the report as text: the changes that break callers first, each with an input that
// shows it, then the others, then what is undecided, and the step at the end.
func (r *Report) String() string {
	var b strings.Builder
	for _, breaking := range []bool{true, false} {
		for _, c := range r.Changes {
			if c.Breaking() == breaking {
				c.write(&b)
			}
		}
	}
	for _, u := range r.Undecided {
		fmt.Fprintf(&b, "undecided: %s: %s\n", subject(u.Path, u.Rule), u.Summary)
		writePosition(&b, u.Position)
	}
	fmt.Fprintf(&b, "step: %s", r.Step)
	if n := len(r.Undecided); n > 0 && r.Step < Major {
		fmt.Fprintf(&b, " at least, with %d undecided", n)
	}
	b.WriteString("\n")
	return model.PrintableLines(b.String())
}

func (c *Change) write(b *strings.Builder) {
	fmt.Fprintf(b, "%s: %s: %s: %s\n", c.Step, c.Subject(), c.Kind, c.Summary)
	writePosition(b, c.Position)
	if c.Input != nil {
		fmt.Fprintf(b, "\tinput %s\n", abridged(encode(c.Input)))
	}
	if c.Refusal != "" {
		fmt.Fprintf(b, "\t%s\n", c.Refusal)
	}
}

// The parts of a long input that are shown, in bytes.
const longestHead, longestTail = 1000, 200

func abridged(input string) string {
	if len(input) <= longestHead+longestTail {
		return input
	}
	return strings.ToValidUTF8(input[:longestHead], "") + " […] " + strings.ToValidUTF8(input[len(input)-longestTail:], "")
}

func writePosition(b *strings.Builder, p model.Position) {
	if p != (model.Position{}) {
		fmt.Fprintf(b, "\tat %s\n", p)
	}
}

// Subject names what changed: the path, or the rule.
func (c *Change) Subject() string { return subject(c.Path, c.Rule) }

func subject(path model.Path, rule string) string {
	if rule != "" {
		return "rule " + rule
	}
	return string(path)
}
