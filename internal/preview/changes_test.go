package preview_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/preview"
)

// change is a request for what going from one input to another does.
func change(t rapid.TB, before, after model.Value) string {
	t.Helper()
	text, err := json.Marshal(preview.Request{
		Input: model.AppendJSON(nil, after), Before: model.AppendJSON(nil, before), Render: []preview.Part{preview.Changes, preview.Effect},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// From each example to the next one and back, to and from refused inputs too, the preview
// reports the effects that "gen diff" does. It knows no places in files.
func TestChangesAreThoseOfTheCommandLine(t *testing.T) {
	for _, c := range contracts(t) {
		files := append(c.files(t, "inputs"), c.files(t, "refused")[:3]...)
		for i, file := range files {
			next := files[(i+1)%len(files)]
			for before, after := range map[string]string{file: next, next: file} {
				var line bytes.Buffer
				b := batch.Comparison{Old: c.model, New: c.model, Files: []string{before, after}, Messages: func(model.Diagnostic) {}, Report: batch.JSON}
				if err := b.Run(t.Context(), &line); err != nil && !errors.Is(err, batch.ErrRefused) {
					t.Fatal(err)
				}
				first, _, _ := bytes.Cut(line.Bytes(), []byte("\n")) // and then a summary
				want := placeless(t, first).(map[string]any)
				for _, name := range []string{"input", "document", "line"} {
					delete(want, name)
				}
				var answer struct {
					Changes json.RawMessage
					Effect  string
				}
				text := c.engine.Answer(change(t, read(t, before), read(t, after)))
				if err := json.Unmarshal([]byte(text), &answer); err != nil {
					t.Fatalf("%v in %s", err, text)
				}
				if answer.Effect != want["effect"] {
					t.Errorf("%s to %s: the effect is %q, that of gen %q", name(before), name(after), answer.Effect, want["effect"])
				}
				if diff := cmp.Diff(any(want), placeless(t, answer.Changes)); diff != "" {
					t.Errorf("%s to %s (-gen +preview):\n%s", name(before), name(after), diff)
				}
			}
		}
	}
}

// placeless is a JSON value without the places in files that the command line adds.
func placeless(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	var strip func(v any)
	strip = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, elem := range v {
				strip(elem)
			}
		case map[string]any:
			for _, name := range []string{"position", "positions", "contract"} {
				delete(v, name)
			}
			for _, member := range v {
				strip(member)
			}
		}
	}
	strip(v)
	return v
}

// An input that cannot be read is no reason not to answer.
func TestChangesFromWhatCannotBeRead(t *testing.T) {
	c := own(t)
	for name, before := range map[string]string{
		"another kind": `[]`, "null": `null`, "a deep one": strings.Repeat("[", 70) + strings.Repeat("]", 70), "a large one": `"` + strings.Repeat("x", 1<<20) + `"`,
	} {
		request := `{"input":` + string(model.AppendJSON(nil, read(t, c.files(t, "inputs")[0]))) + `,"before":` + before + `,"render":["changes"]}`
		var answer struct {
			Changes struct {
				Effect      string
				Diagnostics model.Diagnostics
			}
		}
		if err := json.Unmarshal([]byte(c.engine.Answer(request)), &answer); err != nil {
			t.Fatal(err)
		}
		if answer.Changes.Effect != "invalid" || !answer.Changes.Diagnostics.HasErrors() {
			t.Errorf("%s: the answer is %+v", name, answer)
		}
	}
}
