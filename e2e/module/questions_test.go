package module

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/evaluator"
	evaluation "github.com/base-k8s/base-k8s/internal/evaluator/terraform"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// subject is a contract that engines are asked about.
type subject struct {
	name       string
	contract   *conformance.Contract
	evaluators *conformance.Evaluators
	printed    *evaluation.Evaluator
}

func newSubject(t *testing.T, name, dir string) *subject {
	t.Helper()
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	files, err := terraform.Print(m)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	module := map[string][]byte{}
	for _, file := range files {
		if strings.HasSuffix(file.Name, ".tf") {
			module[file.Name] = file.Content
		}
	}
	s := &subject{name: name, contract: &conformance.Contract{Dir: dir, Model: m, Module: module}}
	if s.evaluators, err = conformance.NewEvaluators(dir, m, module); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if s.printed, err = evaluation.New(module, m.Inputs); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

// caseSubject is the contract of a txtar case, in a file of this name.
func caseSubject(t *testing.T, name string, archive *txtar.Archive, file string) *subject {
	t.Helper()
	dir := t.TempDir()
	contract := &txtar.Archive{Files: slices.DeleteFunc(slices.Clone(archive.Files), func(f txtar.File) bool {
		return f.Name != file && !strings.Contains(f.Name, "/") // those in directories are of the contract's module
	})}
	files, err := txtar.FS(contract)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return newSubject(t, name, dir)
}

// question is one input for one contract.
type question struct {
	*subject
	id    string // of its module block
	name  string // of the input
	value model.Object
	// verdict is that of the evaluator that this project has for printed modules.
	verdict *evaluator.Verdict
}

// accepted is 0 when that evaluator accepts the input, and 1 when it does not.
func (q *question) accepted() int {
	if q.verdict.Refused {
		return 1
	}
	return 0
}

// text is the input as JSON.
func (q *question) text() []byte { return model.AppendJSON(nil, q.value) }

// questions collects what engines are asked.
type questions struct {
	list  []*question
	known map[string]int
	seen  map[string]bool
}

// add takes an input, unless it is no object, the contract has it already, or an engine is
// known to take it for another one.
func (qs *questions) add(t *testing.T, s *subject, name string, text []byte) {
	t.Helper()
	parsed, err := evaluator.ParseInput(text)
	if err != nil {
		t.Fatalf("%s: %s: %v", s.name, name, err)
	}
	value, ok := parsed.(model.Object)
	if !ok {
		return // a module block has arguments
	}
	key := s.name + " " + string(model.AppendJSON(nil, value))
	if qs.seen[key] {
		return
	}
	qs.seen[key] = true
	if known := conformance.FindKnownDifference(value, s.contract.Model.Inputs); known != nil {
		qs.known[known.Name]++
		return
	}
	verdict, err := s.printed.Evaluate(text)
	if err != nil {
		verdict = &evaluator.Verdict{Refused: true, Failed: true}
	}
	qs.list = append(qs.list, &question{subject: s, id: fmt.Sprintf("q%04d", len(qs.list)), name: name, value: value, verdict: verdict})
}

// functions are the inputs of the cases of all functions.
func (qs *questions) functions(t *testing.T) {
	for _, f := range model.Functions() {
		archive, err := txtar.ParseFile(filepath.Join(conformanceData, "functions", f.Name+".txtar"))
		if err != nil {
			t.Fatal(err)
		}
		s := caseSubject(t, "function "+f.Name, archive, "schema.cue")
		for i, line := range bytes.SplitAfter(bytes.TrimSpace(golden.Data(archive, "inputs.ndjson")), []byte("\n")) {
			qs.add(t, s, fmt.Sprintf("line %d", i+1), line)
		}
	}
}

// cases are the inputs of the cases in a folder whose contract compiles and is in a file
// of this name, and those made from the contracts.
func (qs *questions) cases(t *testing.T, folder, contract string, most int) {
	files, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s: %v", folder, err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if golden.Data(archive, "error") != nil {
			continue
		}
		s := caseSubject(t, strings.TrimSuffix(file, ".txtar"), archive, contract)
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".json") {
				qs.add(t, s, f.Name, f.Data)
			}
		}
		qs.made(t, s, most)
	}
}

// contracts are the examples of the other contracts in testdata, and inputs made from
// them.
func (qs *questions) contracts(t *testing.T, most int) {
	dirs, err := filepath.Glob("../../testdata/contracts/*/schema")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no contracts:", err)
	}
	for _, dir := range dirs {
		name := filepath.Base(filepath.Dir(dir))
		s := newSubject(t, "contract "+name, dir)
		for _, folder := range []string{"inputs", "refused"} {
			list, err := example.Read(filepath.Join("contracts", name, folder))
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range list {
				asked := len(qs.list)
				if qs.add(t, s, folder+"/"+e.Name, model.AppendJSON(nil, e.Value)); folder == "inputs" && len(qs.list) == asked {
					t.Errorf("%s: %s is not asked about", s.name, e.Name)
				}
			}
		}
		qs.made(t, s, most)
	}
}

// made are inputs made from a contract: its test inputs, and random ones.
func (qs *questions) made(t *testing.T, s *subject, most int) {
	t.Helper()
	inputs, err := s.contract.TestInputs(most)
	if err != nil {
		t.Fatal(err)
	}
	for i, input := range inputs {
		qs.add(t, s, fmt.Sprintf("test input %d", i+1), input)
	}
	random := s.contract.Random(1)()
	for i := range most {
		qs.add(t, s, fmt.Sprintf("random %d", i+1), random(i))
	}
}
