package compat

import (
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// mostTried is how many values are tried as examples of one change.
const mostTried = 8

// types compares the types of what is at a place. Where nothing more precise is known, pos is
// the cause.
func (c *comparison) types(o, n *model.Type, pos model.Position, at []string) {
	if o.Kind != n.Kind {
		change := Change{Kind: TypeChanged, Path: pathOf(at), Summary: fmt.Sprintf("%s before, %s", o.Kind, n.Kind), Position: pos}
		if !c.anyShows(change, at, c.oldSolver.Values(at)) {
			c.undecided(&Undecided{change.Path, "", "its type changed, and no value was found that the new contract refuses: " + change.Summary, pos})
		}
		return
	}
	if o.Nullable != n.Nullable {
		c.nullable(o, pos, at)
	}
	c.constraint(o, n, pos, at)
	switch o.Kind {
	case model.List, model.Map:
		c.types(o.Elem, n.Elem, pos, append(at[:len(at):len(at)], testinput.Element))
	case model.Record:
		c.fields(o.Fields, n.Fields, at)
	case model.String, model.Number, model.Bool, model.Null: // have nothing inside
	}
}

// nullable reports that null became, or is no longer, a value. For what is optional, null that is
// no value means absent, which changes the meaning and refuses nothing.
func (c *comparison) nullable(o *model.Type, pos model.Position, at []string) {
	change := Change{Kind: Widened, Path: pathOf(at), Step: Minor, Summary: "null is a value", Position: pos}
	if o.Nullable {
		change.Kind, change.Summary = Narrowed, "null is no value any more"
		if c.anyShows(change, at, []model.Value{nil}) {
			return
		}
		change.Kind, change.Summary = TypeChanged, "null means that it is left out"
	}
	c.changed(&change)
}

// constraint compares the values that are accepted at a place.
func (c *comparison) constraint(o, n *model.Type, pos model.Position, at []string) {
	if n.Constraint != nil {
		pos = n.Constraint.Pos
	}
	sized := func(size int64) model.Value { return c.oldSolver.Sized(at, size) }
	lost, err := difference(o, n, sized)
	change := Change{Kind: Narrowed, Path: pathOf(at), Summary: "refuses " + some(lost) + " now", Position: pos}
	tried := slices.Clip(lost[:min(mostTried, len(lost))])
	if err != nil {
		change.Summary = "refuses what was accepted"
		tried = append(tried, c.oldSolver.Values(at)...)
	}
	switch {
	case c.anyShows(change, at, tried):
	case err != nil:
		c.undecided(&Undecided{change.Path, "", fmt.Sprintf("its constraint changed, and whether it is narrower was not found out: %v", err), pos})
	case len(lost) > 0:
		c.undecided(&Undecided{change.Path, "", "it " + change.Summary + ", and no input was found that the old contract accepts with that", pos})
	}
	c.widened(o, n, pos, at)
}

// widened reports that the new contract accepts something that the old one did not, if an
// input shows it.
func (c *comparison) widened(o, n *model.Type, pos model.Position, at []string) {
	gained, _ := difference(n, o, func(size int64) model.Value { return c.newSolver.Sized(at, size) })
	for _, v := range gained[:min(mostTried, len(gained))] {
		input, path, ok := c.newSolver.With(at, v)
		if !ok {
			continue
		}
		for _, d := range c.old.Refusals(input) {
			if within(d.Path, path) {
				c.changed(&Change{Kind: Widened, Path: pathOf(at), Step: Minor, Summary: "accepts " + some(gained) + " now", Input: input, Refusal: d.Summary, Position: pos})
				return
			}
		}
	}
}

const (
	mostShown    = 3  // values in a summary
	longestShown = 60 // bytes of a value in a summary
)

// some are a few values in words.
func some(values []model.Value) string {
	var shown []string
	for _, v := range values[:min(mostShown, len(values))] {
		text := encode(v)
		if len(text) > longestShown {
			text = strings.ToValidUTF8(text[:longestShown], "") + " …"
		}
		shown = append(shown, text)
	}
	if len(values) > mostShown {
		return strings.Join(shown, ", ") + " and others"
	}
	return strings.Join(shown, ", ")
}
