package cluster

import (
	"fmt"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/change"
	"github.com/base-k8s/base-k8s/e2e/example"
)

// editedPairs is the number of edits of the contract with an input each, or two.
const editedPairs = 200

// TestEditedContracts applies what the contract makes of an input, and then what an edited
// one makes of it, and holds what becomes of each object, and of the workspace, against what
// is reported beforehand.
func TestEditedContracts(t *testing.T) {
	m, _, inputs := subjects(t)
	edits, err := change.NewEdits(example.SchemaDir, seed)
	if err != nil {
		t.Fatal(err)
	}
	c, work, n := newComparison(t), t.TempDir(), 0
	c.each(func(yield func(compared) bool) {
		for {
			edited, err := edits.Next(work)
			if err != nil || edited == nil {
				t.Errorf("there are no more edits: %v", err)
				return
			}
			for _, input := range inputs.Around(edited.Model, 2) {
				input = input.With("namespace", fmt.Sprintf("edited-%d", n))
				if !yield(compared{fmt.Sprintf("edit %d of seed %d, %s", n, seed, edited.What), m, edited.Model, input, input}) {
					return
				}
				n++
			}
		}
	}, editedPairs)
	c.report(0) // which effects are among the edits depends on the contract; TestEffects demands each
}
