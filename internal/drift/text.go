package drift

import (
	"io"
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/table"
)

// WriteText writes a table with a line for each drift, and nothing when there is none. It
// fails as w does.
func (r *Report) WriteText(w io.Writer) error {
	if len(r.Drifts) == 0 {
		return nil
	}
	rows := table.New("OBJECT", "FIELD", "STATED", "LIVE", "SET BY", "A PLAN", "KUBECTL APPLY")
	for _, d := range r.Drifts {
		rows.Row(d.cells()...)
	}
	_, err := io.WriteString(w, rows.String())
	return err
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
