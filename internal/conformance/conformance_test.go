package conformance

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/encoding/yaml"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// contract is a contract of this repository with its example inputs.
type contract struct {
	name   string
	schema string
	inputs []string // directories
}

// contracts are the project's own, and those in testdata.
func contracts() []contract {
	all := []contract{{"schema", "../../schema", []string{"../../testdata/inputs", "../../testdata/refused"}}}
	others, _ := filepath.Glob("../../testdata/contracts/*/schema")
	for _, schema := range others {
		dir := filepath.Dir(schema)
		all = append(all, contract{filepath.Base(dir), schema, []string{filepath.Join(dir, "inputs"), filepath.Join(dir, "refused")}})
	}
	return all
}

// compiled is a contract's model and printed module. Both are compiled once for all
// tests.
type compiled struct {
	model  *model.Model
	module map[string][]byte
	err    error
}

var compiledContracts sync.Map // schema directory → func() compiled

func (c contract) compile(t testing.TB) compiled {
	t.Helper()
	once, _ := compiledContracts.LoadOrStore(c.schema, sync.OnceValue(func() compiled { return compileAndPrint(c.schema) }))
	result := once.(func() compiled)()
	if result.err != nil {
		t.Fatal(result.err)
	}
	return result
}

func compileAndPrint(dir string) compiled {
	m, err := compile.Compile(dir)
	if err != nil {
		return compiled{err: err}
	}
	files, err := terraform.Print(m)
	module := map[string][]byte{}
	for _, file := range files {
		module[file.Name] = file.Content
	}
	return compiled{m, module, err}
}

// contract is the whole of it for the evaluators.
func (c contract) contract(t testing.TB) *Contract { return c.compile(t).contract(c.schema) }

func (c contract) evaluators(t testing.TB) *Evaluators {
	t.Helper()
	return c.compile(t).evaluators(t, c.schema)
}

func (c compiled) contract(dir string) *Contract {
	return &Contract{Dir: dir, Model: c.model, Module: c.module}
}

func (c compiled) evaluators(t testing.TB, dir string) *Evaluators {
	t.Helper()
	evaluators, err := NewEvaluators(dir, c.model, c.module)
	if err != nil {
		t.Fatal(err)
	}
	return evaluators
}

// TestInputs puts every example input before the evaluators.
func TestInputs(t *testing.T) {
	for _, c := range contracts() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			evaluators := c.evaluators(t)
			compared := 0
			for _, dir := range c.inputs {
				files, _ := filepath.Glob(filepath.Join(dir, "*.*"))
				for _, file := range files {
					compared++
					compareFile(t, evaluators, file)
				}
			}
			if compared == 0 {
				t.Error("no inputs")
			}
		})
	}
}

func compareFile(t *testing.T, evaluators *Evaluators, file string) {
	input, err := readInput(file)
	if err != nil {
		t.Error(err)
		return
	}
	verdict, known, err := evaluators.Compare(input)
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	t.Logf("%s: refused %t %s", file, verdict.Refused, known)
	if shouldRefuse := strings.Contains(file, "/refused/"); verdict.Refused != shouldRefuse {
		t.Errorf("%s: refused %t, want %t: %s", file, verdict.Refused, shouldRefuse, strings.Join(verdict.Messages, " "))
	}
}

// readInput reads a file of YAML or JSON as "cue vet" does.
func readInput(file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	syntax, err := yaml.Extract(file, text)
	if err != nil {
		return nil, err
	}
	return cuecontext.New().BuildFile(syntax).MarshalJSON()
}

// byName are the files of a case.
func byName(archive *txtar.Archive) map[string][]byte {
	files := map[string][]byte{}
	for _, file := range archive.Files {
		files[file.Name] = file.Data
	}
	return files
}
