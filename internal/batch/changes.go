package batch

import (
	"cmp"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
)

// mostChanges is the number of different changes that are counted: the keys of labels are
// in the paths of fields, and a fleet can have any number of them.
const mostChanges = 1000

// longestCell is the length of a field's path, in characters, beyond which fields are not
// distinguished, and that of a cause beyond which it is cut off.
const longestCell = 160

func short(text string) string {
	if runes := []rune(text); len(runes) > longestCell {
		return string(runes[:longestCell]) + "…"
	}
	return text
}

// changes counts the changes that several workspaces have in common.
type changes struct {
	rows []*change
	by   map[what]*change
	more int // changes of workspaces beyond mostChanges
}

// what several workspaces have in common about a change.
type what struct {
	effect              effect.Ways
	cut                 bool   // the object cuts traffic
	object, kind, field string // the object's key in the contract
}

// change is one change of some workspaces.
type change struct {
	what
	workspaces int
	cause      string // in the first of them
}

// add counts what changes for a workspace. A change that is new is explained.
func (c *changes) add(d *difference, explain func(*difference)) {
	seen := map[what]bool{}
	count := func(w what, cause func() string) {
		if len(w.field) > longestCell {
			w.field = short(w.field)
		}
		if seen[w] {
			return
		}
		seen[w] = true
		row := c.by[w]
		if row == nil && len(c.rows) >= mostChanges {
			c.more++
			return
		}
		if row == nil {
			explain(d)
			row = &change{what: w, cause: short(cause())}
			c.rows = append(c.rows, row)
			if c.by == nil {
				c.by = map[what]*change{}
			}
			c.by[w] = row
		}
		row.workspaces++
	}
	if d.effect() == effect.Refused {
		for _, diagnostic := range d.diagnostics {
			count(what{effect: d.change.Effect, field: string(diagnostic.Path)}, func() string { return diagnostic.Summary })
		}
	}
	for _, o := range d.change.Objects {
		if whole := wholly(o); whole != "" {
			count(what{o.Effect, o.TrafficCut, o.Name, o.Kind, whole}, func() string { return causes(o.Because) })
		}
		for _, f := range o.Fields {
			count(what{f.Effect, cutBy(o, f), o.Name, o.Kind, f.Path}, func() string { return causes(f.Because) })
		}
	}
}

// causes leave out positions in the file of inputs, which are different for each workspace.
func causes(because []effect.Cause) string {
	var words []string
	for _, cause := range because {
		if !cause.Default && !cause.Contract {
			cause.Position = nil
		}
		words = append(words, cause.String())
	}
	return strings.Join(words, ", ")
}

// sorted returns the changes, those with the worst effect first, and of the same effect those
// of the most workspaces.
func (c *changes) sorted() []*change {
	rows := slices.Clone(c.rows)
	slices.SortStableFunc(rows, func(a, b *change) int {
		return cmp.Or(effect.WorseFirst(a.effect, b.effect), cmp.Compare(b.workspaces, a.workspaces))
	})
	return rows
}
