package checkers

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// exemption is an entry of _exemptions in the contract.
type exemption struct {
	Checks     []string
	Kind       string
	Containers []string
	Reason     string
}

// exemptions are those of the contract, as cue has them.
func exemptions(t *testing.T) (all []exemption) {
	t.Helper()
	cmd := exec.Command("go", "tool", "cue", "export", "./schema", "-e", "_exemptions", "--out", "json")
	cmd.Dir, cmd.Stderr = "..", os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// place is what a finding is about.
type place struct{ check, kind, container string }

func (p place) String() string {
	if p.container == "" {
		return p.check
	}
	return p.check + " at " + p.container
}

// places are those that an exemption is for.
func (e exemption) places() (all []place) {
	containers := e.Containers
	if len(containers) == 0 {
		containers = []string{""} // the object
	}
	for _, check := range e.Checks {
		for _, container := range containers {
			all = append(all, place{check, e.Kind, container})
		}
	}
	return all
}

// disagreements are the findings without an exemption, and the exemptions without a finding.
func disagreements(found findings, exempt []exemption) (all []string) {
	exempted := map[place]bool{}
	for _, e := range exempt {
		for _, p := range e.places() {
			exempted[p] = true
			if _, ok := found[p]; !ok {
				all = append(all, fmt.Sprintf("no %s of the examples needs the reason for %s: delete it from schema/exemptions.cue", p.kind, p))
			}
		}
	}
	for p, f := range found {
		if !exempted[p] {
			all = append(all, fmt.Sprintf("%s, %s: %s: change the contract, or give the reason in schema/exemptions.cue. In %s", p.kind, p, f.summary, strings.Join(f.examples, ", ")))
		}
	}
	slices.Sort(all)
	return all
}
