package batch

import (
	"context"
	"fmt"
	"io"

	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// Render writes the manifests of every input that is accepted to w, each input in
// one piece.
func (b *Batch) Render(w io.Writer, format manifest.Format) error {
	encoder := manifest.Encoder{Format: format}
	var text []byte
	return b.accepted(context.Background(), func(v *verdict) error {
		var err error
		if text, err = encoder.Encode(text[:0], v.result.Objects); err != nil {
			return fmt.Errorf("%s cannot be written: %w", v.file, err)
		}
		_, err = w.Write(text)
		return err
	})
}

// RenderDir writes into dir one directory for each input, with one file for each object,
// named in the order in which kubectl should apply them. When any input is refused, or ctx
// ends, dir stays as it was.
func (b *Batch) RenderDir(ctx context.Context, dir string, format manifest.Format) ([]output.Change, error) {
	stage, err := ManifestTree(dir).Stage(ctx)
	if err != nil {
		return nil, err
	}
	defer stage.Abort()
	names := directories{}
	err = b.accepted(ctx, func(v *verdict) error {
		name, err := names.add(v)
		if err != nil {
			return err
		}
		return addObjects(ctx, stage, name, v.result.Objects, format)
	})
	if err != nil {
		return nil, err
	}
	return stage.Commit(ctx)
}

// ManifestTree is a directory that [Batch.RenderDir] writes. Only its owner can read its
// files, because Secrets are among them.
func ManifestTree(dir string) *output.Tree {
	return &output.Tree{Dir: dir, Writer: "gen render", Private: true}
}

func addObjects(ctx context.Context, stage *output.Stage, directory string, objects []model.Rendered, format manifest.Format) error {
	for i, object := range objects {
		text, err := manifest.Marshal(object.Body, format)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%s/%02d-%s.%s", directory, i+1, object.Name, format)
		if err := stage.Add(ctx, output.File{Path: name, Content: text}); err != nil {
			return err
		}
	}
	return nil
}
