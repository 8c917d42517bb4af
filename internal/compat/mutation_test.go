package compat

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// number is the value of an environment variable, or else a smaller one that does for each
// run.
func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// Edits of contracts, of the kinds that people make, checked with stock CUE over inputs that the
// contract accepts. When CUE refuses one of them for the edited contract, or its outputs then
// lack something, the report has a change of inputs, or of outputs, that breaks callers, or says
// that something is undecided. What the report says to break callers does, on CUE's word.
//
// COUNT edits are checked, from the seed SEED on, each by INPUTS random inputs. The compiled forms
// of both contracts say for all of them whether they break; CUE contracts those that do until it
// agrees, and when there are none, SAMPLE of the others, so that a break which only CUE knows is
// found in the sample or not at all: set SAMPLE to INPUTS, and CUE contracts all. With LARGE=DIR one edit in 25 is one of
// the contract in that directory.
func TestEdits(t *testing.T) {
	dirs, _ := filepath.Glob("../../testdata/contracts/*/schema")
	if len(dirs) == 0 {
		t.Fatal("no contracts")
	}
	large := os.Getenv("LARGE")
	contracts := map[string]*edited{}
	total := tally{}
	first := number("SEED", 1)
	for seed := first; seed < first+number("COUNT", 18); seed++ {
		dir, kind := dirs[seed%len(dirs)], kindsOfEdits[seed/len(dirs)%len(kindsOfEdits)]
		if large != "" && seed%25 == 0 {
			dir, kind = large, kindsOfEdits[seed/25%len(kindsOfEdits)]
		}
		if contracts[dir] == nil {
			contracts[dir] = newEdited(t, dir)
		}
		verdict := contracts[dir].edit(t, seed, kind)
		total.add(kind, verdict)
		total.add("all", verdict)
	}
	asked := 0
	for _, j := range contracts {
		asked += j.asked
	}
	t.Logf("CUE was asked about %d inputs\n%s", asked, total)
	if total["all"][broken] == 0 || total["all"][kept] == 0 {
		t.Error("the edits show nothing")
	}
}

// edited tries edits of one contract.
type edited struct {
	old    Contract
	stock  *stock
	inputs []example
	asked  int // how often CUE was asked about an input
}

// example is an input that the contract accepts, and its outputs.
type example struct {
	input   model.Object
	outputs model.Value
}

func newEdited(t *testing.T, dir string) *edited {
	t.Helper()
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	old := Contract{Dir: dir, Model: m}
	j := &edited{old: old, stock: &stock{contract: old}}
	most := number("INPUTS", 200)
	generator := random.New(m, 99) // others than those that Compare goes through
	for range 20 * most {
		input, ok := object(generator.Next())
		if !ok {
			continue
		}
		if result, _ := m.Evaluate(input); result != nil {
			j.inputs = append(j.inputs, example{input, result.Outputs})
		}
		if len(j.inputs) == most {
			break
		}
	}
	return j
}

// edit contracts the next edit of a kind with which the contract still compiles.
func (j *edited) edit(t *testing.T, seed int, kind string) verdict {
	rnd := rand.New(rand.NewPCG(uint64(seed), 0))
	files := readContract(t, j.old.Dir)
	for range 100 {
		edited, what := mutated(rnd, files, kind)
		dir := t.TempDir()
		for name, text := range edited {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		m, err := compile.Compile(dir)
		if err != nil {
			continue
		}
		solver, err := testinput.NewSolver(m)
		if err != nil {
			continue // it accepts nothing
		}
		new := &stock{contract: Contract{Dir: dir, Model: m}}
		if new.load() != nil {
			continue
		}
		if _, ok := new.answer(t, solver.Base()); !ok {
			continue // CUE cannot evaluate what it accepts
		}
		what = fmt.Sprintf("SEED=%d: %s: %s: %s", seed, filepath.Base(filepath.Dir(j.old.Dir)), kind, what)
		start := time.Now()
		v := j.compare(t, new, what)
		t.Logf("%s: %s (%.1f s)", what, v, time.Since(start).Seconds())
		return v
	}
	t.Logf("SEED=%d: no edit of %s compiles", seed, kind)
	return none
}

func readContract(t *testing.T, dir string) map[string]string {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(dir, "*.cue"))
	files := map[string]string{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = string(data)
	}
	return files
}

