package input_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// texts generates strings, many of which YAML or JSON write in a special way.
func texts() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.StringMatching(`[ -~\n\t]{0,40}`),
		rapid.StringMatching(`[0-9xob_.:eE+-]{1,8}`),
		rapid.SampledFrom([]string{"", "yes", "null", "~", "<<", "---", "...", "\n---\n", "%YAML", "# x", "\u0085", "\u2028", "\x7f", "\ufeff", "\x00", "{", "*x", "&x", "!x"}),
	)
}

func objects() *rapid.Generator[model.Object] {
	// The library writes the key << without quotes. No map of Kubernetes can have it.
	keys := texts().Filter(func(s string) bool { return s != "<<" })
	leaf := rapid.OneOf(
		rapid.Map(texts(), func(s string) model.Value { return s }),
		rapid.Map(rapid.Int64(), func(n int64) model.Value { return n }),
		rapid.Map(rapid.Bool(), func(b bool) model.Value { return b }),
		rapid.Just[model.Value](nil))
	inner := rapid.OneOf(leaf,
		rapid.Map(rapid.SliceOfN(leaf, 0, 3), func(l []model.Value) model.Value { return l }),
		rapid.Map(rapid.MapOfN(keys, leaf, 0, 3), func(m map[string]model.Value) model.Value { return object(m) }))
	return rapid.Map(rapid.MapOfN(keys, inner, 0, 4), object)
}

func object(m map[string]model.Value) model.Object {
	o := model.Object{}
	for key, value := range m {
		o = append(o, model.Member{Key: key, Value: value})
	}
	slices.SortFunc(o, func(a, b model.Member) int { return strings.Compare(a.Key, b.Key) })
	return o
}

// TestWhatIsWrittenIsReadBack writes objects as a stream and reads them again.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	for format, read := range map[manifest.Format]input.Format{manifest.YAML: input.YAML, manifest.JSON: input.NDJSON} {
		t.Run(string(format), rapid.MakeCheck(func(t *rapid.T) {
			var rendered []model.Rendered
			for i, o := range rapid.SliceOfN(objects(), 1, 3).Draw(t, "objects") {
				rendered = append(rendered, model.Rendered{Name: fmt.Sprint(i), Body: o})
			}
			encoder := manifest.Encoder{Format: format}
			text, err := encoder.Encode(nil, rendered)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(bodies(format, rendered), readAll(t, text, read)); diff != "" {
				t.Fatalf("%s\n%s", diff, text)
			}
		}))
	}
}

// bodies are the documents of the objects.
func bodies(format manifest.Format, rendered []model.Rendered) (documents []model.Value) {
	for _, r := range rendered {
		documents = append(documents, r.Body)
	}
	if format == manifest.JSON {
		list := model.Object{{Key: "apiVersion", Value: "v1"}, {Key: "items", Value: documents}, {Key: "kind", Value: "List"}}
		return []model.Value{list}
	}
	return documents
}

func readAll(t *rapid.T, text []byte, format input.Format) (documents []model.Value) {
	r := input.NewReader(bytes.NewReader(text), "written", format)
	for {
		d, err := r.Next()
		if err == io.EOF {
			return documents
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		documents = append(documents, d.Value)
	}
}
