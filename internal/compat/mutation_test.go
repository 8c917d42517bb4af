package compat

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/witness"
)

// number is the value of an environment variable, or else a smaller one that does for each
// run.
func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// Edits of contracts, judged by CUE: when it refuses an input for the edited contract that it
// accepts for the contract itself, the report has a change that breaks callers, or says that
// something is undecided. What the report says to break callers does, on CUE's word.
// MUTANTS and INPUTS are how many edits of each contract, and how many inputs for each, there
// are; CONTRACTS is a pattern for other directories.
func TestEdits(t *testing.T) {
	dirs, _ := filepath.Glob(cmp.Or(os.Getenv("CONTRACTS"), "../../testdata/contracts/*/schema"))
	if len(dirs) == 0 {
		t.Fatal("no contracts")
	}
	var total tally
	for _, dir := range dirs {
		m, err := compile.Compile(dir)
		if err != nil {
			t.Fatal(err)
		}
		j := &judge{old: Contract{dir, m}, rnd: rand.New(rand.NewPCG(7, 0)), tally: &total}
		j.inputs = acceptedInputs(m, number("INPUTS", 100))
		for range number("MUTANTS", 6) {
			j.mutant(t)
		}
		t.Logf("%s: %+v", dir, total)
	}
	if total.broken == 0 || total.kept == 0 {
		t.Error("the edits show nothing")
	}
}

// tally counts edited contracts.
type tally struct {
	broken    int // that refuse an accepted input
	kept      int // that do not, and whose report says so
	more      int // that do not, and whose report has an input that they refuse
	undecided int // whose report has no break, and something undecided
	unlike    int // whose compiled form accepts what CUE refuses: package compile's concern
	missed    int
}

// judge judges edits of one contract.
type judge struct {
	*tally
	old    Contract
	rnd    *rand.Rand
	inputs []model.Object
}

// acceptedInputs are others than those that Compare goes through.
func acceptedInputs(m *model.Model, most int) (inputs []model.Object) {
	g := conformance.NewGenerator(m, 99)
	for range 20 * most {
		input, ok := object(g.Next())
		if ok && !m.Refusals(input).HasErrors() {
			inputs = append(inputs, input)
		}
		if len(inputs) == most {
			break
		}
	}
	return inputs
}

// mutant judges the next edit with which the contract still compiles.
func (j *judge) mutant(t *testing.T) {
	for range 50 {
		dir, what := j.edited(t)
		m, err := compile.Compile(dir)
		if err != nil {
			continue
		}
		around, err := witness.NewAround(m)
		if err != nil {
			continue // it accepts nothing
		}
		new := Contract{dir, m}
		if _, err := j.cue(t, new).Judge(model.AppendJSON(nil, around.Base())); err != nil {
			continue // CUE cannot evaluate what it accepts
		}
		j.judge(t, new, what)
		return
	}
	t.Errorf("%s: no edit compiles", j.old.Dir)
}

// edited writes the contract with one edit, or two.
func (j *judge) edited(t *testing.T) (dir, what string) {
	files, _ := filepath.Glob(filepath.Join(j.old.Dir, "*.cue"))
	changed := files[j.rnd.IntN(len(files))]
	dir = t.TempDir()
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for turns := 1 + j.rnd.IntN(2); name == changed && turns > 0; turns-- {
			all := edits(text)
			if len(all) == 0 {
				break
			}
			e := all[j.rnd.IntN(len(all))]
			what += fmt.Sprintf("%s: %.60s → %.60s; ", e.what, text[e.start:e.end], e.text)
			text = e.apply(text)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, what
}

func (j *judge) judge(t *testing.T, new Contract, what string) {
	report, err := Compare(j.old, new)
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	before, after := j.cue(t, j.old), j.cue(t, new)
	breaking := false
	for _, c := range report.Changes {
		if !c.Breaking() || within(c.Path, outputsPath) {
			continue
		}
		breaking = true
		if refuses(t, before, c.Input) || !refuses(t, after, c.Input) {
			t.Errorf("%s: a false alarm:\n%s", what, report)
		}
	}
	var broken model.Object
	for _, input := range j.inputs {
		if refuses(t, after, input) && !refuses(t, before, input) {
			broken = input
			break
		}
	}
	switch {
	case broken != nil && breaking:
		j.broken++
	case broken != nil && len(report.Undecided) > 0:
		j.undecided++
	case broken != nil && !new.Model.Refusals(broken).HasErrors():
		j.unlike++
		t.Logf("%s: CUE refuses %s, and the compiled contract accepts it", what, encode(broken))
	case broken != nil:
		j.missed++
		t.Errorf("%s: %s is refused now, and the report is\n%s", what, encode(broken), report)
	case breaking:
		j.more++
	case len(report.Undecided) > 0:
		j.undecided++
		t.Logf("%s: undecided:\n%s", what, report)
	default:
		j.kept++
	}
}

func (j *judge) cue(t *testing.T, c Contract) *conformance.CUE {
	t.Helper()
	cue, err := conformance.NewCUE(c.Dir, c.Model.Inputs)
	if err != nil {
		t.Fatal(err)
	}
	return cue
}

func refuses(t *testing.T, cue *conformance.CUE, input model.Object) bool {
	t.Helper()
	verdict, err := cue.Judge(model.AppendJSON(nil, input))
	if err != nil {
		t.Fatal(err)
	}
	return verdict.Refused
}
