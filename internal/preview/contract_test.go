package preview_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/preview"
)

// contract is one of the contracts in the project.
type contract struct {
	dir    string // holds its inputs and the refused ones
	model  *model.Model
	engine *preview.Engine
}

var loaded = map[string]*contract{} // by dir

// load takes the model in the directory generated when it is current, which is quicker
// than to compile the contract.
func load(t testing.TB, dir, schema, generated string) *contract {
	t.Helper()
	if loaded[dir] == nil {
		m, err := generate.Load(schema, generated)
		if err != nil {
			t.Fatal(err)
		}
		loaded[dir] = &contract{dir, m, engine(t, m)}
	}
	return loaded[dir]
}

// own is the contract of the project itself.
func own(t testing.TB) *contract { return load(t, "../../testdata", "../../schema", "../../generated") }

func contracts(t testing.TB) []*contract {
	const reports = "../../testdata/contracts/reports"
	return []*contract{own(t), load(t, reports, reports+"/schema", reports+"/generated")}
}

// engine is an engine that reads a model as a page does.
func engine(t testing.TB, m *model.Model) *preview.Engine {
	t.Helper()
	stored, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	e, err := preview.New(stored)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// files are the contract's files in "inputs" or in "refused".
func (c *contract) files(t testing.TB, kind string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(c.dir, kind, "*"))
	if err != nil || len(found) == 0 {
		t.Fatalf("%s has no %s (%v)", c.dir, kind, err)
	}
	return found
}

// name names a file's test.
func name(file string) string { return strings.TrimPrefix(filepath.ToSlash(file), "../../testdata/") }

// read is the document in a file.
func read(t testing.TB, file string) model.Value {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	document, err := input.NewReader(f, file, input.FormatOf(file)).Next()
	if err != nil {
		t.Fatal(err)
	}
	return document.Value
}

// answer is what an engine answers.
type answer struct {
	Diagnostics model.Diagnostics
	Objects     []struct {
		Name string
		Body map[string]any
		YAML string
	}
	Manifests string
	List      string
	Outputs   json.RawMessage
	Module    string
	Kinds     []string
	Choices   []struct {
		Path        model.Path
		Value       any
		Diagnostics model.Diagnostics
	}
}

// everything is all that can be asked about an accepted input.
var everything = []preview.Part{preview.Objects, preview.Manifests, preview.List, preview.Outputs, preview.Module, preview.Choices, preview.Kinds}

func request(t rapid.TB, in model.Value, showSecrets bool, render ...preview.Part) string {
	t.Helper()
	text, err := json.Marshal(preview.Request{Input: model.AppendJSON(nil, in), Render: render, ShowSecrets: showSecrets})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// ask puts a request to an engine.
func ask(t rapid.TB, e *preview.Engine, request string) (a answer) {
	t.Helper()
	text := e.Answer(request)
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return a
}
