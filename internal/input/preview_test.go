package input

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// previewCase is a text and what it says. The page of the preview reads with another
// YAML library, and is held to the same cases (web/test).
type previewCase struct {
	Name     string `json:"name,omitempty"` // of the file with the text
	Text     string `json:"text,omitempty"`
	Language string `json:"language,omitempty"` // JSON when it is not YAML
	Want     string `json:"want,omitempty"`     // the value as JSON, nothing when it is refused
	Stricter bool   `json:"stricter,omitempty"` // the page refuses it nevertheless
}

const previewCases = "testdata/preview/cases.json"

// TestPreviewCases holds this reader to the cases that it shares with the page. With
// UPDATE=1 it writes what this reader says.
func TestPreviewCases(t *testing.T) {
	data, err := os.ReadFile(previewCases)
	if err != nil {
		t.Fatal(err)
	}
	var cases []previewCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	comparePreviewCases(t, previewCases, cases)
}

// TestPreviewInputs does the same for the inputs of the contracts.
func TestPreviewInputs(t *testing.T) {
	const name = "testdata/preview/inputs.json"
	var cases []previewCase
	for _, dir := range []string{"testdata/inputs", "testdata/refused", "testdata/contracts/reports/inputs", "testdata/contracts/reports/refused"} {
		files, err := filepath.Glob("../../" + dir + "/*")
		if err != nil || len(files) == 0 {
			t.Fatal("there are no inputs in", dir, err)
		}
		for _, file := range files {
			cases = append(cases, previewCase{Name: dir + "/" + filepath.Base(file)})
		}
	}
	comparePreviewCases(t, name, cases)
}

// comparePreviewCases compares the cases, as this reader sees them, with a file.
func comparePreviewCases(t *testing.T, file string, cases []previewCase) {
	lines := make([]string, len(cases))
	for i, c := range cases {
		c.Want = wantOfPreview(t, c)
		var line strings.Builder
		enc := json.NewEncoder(&line)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(c); err != nil {
			t.Fatal(err)
		}
		lines[i] = strings.TrimSpace(line.String())
	}
	got := []byte("[\n" + strings.Join(lines, ",\n") + "\n]\n")
	golden.Compare(t, file, got)
}

// wantOfPreview is the one document in a text as JSON, and "" when there is none or
// more. Numbers that no contract accepts are alike.
func wantOfPreview(t *testing.T, c previewCase) string {
	text, format := []byte(c.Text), YAML
	if c.Name != "" {
		var err error
		if text, err = os.ReadFile("../../" + c.Name); err != nil {
			t.Fatal(err)
		}
		format = FormatOf(c.Name)
	}
	if c.Language == "json" {
		format = JSON
	}
	r := NewReader(bytes.NewReader(text), "input", format)
	d, err := r.Next()
	var refused model.Diagnostics
	if errors.As(err, &refused) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); err != io.EOF {
		return ""
	}
	return string(model.AppendJSON(nil, alike(d.Value)))
}

func alike(v model.Value) model.Value {
	switch v := v.(type) {
	case json.Number:
		return fmt.Sprintf("<%T>", v)
	case []model.Value:
		for i := range v {
			v[i] = alike(v[i])
		}
	case model.Object:
		for i := range v {
			v[i].Value = alike(v[i].Value)
		}
	}
	return v
}
