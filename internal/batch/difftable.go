package batch

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/table"
)

// tableOf has a row for each field that differs and each object that is made, deleted or
// readdressed, the worst effect first. It is "" when nothing differs.
func tableOf(c *effect.Change) string {
	var rows []row
	for _, o := range c.Objects {
		rows = append(rows, rowsOf(o)...)
	}
	if len(rows) == 0 {
		return ""
	}
	slices.SortStableFunc(rows, func(a, b row) int { return effect.WorseFirst(a.effect, b.effect) })
	t := table.New("EFFECT", "OBJECT", "FIELD", "OLD", "NEW", "BECAUSE OF")
	for _, r := range rows {
		var because []string
		for _, cause := range r.because {
			because = append(because, cause.String())
		}
		t.Row(effectCell(r.effect, r.cut), r.object, r.field, r.old, r.new, strings.Join(because, ", "))
	}
	return t.String()
}

// row is a row of the table.
type row struct {
	effect                  effect.Ways
	cut                     bool // traffic is
	object, field, old, new string
	because                 []effect.Cause
}

func rowsOf(o *effect.Object) (rows []row) {
	object := o.Kind + " " + o.ID
	if whole := wholly(o); whole != "" {
		r := row{effect: o.Effect, cut: o.TrafficCut, object: object, field: whole, because: o.Because}
		if o.Readdressed {
			r.cut, r.old, r.new = false, o.Was, o.Name
		}
		rows = append(rows, r)
	}
	for _, f := range o.Fields {
		rows = append(rows, row{f.Effect, cutBy(o, f), object, f.Path, effect.Shown(f.Old), effect.Shown(f.New), f.Because})
	}
	return rows
}

// wholly is what happens to an object as a whole, "" when only fields differ.
func wholly(o *effect.Object) string {
	switch {
	case o.Created:
		return "(made)"
	case o.Deleted:
		return "(deleted)"
	case o.Readdressed:
		return "(address)"
	}
	return ""
}

// cutBy reports whether a field is one by which an object may cut traffic.
func cutBy(o *effect.Object, f *effect.Field) bool {
	return o.TrafficCut && f.Effect.Worst() > effect.Metadata
}

// effectCell is the effect, and whether traffic is cut beside it.
func effectCell(e effect.Ways, cut bool) string {
	if cut {
		return e.String() + ", traffic cut"
	}
	return e.String()
}
