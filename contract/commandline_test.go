package contract_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/contract"
	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// subject is a contract of the project, as the commands have it and as this package does.
type subject struct {
	dir    string // holds inputs and refused
	model  *model.Model
	loaded *contract.Contract
}

func subjects(t testing.TB) []*subject {
	t.Helper()
	var all []*subject
	for _, dirs := range [][2]string{{"../testdata", "../schema"}, {"../testdata/contracts/reports", "../testdata/contracts/reports/schema"}} {
		m, err := generate.Load(dirs[1], "../generated")
		if err != nil {
			t.Fatal(err)
		}
		text, err := model.EncodeJSON(m)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, &subject{dirs[0], m, load(t, text)})
	}
	return all
}

func load(t testing.TB, text []byte) *contract.Contract {
	t.Helper()
	c, err := contract.Load(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// own is the contract of the project itself, as it was generated.
func own(t testing.TB) *contract.Contract {
	t.Helper()
	text, err := os.ReadFile("../generated/model.json")
	if err != nil {
		t.Fatal(err)
	}
	return load(t, text)
}

// each runs a test for each of the contract's files in "inputs" or in "refused".
func (s *subject) each(t *testing.T, kind string, test func(t *testing.T, file string)) {
	files, err := filepath.Glob(filepath.Join(s.dir, kind, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no %s: %v", s.dir, kind, err)
	}
	for _, file := range files {
		t.Run(strings.TrimPrefix(filepath.ToSlash(file), "../"), func(t *testing.T) { test(t, file) })
	}
}

func read(t testing.TB, file string) (contract.Input, error) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return contract.ReadInput(file, text)
}

func (s *subject) evaluate(t testing.TB, file string) (*contract.Result, error) {
	t.Helper()
	in, err := read(t, file)
	if err != nil {
		return nil, err
	}
	return s.loaded.Evaluate(in)
}

// What is accepted gives what the commands print, byte for byte.
func TestResultsAreThoseOfTheCommandLine(t *testing.T) {
	for _, s := range subjects(t) {
		s.each(t, "inputs", func(t *testing.T, file string) {
			result, err := s.evaluate(t, file)
			if err != nil {
				t.Fatal(err)
			}
			var yaml, list, outputs bytes.Buffer
			b := batch.Batch{Model: s.model, Files: []string{file}, Messages: func(model.Diagnostic) {}}
			if err := errors.Join(b.Render(&yaml, manifest.YAML), b.Render(&list, manifest.JSON), b.Outputs(&outputs)); err != nil {
				t.Fatal(err)
			}
			golden.Equal(t, "YAML", yaml.String(), text(t, result.YAML))
			golden.Equal(t, "JSON", list.String(), text(t, result.JSON))
			sameJSON(t, outputs.Bytes(), result.Outputs())
			sameJSON(t, list.Bytes(), map[string]any{"apiVersion": "v1", "kind": "List", "items": result.Objects()})
			compareVerdict(t, &b, true, result.Warnings)
		})
	}
}

func text(t *testing.T, encode func() ([]byte, error)) string {
	t.Helper()
	encoded, err := encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// sameJSON compares a text with a value.
func sameJSON(t *testing.T, want []byte, value any) {
	t.Helper()
	got, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decoded(t, want), decoded(t, got)); diff != "" {
		t.Errorf("(-gen +contract):\n%s", diff)
	}
}

func decoded(t *testing.T, text []byte) (v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// What is refused is refused in the words of "gen vet", at its positions.
func TestRefusalsAreThoseOfTheCommandLine(t *testing.T) {
	for _, s := range subjects(t) {
		s.each(t, "refused", func(t *testing.T, file string) {
			result, err := s.evaluate(t, file)
			refused, ok := errors.AsType[contract.Diagnostics](err)
			if result != nil || !ok {
				t.Fatalf("a refused input gives %v and %v", result, err)
			}
			compareVerdict(t, &batch.Batch{Model: s.model, Files: []string{file}}, false, refused)
			var lines bytes.Buffer
			if err := (&batch.Batch{Model: s.model, Files: []string{file}}).Vet(&lines, batch.Text); !errors.Is(err, batch.ErrRefused) {
				t.Fatal(err)
			}
			golden.Equal(t, "error", lines.String(), refused.Error()+"\n")
		})
	}
}

// compareVerdict compares with "gen vet -o json".
func compareVerdict(t *testing.T, b *batch.Batch, accepted bool, diagnostics contract.Diagnostics) {
	t.Helper()
	var line bytes.Buffer
	if err := b.Vet(&line, batch.JSON); err != nil && !errors.Is(err, batch.ErrRefused) {
		t.Fatal(err)
	}
	sameJSON(t, line.Bytes(), map[string]any{"file": b.Files[0], "document": 1, "accepted": accepted, "diagnostics": diagnostics})
}

// What cannot be read is refused like that, too.
func TestUnreadableInputsAreThoseOfTheCommandLine(t *testing.T) {
	for name, text := range map[string]string{
		"empty.yaml": "", "list.json": "[1,", "twice.yaml": "a: 1\na: 2\n", "alias.yaml": "a: *example-token\n", "bytes.json": "{\"a\": \"\xff\"}",
		"deep.json": strings.Repeat("[", 65) + strings.Repeat("]", 65), "large.yaml": "a: " + strings.Repeat("x", contract.MaxInputBytes),
		"sniffed": "  {\"a\": }", "many.yaml": strings.Repeat("? [a]\n: b\n", 200),
	} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := read(t, file)
		refused, ok := errors.AsType[contract.Diagnostics](err)
		if !ok {
			t.Fatalf("%s: the error is %v", name, err)
		}
		compareVerdict(t, &batch.Batch{Model: &model.Model{}, Files: []string{file}}, false, refused)
	}
}

// What a change does is what "gen diff" prints, but for where things stand.
func TestChangesAreThoseOfTheCommandLine(t *testing.T) {
	s := subjects(t)[0]
	before := filepath.Join(s.dir, "inputs", "default.yaml")
	from, err := read(t, before)
	if err != nil {
		t.Fatal(err)
	}
	s.each(t, "inputs", func(t *testing.T, file string) {
		to, err := read(t, file)
		if err != nil {
			t.Fatal(err)
		}
		var lines bytes.Buffer
		comparison := &batch.Comparison{Old: s.model, New: s.model, Files: []string{before, file}, Messages: func(model.Diagnostic) {}, Report: batch.JSON}
		if err := comparison.Run(t.Context(), &lines); err != nil {
			t.Fatal(err)
		}
		line, _, _ := bytes.Cut(lines.Bytes(), []byte("\n"))
		want := withoutPlaces(decoded(t, line)).(map[string]any)
		delete(want, "input")
		delete(want, "document")
		got, err := json.Marshal(s.loaded.Change(from, to))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(any(want), withoutPlaces(decoded(t, got))); diff != "" {
			t.Errorf("(-gen +contract):\n%s", diff)
		}
	})
}

// withoutPlaces removes where inputs and parts of the contract stand.
func withoutPlaces(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = withoutPlaces(v[i])
		}
	case map[string]any:
		for _, key := range []string{"position", "contract", "line"} {
			delete(v, key)
		}
		for key := range v {
			v[key] = withoutPlaces(v[key])
		}
	}
	return v
}
