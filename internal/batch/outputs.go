package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Outputs writes the contract's outputs for every input that is accepted to w, as
// one JSON object after another.
func (b *Batch) Outputs(w io.Writer) error {
	return b.accepted(context.Background(), func(v *verdict) error {
		var text bytes.Buffer
		if err := json.Indent(&text, model.AppendJSON(nil, v.result.Outputs), "", "  "); err != nil {
			return err
		}
		text.WriteByte('\n')
		_, err := w.Write(text.Bytes())
		return err
	})
}