// mutated has one edit of a kind, and in every fourth case another one of any kind.
func mutated(rnd *rand.Rand, files map[string]string, kind string) (edited map[string]string, what string) {
	all := edits(files)
	first := slices.DeleteFunc(slices.Clone(all), func(e edit) bool { return e.kind != kind })
	if len(first) == 0 {
		return files, "nothing"
	}
	e := first[rnd.IntN(len(first))]
	edited, what = e.apply(files), e.what
	if all = edits(edited); len(all) > 0 && rnd.IntN(4) == 0 {
		e = all[rnd.IntN(len(all))]
		edited, what = e.apply(edited), what+"; "+e.what
	}
	return edited, what
}

// compare compares the report with what CUE says of inputs.
func (j *edited) compare(t *testing.T, new *stock, what string) verdict {
	report, err := Compare(j.old, new.contract)
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return missed
	}
	found := j.breaks(t, new, what)
	reported := breaks{}
	for _, c := range report.Changes {
		if c.Breaking() {
			of := "inputs"
			if within(c.Path, outputsPath) {
				of = "outputs"
			}
			reported[of] = c.Input
			// What breaks inputs hides what breaks outputs.
			if shown := j.breaking(t, new, c.Input); !shown["inputs"] && !shown[of] {
				t.Errorf("%s: a false alarm: %s\n%s", what, c.Subject(), report)
				return falseAlarm
			}
		}
	}
	v := kept
	for _, of := range []string{"inputs", "outputs"} {
		_, shown := found[of]
		_, alarm := reported[of]
		switch {
		case shown && alarm:
			v = broken
		case shown && len(report.Undecided) > 0:
			return undecided
		case shown:
			t.Errorf("%s: breaks %s for %s, and the report is\n%s", what, of, encode(found[of]), report)
			return missed
		case alarm:
			v = cmp.Or(map[verdict]verdict{broken: broken}[v], more)
		}
	}
	if v == kept && len(report.Undecided) > 0 {
		t.Logf("%s: undecided:\n%s", what, report)
		return undecided
	}
	return v
}

// breaks are inputs that show that "inputs" or "outputs" break callers.
type breaks map[string]model.Object

// enough is how many inputs are gone through in search of broken outputs when others show that
// the contract refuses what it accepted.
const enough = 1000

// breaks looks for accepted inputs that show a break.
func (j *edited) breaks(t *testing.T, new *stock, what string) breaks {
	found := breaks{}
	see := func(input model.Object) (seen bool) {
		for of := range j.breaking(t, new, input) {
			if seen = true; found[of] == nil {
				found[of] = input
			}
		}
		return seen
	}
	var others []model.Object
	unseen := 0
	for i, e := range j.inputs {
		if found["inputs"] != nil && i > enough {
			break
		}
		of := ""
		if result, _ := new.contract.Model.Evaluate(e.input); result == nil {
			of = "inputs"
		} else if lost(e.outputs, result.Outputs) {
			of = "outputs"
		}
		switch {
		case of == "":
			others = append(others, e.input)
		case found[of] == nil && !see(e.input):
			unseen++
		}
	}
	if unseen > 0 {
		t.Logf("%s: only the compiled contract sees the break that %d inputs are", what, unseen)
	}
	for _, input := range others[:min(len(others), number("SAMPLE", 20))] {
		if len(found) > 0 {
			break
		}
		if see(input) {
			t.Logf("%s: only CUE sees the break that %s is", what, encode(input))
		}
	}
	return found
}

// breaking is what of a contract breaks callers who give an input, on CUE's word.
func (j *edited) breaking(t *testing.T, new *stock, input model.Object) map[string]bool {
	t.Helper()
	j.asked++
	was, before := j.stock.answer(t, input)
	is, after := new.answer(t, input)
	switch {
	case !before:
		return nil
	case !after:
		return map[string]bool{"inputs": true}
	case lost(was, is):
		return map[string]bool{"outputs": true}
	}
	return nil
}
