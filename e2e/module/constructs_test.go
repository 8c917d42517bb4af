package module

import (
	"path/filepath"
	"strings"
	"testing"
)

const (
	conformanceData = "../../internal/conformance/testdata"
	compileData     = "../../internal/compile/testdata"

	// mostMade is about how many accepted test inputs are made for a contract, and how many
	// random inputs; there are twice as many refused test inputs.
	mostMade = 4
)

// TestConstructs plans the cases of constructs and functions, on their own inputs and on some
// that are made for them. Verdict, objects, outputs, warnings and words have to be CUE's and the
// model's.
func TestConstructs(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		t.Parallel() // the engines beside each other
		qs := &questions{known: map[string]int{}, seen: map[string]bool{}}
		qs.functions(t)
		qs.cases(t, filepath.Join(conformanceData, "constructs"), "schema.cue", mostMade)
		qs.cases(t, compileData, "contract.cue", mostMade)
		answers := r.answers(t, qs.list)
		accepted, total := map[*subject]int{}, 0
		for _, q := range qs.list {
			if q.compare(t, answers[q.id]) {
				accepted[q.subject]++
				total++
			}
		}
		for _, q := range qs.list {
			if accepted[q.subject] == 0 {
				t.Errorf("%s: no input is accepted", q.subject.name)
			}
		}
		t.Logf("%d inputs of %d contracts are planned, %d are accepted", len(qs.list), len(accepted), total)
		for name, n := range qs.known {
			t.Logf("%d more are not asked: %s", n, name)
		}
	})
}

// TestGallery plans the contracts in testdata in the same way. Each of their examples is planned, or
// refused, by what its folder says.
func TestGallery(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		t.Parallel() // the engines beside each other
		qs := &questions{known: map[string]int{}, seen: map[string]bool{}}
		qs.contracts(t, mostMade)
		answers, planned := r.answers(t, qs.list), map[string]int{}
		for _, q := range qs.list {
			accepted := q.compare(t, answers[q.id])
			if folder, _, example := strings.Cut(q.name, "/"); example && accepted != (folder == "inputs") {
				t.Errorf("%s: %s is accepted: %t", q.subject.name, q.name, accepted)
			} else if example && accepted {
				planned[q.subject.name]++
			}
		}
		t.Logf("%d inputs are asked about; planned are these examples: %v", len(qs.list), planned)
	})
}

// compare puts an engine's answer before the evaluators in place of the printed module,
// and reports whether the input is accepted.
func (q *question) compare(t *testing.T, answer *planned) bool {
	t.Helper()
	evaluators, err := q.evaluators.WithModule(map[string][]byte{rootFile: answer.text()})
	if err != nil {
		t.Fatal(err)
	}
	verdict, _, err := evaluators.Compare(q.text())
	if err != nil {
		t.Errorf("%s: %s: %s: %v\nThe engine answers\n%s", q.subject.name, q.name, q.text(), err, answer.text())
		return false
	}
	return !verdict.Refused
}
