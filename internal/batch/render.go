package batch

import (
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// Render writes the manifests of every input that is accepted to w, each input in
// one piece.
func (b *Batch) Render(w io.Writer, format manifest.Format) error {
	encoder := manifest.Encoder{Format: format}
	var text []byte
	return b.accepted(func(v *verdict) error {
		var err error
		if text, err = encoder.Encode(text[:0], v.result.Objects); err != nil {
			return fmt.Errorf("%s cannot be written: %w", v.file, err)
		}
		_, err = w.Write(text)
		return err
	})
}

// RenderDir makes dir have one directory for each input, with one file for each
// object; their names are in the order in which kubectl should apply them. When any
// input is refused, dir stays as it was.
func (b *Batch) RenderDir(dir string, format manifest.Format) ([]output.Change, error) {
	stage, err := ManifestTree(dir).Stage()
	if err != nil {
		return nil, err
	}
	defer stage.Abort()
	err = b.accepted(func(v *verdict) error {
		return addObjects(stage, directoryOf(v), v.result.Objects, format)
	})
	if err != nil {
		return nil, err
	}
	return stage.Commit()
}

// ManifestTree is a directory that [Batch.RenderDir] writes. Nobody else can read its
// files, because Secrets are among them.
func ManifestTree(dir string) *output.Tree {
	return &output.Tree{Dir: dir, Mode: 0o600, Owned: isManifest}
}

func isManifest(name string) bool {
	for _, pattern := range []string{"*/[0-9][0-9]-*.yaml", "*/[0-9][0-9]-*.json"} {
		if ok, _ := path.Match(pattern, name); ok {
			return true
		}
	}
	return false
}

// directoryOf is the name of the file without its extension, and the document's
// number from the second one on.
func directoryOf(v *verdict) string {
	base := filepath.Base(v.file)
	base = strings.TrimSuffix(base, filepath.Ext(base))
	if v.number > 1 {
		return fmt.Sprintf("%s-%d", base, v.number)
	}
	return base
}

func addObjects(stage *output.Stage, directory string, objects []model.Rendered, format manifest.Format) error {
	for i, object := range objects {
		text, err := manifest.Marshal(object.Body, format)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%s/%02d-%s.%s", directory, i+1, object.Name, format)
		if err := stage.Add(output.File{Path: name, Content: text}); err != nil {
			return err
		}
	}
	return nil
}
