package compile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// seeds are the contracts of the cases in testdata that compile.
func seeds(t testing.TB) (contracts []string) {
	files, _ := filepath.Glob(filepath.Join(sourceDir, "testdata", "*.txtar"))
	for _, file := range files {
		if strings.HasPrefix(filepath.Base(file), "errors-") {
			continue
		}
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		contracts = append(contracts, string(golden.Data(archive, "contract.cue")))
	}
	if len(contracts) == 0 {
		t.Fatal("no cases")
	}
	return contracts
}

// FuzzCompile compiles any text: to an error with a position, or to a model that can
// be used.
func FuzzCompile(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			t.Skip("CUE takes its time for long texts")
		}
		if _, err := compileText(t, text, 0); err != nil {
			t.Error(err)
		}
	})
}

// compileText compiles a contract and compares the evaluators on some inputs of it. It
// reports whether there is a model, and what is wrong with that, or with the error.
func compileText(t testing.TB, text string, inputs int) (compiled bool, err error) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "contract.cue"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	m, err := compile.Compile(dir)
	if err != nil {
		return false, positioned(err)
	}
	return true, usable(dir, m, inputs)
}

// positioned demands that an error says where the contract is wrong.
func positioned(err error) error {
	var diagnostics model.Diagnostics
	if !errors.As(err, &diagnostics) || len(diagnostics) == 0 {
		return fmt.Errorf("the error has no diagnostics: %v", err)
	}
	for _, d := range diagnostics {
		if d.Summary == "" {
			return fmt.Errorf("a diagnostic says nothing: %v", err)
		}
	}
	return nil
}

// harmless are differences that a mutation may make, and that say nothing about the
// compiler: words that CUE chooses among those of two constraints, or has none for; a
// contract that cannot be evaluated for an input which its own #Input accepts; and what
// the provider demands of a resource, or fills in.
var harmless = regexp.MustCompile(`^messages: ` +
	`|^CUE: .*(undefined field|cannot reference optional field|conflicting values)|\w+ is absent` +
	`|\.spec: Terraform has {}, the model none|is required and must not be null|: the provider wants `)

// usable demands that a model links, survives JSON, prints, and agrees with CUE and
// Terraform.
func usable(dir string, m *model.Model, inputs int) error {
	if err := m.Link(); err != nil {
		return err
	}
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	stored := &model.Model{}
	if err := errors.Join(json.Unmarshal(data, stored), stored.Link()); err != nil {
		return err
	}
	files, err := terraform.Print(m)
	if err != nil {
		return positioned(err)
	}
	if inputs == 0 {
		return nil
	}
	module := map[string][]byte{}
	for _, file := range files {
		module[file.Name] = file.Content
	}
	evaluators, err := conformance.NewEvaluators(dir, m, module)
	if err != nil {
		return err
	}
	generator := random.New(stored, 1)
	for range inputs {
		input := generator.Next()
		verdict, _, err := evaluators.Compare(input)
		refused := verdict != nil && verdict.Refused && strings.HasPrefix(fmt.Sprint(err), "CUE: ")
		if err != nil && !refused && !harmless.MatchString(err.Error()) {
			return fmt.Errorf("input %s: %w", input, err)
		}
	}
	return nil
}

// TestMutations compiles MUTATIONS contracts that are made out of the cases, from
// the one that MUTATIONS_SEED names on, and compares the evaluators on inputs of those that
// compile.
func TestMutations(t *testing.T) {
	contracts := seeds(t)
	first, count := number(t, "MUTATIONS_SEED", 1), number(t, "MUTATIONS", 100)
	compiled := 0
	for n := first; n < first+count; n++ {
		m := newMutator(uint64(n))
		seed := contracts[m.rnd.IntN(len(contracts))]
		text := m.mutate(seed)
		usable, err := compileText(t, text, 5)
		if err != nil {
			t.Errorf("MUTATIONS_SEED=%d: %v\n%s", n, err, golden.Diff(seed, text))
		}
		if usable {
			compiled++
		}
	}
	t.Logf("%d of %d contracts compile", compiled, count)
	if compiled*20 < count {
		t.Errorf("%d of %d contracts compile: too few to say much about models", compiled, count)
	}
}

// number reads a number from an environment variable.
func number(t *testing.T, variable string, fallback int) int {
	text, ok := os.LookupEnv(variable)
	if !ok {
		return fallback
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", variable, err)
	}
	return n
}
