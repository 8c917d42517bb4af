package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Diff is what a comparison of inputs writes, and when it fails.
type Diff struct {
	Report Report
	// FailOn is the effect that makes the comparison fail, as every worse one does; None
	// lets all pass.
	FailOn effect.Effect
}

// difference is what changes from one document to another.
type difference struct {
	before, after *document
	change        *effect.Change // without objects when there is nothing to compare
	diagnostics   model.Diagnostics
}

// Diff compares the documents of the first file with those of the second one, the first
// with the first and so on, and writes the effects to w. There have to be two files. It
// fails when they have different numbers of documents, with ErrRefused when an input is
// refused, and when an effect is as bad as FailOn.
func (b *Batch) Diff(w io.Writer, options Diff) error {
	ctx := context.Background()
	before, err := b.open(ctx, b.Files[0])
	if err != nil {
		return err
	}
	defer before.Close()
	after, err := b.open(ctx, b.Files[1])
	if err != nil {
		return err
	}
	defer after.Close()
	tell := (*difference).text
	if options.Report == JSON {
		tell = (*difference).json
	}
	comparer := effect.New(b.Model, b.Model)
	worst, counts := effect.None, map[effect.Effect]int{}
	for {
		d, err := b.difference(comparer, before, after)
		if err == io.EOF {
			if err := summary(w, options.Report, counts); err != nil {
				return err
			}
			return verdictOn(worst, options.FailOn)
		}
		if err != nil {
			return err
		}
		for _, diagnostic := range d.diagnostics {
			b.Messages(diagnostic)
		}
		if err := tell(d, w); err != nil {
			return err
		}
		worst = max(worst, d.change.Effect.Worst())
		counts[d.change.Effect.Worst()]++
	}
}

// summary writes how many comparisons have which effect, the worst one first, after the
// text of several.
func summary(w io.Writer, report Report, counts map[effect.Effect]int) error {
	var parts []string
	all := 0
	for e := effect.Invalid; e >= effect.None; e-- {
		if n := counts[e]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, e))
			all += n
		}
	}
	if report != Text || all < 2 {
		return nil
	}
	_, err := fmt.Fprintf(w, "%d compared: %s\n", all, strings.Join(parts, ", "))
	return err
}

// verdictOn is the error that the worst effect of all comes to.
func verdictOn(worst, failOn effect.Effect) error {
	if failOn != effect.None && worst >= failOn {
		return fmt.Errorf("the effect is %s: --fail-on allows what is less than %s", worst, failOn)
	}
	if worst >= effect.Refused {
		return ErrRefused
	}
	return nil
}

// difference compares the next document of both files, and is io.EOF after the last.
func (b *Batch) difference(comparer *effect.Comparer, before, after *stream) (*difference, error) {
	old, oldErr := before.next()
	new, newErr := after.next()
	switch {
	case oldErr == io.EOF && newErr == io.EOF:
		return nil, io.EOF
	case oldErr == io.EOF || newErr == io.EOF:
		return nil, fmt.Errorf("%s and %s have different numbers of documents: each is compared with the one in its place", before.file, after.file)
	case oldErr != nil || newErr != nil:
		return nil, errors.Join(oldErr, newErr)
	}
	if old.Document != nil && new.Document != nil {
		old.Value, new.Value = effect.HoldSecrets(b.Model, old.Value, new.Value)
	}
	x, y := b.judge(old), b.judge(new)
	d := &difference{before: old, after: new, change: &effect.Change{}}
	switch {
	case x.result == nil:
		d.change.Effect = effect.Ways{Terraform: effect.Invalid, Kubectl: effect.Invalid}
		d.diagnostics = x.diagnostics
	case y.result == nil:
		d.change.Effect = effect.Ways{Terraform: effect.Refused, Kubectl: effect.Refused}
		d.diagnostics = y.diagnostics
	default:
		d.change = comparer.Compare(x.result, y.result)
		comparer.Explain(d.change, x.result, y.result)
		d.change.Locate(d.position)
		d.diagnostics = y.diagnostics
	}
	return d, nil
}

// position is the place of an input in the new document, or in the old one when only that
// has it.
func (d *difference) position(path model.Path) model.Position {
	for _, document := range []*document{d.after, d.before} {
		if has(document.Value, path.Steps()) {
			return document.Position(path)
		}
	}
	return d.after.Position(path)
}

// has reports whether a value has something where steps lead to.
func has(v model.Value, steps []any) bool {
	for _, s := range steps {
		key, _ := s.(string)
		object, _ := v.(model.Object)
		inner, ok := object.Get(key)
		if !ok {
			return false
		}
		v = inner
	}
	return true
}

func (d *difference) text(w io.Writer) error {
	var text bytes.Buffer
	name := d.after.file
	if d.after.number > 1 {
		name = fmt.Sprintf("%s (document %d)", name, d.after.number)
	}
	fmt.Fprintln(&text, model.Printable(fmt.Sprintf("%s: %s", name, d.change.Effect)))
	if err := d.change.WriteText(&text); err != nil {
		return err
	}
	_, err := w.Write(text.Bytes())
	return err
}

func (d *difference) json(w io.Writer) error {
	change, err := d.change.MarshalJSON()
	if err != nil {
		return err
	}
	var refused model.Diagnostics
	if d.change.Effect.Worst() >= effect.Refused {
		refused = d.diagnostics
	}
	head, err := model.EncodeJSON(struct {
		Input       string            `json:"input"`
		Document    int               `json:"document"`
		Diagnostics model.Diagnostics `json:"diagnostics,omitempty"`
	}{d.after.file, d.after.number, refused})
	if err != nil {
		return err
	}
	line := append(bytes.TrimSuffix(head, []byte("}")), ',')
	_, err = w.Write(append(append(line, change[1:]...), '\n'))
	return err
}
