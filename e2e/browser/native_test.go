package browser_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// contract is a contract and its examples, as folders of the project.
type contract struct {
	schema, inputs, refused string
	compile                 func() (*model.Model, error)
}

func contractIn(schema, testdata string) *contract {
	return &contract{
		schema:  schema,
		inputs:  filepath.Join(root, testdata, "inputs"),
		refused: filepath.Join(root, testdata, "refused"),
		compile: sync.OnceValues(func() (*model.Model, error) { return compile.Compile(filepath.Join(root, schema)) }),
	}
}

// root is the project, seen from here.
const root = "../.."

var (
	workspace = contractIn("schema", "testdata")
	reports   = contractIn("testdata/contracts/reports/schema", "testdata/contracts/reports")
	database  = contractIn("testdata/contracts/database/schema", "testdata/contracts/database")
	shop      = contractIn("testdata/contracts/shop/schema", "testdata/contracts/shop")
)

func (c *contract) model(t *testing.T) *model.Model {
	t.Helper()
	m, err := c.compile()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// rendered is what "gen render" writes for an input.
func (c *contract) rendered(t *testing.T, text, language string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "input."+language)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	var said model.Diagnostics
	b := batch.Batch{Model: c.model(t), Files: []string{file}, Messages: func(d model.Diagnostic) { said = append(said, d) }}
	if err := b.Render(&out, manifest.YAML); err != nil {
		t.Fatalf("%v\n%v", err, said)
	}
	return out.String()
}

// answer is what the model says about an input.
type answer struct {
	objects           []model.Rendered // nil for an input that is refused
	refusals, warning []string         // as the page words them
}

// expected evaluates the text of an input.
func (c *contract) expected(t *testing.T, text, language string) answer {
	t.Helper()
	return c.evaluate(t, parse(t, text, language))
}

func (c *contract) evaluate(t *testing.T, value model.Value) (a answer) {
	t.Helper()
	result, diagnostics := c.model(t).Evaluate(value)
	if result != nil {
		a.objects = result.Objects
	}
	for _, d := range diagnostics {
		switch {
		case d.Severity == model.Warn:
			a.warning = append(a.warning, "Warning: "+d.Summary)
		case d.Detail != "":
			a.refusals = append(a.refusals, d.Summary+" ("+d.Detail+")")
		default:
			a.refusals = append(a.refusals, d.Summary)
		}
	}
	return a
}

// shown are the manifests as the page shows them: one text an object, with the data of
// Secrets masked.
func (a answer) shown(t *testing.T) []string {
	t.Helper()
	return texts(t, manifest.Mask(a.objects))
}

func texts(t *testing.T, objects []model.Rendered) []string {
	t.Helper()
	list := []string{}
	for _, object := range objects {
		text, err := manifest.Marshal(object.Body, manifest.YAML)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(text))
	}
	return list
}

// errMany means that a file has more than one document, which the page does not read.
var errMany = errors.New("has several documents")

func parse(t *testing.T, text, language string) model.Object {
	t.Helper()
	value, err := document(text, language)
	if err != nil {
		t.Fatal(err)
	}
	return value.(model.Object)
}

func document(text, language string) (model.Value, error) {
	name := "input." + language
	r := input.NewReader(strings.NewReader(text), name, input.FormatOf(name))
	d, err := r.Next()
	if err != nil {
		return nil, err
	}
	if _, err := r.Next(); err != io.EOF {
		return nil, errMany
	}
	return d.Value, nil
}

// file is an example's text and language.
func file(t *testing.T, name string) (text, language string) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content), strings.TrimPrefix(filepath.Ext(name), ".")
}
