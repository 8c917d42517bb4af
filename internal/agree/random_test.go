package agree

import (
	"fmt"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
)

// TestRandom puts random inputs before the referees: AGREE of them for every
// contract, in a sequence that AGREE_SEED chooses.
func TestRandom(t *testing.T) {
	inputs, seed := number(t, "AGREE", 1000), number(t, "AGREE_SEED", 1)
	if testing.Short() {
		inputs = min(inputs, 200)
	}
	// CUE makes much garbage; collecting it less often saves much of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(1000))
	for _, c := range contracts() {
		t.Run(c.name, func(t *testing.T) {
			const workers = 2
			tallies := make(chan tally, workers)
			for w := range workers {
				referees, contract := c.referees(t), c.compile(t)
				generator := NewGenerator(contract.model, uint64(seed*workers+w))
				go func() { tallies <- judgeRandom(referees, generator, inputs/workers) }()
			}
			all := newTally()
			for range workers {
				all.add(<-tallies)
			}
			all.report(t, seed)
		})
	}
}

// tally is what became of a sequence of inputs.
type tally struct {
	judged, accepted int
	treated          map[string]int
	findings         map[string]string // one for each kind of difference
}

func newTally() tally { return tally{treated: map[string]int{}, findings: map[string]string{}} }

// maxFindings is how many differences are worth reading at once.
const maxFindings = 8

func judgeRandom(referees *Referees, generator *Generator, inputs int) tally {
	result := newTally()
	for range inputs {
		input := generator.Next()
		verdict, treatment, err := referees.Judge(input)
		result.judged++
		if verdict != nil && !verdict.Refused {
			result.accepted++
		}
		if treatment != "" {
			result.treated[treatment]++
		}
		if err != nil && result.findings[kind(err)] == "" {
			result.findings[kind(err)] = finding(referees, input, err)
		}
		if len(result.findings) == maxFindings {
			break
		}
	}
	return result
}

// finding describes a difference by the smallest input that shows one of its kind.
func finding(referees *Referees, input []byte, err error) string {
	small := Shrink(input, func(input []byte) bool {
		_, _, other := referees.Judge(input)
		return other != nil && kind(other) == kind(err)
	})
	_, _, err = referees.Judge(small)
	return fmt.Sprintf("%s\n\t%.2000v", small, err)
}

// kind is what a difference is about, without its details.
func kind(err error) string {
	head, rest, _ := strings.Cut(err.Error(), ":")
	return indices.ReplaceAllString(head, "") + subject.FindString(rest)
}

var (
	indices = regexp.MustCompile(`\[\d+\]`)
	subject = regexp.MustCompile(`"[a-z_.]+`) // the input that a message begins with
)

func (all *tally) add(t tally) {
	all.judged += t.judged
	all.accepted += t.accepted
	for name, n := range t.treated {
		all.treated[name] += n
	}
	for kind, finding := range t.findings {
		all.findings[kind] = finding
	}
}

func (all *tally) report(t *testing.T, seed int) {
	t.Logf("AGREE_SEED=%d: %d inputs, %d accepted", seed, all.judged, all.accepted)
	for _, name := range sortedKeys(all.treated) {
		t.Logf("%d not put to Terraform: %s", all.treated[name], name)
	}
	for _, kind := range sortedKeys(all.findings) {
		t.Errorf("AGREE_SEED=%d: %s", seed, all.findings[kind])
	}
	if all.accepted*10 < all.judged*4 {
		t.Errorf("%d of %d inputs were accepted: too few to say much about objects", all.accepted, all.judged)
	}
}
