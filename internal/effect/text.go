package effect

import (
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/model"
)

// row is a line of the table.
type row struct {
	effect  Ways
	cut     bool // the object is one that cuts traffic
	cells   []string
	because []Cause
}

// effectCell is the effect, and whether traffic is cut beside it.
func (r row) effectCell() string {
	if r.cut {
		return r.effect.String() + ", traffic cut"
	}
	return r.effect.String()
}

// WriteText writes a table with a line for each field that differs and each object that is
// made or deleted, the worst effect first. It writes nothing when nothing differs, and
// fails as w does.
func (c *Change) WriteText(w io.Writer) error {
	var rows []row
	for _, o := range c.Objects {
		rows = append(rows, o.rows()...)
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortStableFunc(rows, func(a, b row) int { return worseFirst(a.effect, b.effect) })
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	line(table, "EFFECT", "OBJECT", "FIELD", "OLD", "NEW", "BECAUSE OF")
	for _, r := range rows {
		var because []string
		for _, cause := range r.because {
			because = append(because, cause.String())
		}
		line(table, slices.Concat([]string{r.effectCell()}, r.cells, []string{strings.Join(because, ", ")})...)
	}
	table.Flush() // a strings.Builder does not fail
	_, err := io.WriteString(w, text.String())
	return err
}

// line writes cells, none of which can end the line or the cell.
func line(table io.Writer, cells ...string) {
	for i, cell := range cells {
		cells[i] = model.Printable(cell)
	}
	io.WriteString(table, strings.Join(cells, "\t")+"\n")
}

func (o *Object) rows() []row {
	name := o.Kind + " " + o.ID
	switch {
	case o.Created:
		return []row{{o.Effect, o.TrafficCut, []string{name, "(made)", "", ""}, o.Because}}
	case o.Deleted:
		return []row{{o.Effect, o.TrafficCut, []string{name, "(deleted)", "", ""}, o.Because}}
	}
	var rows []row
	if o.Readdressed {
		rows = append(rows, row{o.Effect, false, []string{name, "(address)", o.Was, o.Name}, o.Because})
	}
	for _, f := range o.Fields {
		rows = append(rows, row{f.Effect, o.TrafficCut && f.Effect.Kubectl > Metadata, []string{name, f.Path, shown(f.Old), shown(f.New)}, f.Because})
	}
	return rows
}

// longestShown is the number of characters that are shown of a value.
const longestShown = 60

func shown(l *model.Literal) string {
	if l == nil {
		return "-"
	}
	text := string(model.AppendJSON(nil, l.Value))
	if utf8.RuneCountInString(text) > longestShown {
		text = string([]rune(text)[:longestShown-1]) + "…"
	}
	return text
}

// String is the input, its default, or the contract, and the place in the file when it is
// known.
func (c Cause) String() string {
	text := string(c.Input)
	switch {
	case c.Contract:
		text = "contract"
	case c.Default:
		text = "default of " + text
	}
	if c.Position == nil {
		return text
	}
	return text + " (" + c.Position.String() + ")"
}
