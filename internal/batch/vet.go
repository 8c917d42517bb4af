package batch

import (
	"context"
	"fmt"
	"io"

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

// Vet writes the verdict on every input to w. It fails with ErrRefused when an input
// is refused.
func (b *Batch) Vet(w io.Writer, report Report) error {
	write := writeText
	if report == JSON {
		write = writeJSON
	}
	refused := false
	err := b.each(context.Background(), func(v *verdict) error {
		refused = refused || v.result == nil
		return write(w, v)
	})
	if err == nil && refused {
		err = ErrRefused
	}
	return err
}

func writeText(w io.Writer, v *verdict) error {
	var text []byte
	for _, d := range v.diagnostics {
		text = fmt.Appendln(text, d)
	}
	if v.result != nil {
		text = fmt.Appendf(text, "%s: accepted", model.Printable(v.file))
		if v.number > 1 {
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
	}{v.file, v.number, v.result != nil, diagnostics})
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}
