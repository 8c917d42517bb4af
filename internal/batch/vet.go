package batch

import (
	"context"
	"fmt"
	"io"

	"github.com/base-k8s/base-k8s/internal/caller"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Report is a format of verdicts.
type Report string

// The reports.
const (
	// Text is one line for each message, or for an input without any.
	Text Report = "text"
	// JSON is one line for each input, with its diagnostics.
	JSON Report = "json"
)

// Vet writes the verdict on every input to w, and on every call of the module in files that
// are Terraform configurations. It fails with ErrRefused when one is refused.
func (b *Batch) Vet(w io.Writer, report Report) error {
	write := writeText
	if report == JSON {
		write = writeJSON
	}
	refused := false
	yield := func(v *verdict) error {
		refused = refused || !v.accepted()
		return write(w, v)
	}
	for _, name := range b.Files {
		judge := b.eachOf
		if name != Stdin && caller.IsConfiguration(name) {
			judge = b.eachCall
		}
		if err := judge(context.Background(), name, yield); err != nil {
			return err
		}
	}
	if refused {
		return ErrRefused
	}
	return nil
}

// eachCall calls yield with the verdict on every call of the module in a configuration.
func (b *Batch) eachCall(_ context.Context, name string, yield func(*verdict) error) error {
	calls, err := caller.Judge(b.Model, name, b.Modules)
	if err != nil {
		return err
	}
	for _, c := range calls {
		if err := yield(&verdict{file: c.File, number: c.Number, call: c.Block, diagnostics: c.Diagnostics}); err != nil {
			return err
		}
	}
	return nil
}

func writeText(w io.Writer, v *verdict) error {
	var text []byte
	for _, d := range v.diagnostics {
		text = fmt.Appendln(text, d)
	}
	if v.accepted() {
		text = fmt.Appendf(text, "%s: accepted", model.Printable(v.file))
		if v.call != "" {
			text = fmt.Appendf(text, " (%s)", model.Printable(v.call))
		} else if v.number > 1 {
			text = fmt.Appendf(text, " (document %d)", v.number)
		}
		text = append(text, '\n')
	}
	_, err := w.Write(text)
	return err
}

func writeJSON(w io.Writer, v *verdict) error {
	diagnostics := v.diagnostics
	if diagnostics == nil {
		diagnostics = model.Diagnostics{}
	}
	line, err := model.EncodeJSON(struct {
		File        string            `json:"file"`
		Document    int               `json:"document"`
		Accepted    bool              `json:"accepted"`
		Diagnostics model.Diagnostics `json:"diagnostics"`
	}{v.file, v.number, v.accepted(), diagnostics})
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}
