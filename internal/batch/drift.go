package batch

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/base-k8s/base-k8s/internal/drift"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Drift is what a comparison with a cluster reads and writes, and when it fails.
type Drift struct {
	// Live is the file of the objects, "-" being standard input.
	Live   string
	Report Report
	// FailOn is the least effect of undoing the drift with which the comparison fails; with
	// None any drift makes it fail.
	FailOn effect.Effect
}

// drifting is the comparison of a stream of inputs with a cluster.
type drifting struct {
	*Batch
	Drift
	w         io.Writer
	live      *drift.Live
	comparer  *drift.Comparer
	inputs    []*document
	fields    int // that drifted, and objects that are missing
	drifted   int // inputs
	worst     effect.Effect
	unchecked bool // an input or an object was refused
}

// Drift compares the objects of a cluster with those that each document gives, and writes how
// they differ to w. It holds all documents, and those of the live objects that they give. It
// fails when the files cannot be read, with ErrRefused when an input or an object is
// refused, and when there is as much drift as FailOn says.
func (b *Batch) Drift(w io.Writer, options Drift) error {
	d := &drifting{Batch: b, Drift: options, w: w, comparer: drift.New(b.Model)}
	ctx := context.Background()
	if err := d.readInputs(ctx); err != nil {
		return err
	}
	if err := d.readLive(ctx); err != nil {
		return err
	}
	for _, document := range d.inputs {
		if err := d.compare(document); err != nil {
			return err
		}
	}
	if err := d.summary(); err != nil {
		return err
	}
	return d.verdict()
}

func (d *drifting) readInputs(ctx context.Context) error {
	for _, name := range d.Files {
		s, err := d.open(ctx, name)
		if err != nil {
			return err
		}
		defer s.Close()
		for {
			document, err := s.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				return err
			}
			d.inputs = append(d.inputs, document)
		}
	}
	return nil
}

// readLive reads the live objects that the inputs give.
func (d *drifting) readLive(ctx context.Context) error {
	wanted := map[drift.Name]bool{}
	for _, document := range d.inputs {
		for _, g := range d.guesses(document) {
			for _, o := range g.one.Objects {
				name := drift.NameOf(o.Body)
				name.Namespace = ""
				wanted[name] = true
			}
		}
	}
	in, label, err := d.file(ctx, d.Live)
	if err != nil {
		return err
	}
	defer in.Close()
	d.live, err = drift.Read(&reader{ctx: ctx, in: in}, label, func(name drift.Name) bool {
		name.Namespace = ""
		return wanted[name]
	})
	return err
}

// guess is what an input may have given.
type guess struct{ one, other *model.Result }

// guesses evaluates what the input may have been. Those that are refused are left out.
func (d *drifting) guesses(document *document) (all []guess) {
	if document.Document == nil {
		return nil
	}
	for _, g := range drift.Guesses(d.Model, document.Value) {
		one, _ := d.Model.Evaluate(g.One)
		other, _ := d.Model.Evaluate(g.Other)
		if one != nil && other != nil {
			all = append(all, guess{one, other})
		}
	}
	return all
}

// compare writes the drift of one input. Of the guesses at the input, it takes the one that is
// nearest to the cluster.
func (d *drifting) compare(document *document) error {
	var found *drift.Report
	for _, g := range d.guesses(document) {
		r := d.comparer.Compare(d.live, g.one, g.other)
		if found == nil || len(r.Drifts) < len(found.Drifts) {
			found = r
		}
	}
	var diagnostics model.Diagnostics
	if found == nil {
		found, diagnostics = &drift.Report{}, d.evaluate(document).diagnostics
		d.unchecked = true
	}
	diagnostics = append(diagnostics, found.Diagnostics...)
	d.unchecked = d.unchecked || diagnostics.HasErrors()
	for _, diagnostic := range diagnostics {
		d.Messages(diagnostic)
	}
	if n := len(found.Drifts); n > 0 {
		d.drifted, d.fields = d.drifted+1, d.fields+n
		d.worst = max(d.worst, found.Worst())
	}
	if d.Report == JSON {
		return d.json(document, found, diagnostics)
	}
	return d.text(document, found, diagnostics)
}

func (d *drifting) text(document *document, r *drift.Report, diagnostics model.Diagnostics) error {
	name := document.file
	if document.number > 1 {
		name = fmt.Sprintf("%s (document %d)", name, document.number)
	}
	var text bytes.Buffer
	fmt.Fprintln(&text, model.Printable(fmt.Sprintf("%s: %s", name, heading(r, diagnostics))))
	if err := r.WriteText(&text); err != nil {
		return err
	}
	_, err := d.w.Write(text.Bytes())
	return err
}

func heading(r *drift.Report, diagnostics model.Diagnostics) string {
	switch {
	case len(r.Drifts) > 0:
		return count(len(r.Drifts), "drift")
	case diagnostics.HasErrors():
		return "not compared"
	}
	return "no drift"
}

func (d *drifting) json(document *document, r *drift.Report, diagnostics model.Diagnostics) error {
	drifts := r.Drifts
	if drifts == nil {
		drifts = []*drift.Drift{}
	}
	line, err := model.EncodeJSON(struct {
		Input       string            `json:"input"`
		Document    int               `json:"document"`
		Diagnostics model.Diagnostics `json:"diagnostics,omitempty"`
		Drifts      []*drift.Drift    `json:"drifts"`
	}{document.file, document.number, diagnostics, drifts})
	if err != nil {
		return err
	}
	_, err = d.w.Write(append(line, '\n'))
	return err
}

// summary writes what the text has not said of one input.
func (d *drifting) summary() error {
	if d.Report == JSON {
		return nil
	}
	var text bytes.Buffer
	if n := len(d.inputs); n > 1 {
		fmt.Fprintf(&text, "%d compared: %d with drift\n", n, d.drifted)
	}
	if n := d.live.Ignored(); n > 0 {
		fmt.Fprintf(&text, "%s ignored: the contract has no such one\n", count(n, "object"))
	}
	_, err := d.w.Write(text.Bytes())
	return err
}

// verdict is the error for all drift together.
func (d *drifting) verdict() error {
	switch {
	case d.FailOn != effect.None && d.worst >= d.FailOn:
		return fmt.Errorf("the effect of undoing the drift is %s: --fail-on allows what is less than %s", d.worst, d.FailOn)
	case d.unchecked:
		return ErrRefused
	case d.FailOn == effect.None && d.fields > 0:
		return fmt.Errorf("the cluster is not as the contract says: %s", count(d.fields, "drift"))
	}
	return nil
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
