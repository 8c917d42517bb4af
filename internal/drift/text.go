package drift

import (
	"io"
	"strings"
	"text/tabwriter"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// WriteText writes a table with a line for each drift, and nothing when there is none. It
// fails as w does.
func (r *Report) WriteText(w io.Writer) error {
	if len(r.Drifts) == 0 {
		return nil
	}
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	line(table, "OBJECT", "FIELD", "STATED", "LIVE", "SET BY", "A PLAN", "KUBECTL APPLY")
	for _, d := range r.Drifts {
		line(table, d.cells()...)
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

func (d *Drift) cells() []string {
	path, stated, live := d.Path, effect.Shown(d.Stated), effect.Shown(d.Live)
	if d.Missing {
		path, stated, live = "(missing)", "", ""
	}
	return []string{
		d.Kind + " " + d.ID, path, stated, live, d.setBy(),
		d.Plan.words(d.Missing, d.Effect.Terraform), d.Kubectl.words(d.Missing, d.Effect.Kubectl),
	}
}

func (d *Drift) setBy() string {
	if len(d.SetBy) == 0 {
		return "-"
	}
	var all []string
	for _, m := range d.SetBy {
		all = append(all, m.String())
	}
	return strings.Join(all, "; ")
}

// words complete the title of the column.
func (u Undo) words(missing bool, e effect.Effect) string {
	switch {
	case u == Undone && missing:
		return "makes it"
	case u == Undone:
		return "undoes it: " + e.String()
	case u == Fails:
		return "fails"
	case u == Kept:
		return "keeps it"
	}
	return "does not see it"
}
