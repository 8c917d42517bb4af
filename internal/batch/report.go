package batch

import (
	"io"

	"github.com/base-k8s/base-k8s/internal/compat"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// report is what is written about all workspaces: with JSON each as it comes, with text at
// the end.
type report struct {
	*Comparison
	run     *comparing
	w       io.Writer
	callers *compat.Report // nil when there is none

	count   int // workspaces
	effects counts
	cut     int     // whose traffic is cut
	filled  int     // with placeholders
	changes changes // the same ones together
	listed  list    // the worst workspaces
	only    string  // the text of the first workspace, for one alone
}

// add takes the next workspace.
func (r *report) add(d *difference) error {
	r.count++
	r.effects[d.effect()]++
	if d.change.TrafficCut {
		r.cut++
	}
	if d.filled {
		r.filled++
	}
	if d.effect() == effect.Invalid {
		r.progress(r.count)
		for _, diagnostic := range d.diagnostics {
			r.Messages(diagnostic)
		}
	}
	if r.Progress != nil {
		r.Progress(r.count, 0)
	}
	if r.Report == JSON {
		if d.err != nil {
			return d.err
		}
		_, err := r.w.Write(d.line)
		return err
	}
	if r.count == 1 {
		r.only = r.text(d.new.file, d)
	}
	r.changes.add(d, r.run.explain)
	if e := d.change.Effect; d.effect() != effect.None && d.effect() != effect.Invalid && r.listed.wants(e, r.Limit) {
		r.listed.add(e, r.text(d.name(r.Old), d), r.Limit)
	}
	return nil
}

// progress is called when no more progress is shown, for now.
func (r *report) progress(done int) {
	if r.Progress != nil {
		r.Progress(done, done)
	}
}

// worst is the worst effect of all.
func (r *report) worst() effect.Effect {
	for e := effect.Invalid; e > effect.None; e-- {
		if r.effects[e] > 0 {
			return e
		}
	}
	return effect.None
}

// end writes what follows the last workspace.
func (r *report) end() error {
	write := r.writeText
	if r.Report == JSON {
		write = r.writeJSON
	}
	return write()
}

// writeJSON writes a line for the interface and one for the summary.
func (r *report) writeJSON() error {
	if r.callers != nil {
		if err := r.writeLine(struct {
			Interface *compat.Report `json:"interface"`
		}{r.callers}); err != nil {
			return err
		}
	}
	if len(r.Files) == 0 {
		return nil
	}
	s := summary{Workspaces: r.count, Counts: r.effects, TrafficCut: r.cut, Placeholders: r.filled}
	if r.callers != nil {
		s.Step = &r.callers.Step
		s.Undecided = len(r.callers.Undecided)
	}
	return r.writeLine(struct {
		Summary summary `json:"summary"`
	}{s})
}

// summary is the last line in JSON.
type summary struct {
	Workspaces int    `json:"workspaces"`
	Counts     counts `json:"counts"`
	// TrafficCut are the workspaces of which a policy lets less through.
	TrafficCut int `json:"traffic_cut"`
	// Placeholders are the workspaces that were compared with placeholders.
	Placeholders int          `json:"placeholders"`
	Step         *compat.Step `json:"step,omitempty"`
	Undecided    int          `json:"undecided,omitempty"`
}

// counts are the numbers of workspaces by their effects.
type counts [effect.Invalid + 1]int

// MarshalJSON writes {"none", "metadata", …}, the worst effect last.
func (c counts) MarshalJSON() ([]byte, error) {
	var all model.Object
	for e, n := range c {
		all = append(all, model.Member{Key: effect.Effect(e).String(), Value: int64(n)})
	}
	return model.AppendJSON(nil, all), nil
}

func (r *report) writeLine(v any) error {
	line, err := model.EncodeJSON(v)
	if err != nil {
		return err
	}
	_, err = r.w.Write(append(line, '\n'))
	return err
}
