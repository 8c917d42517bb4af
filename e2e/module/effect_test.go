package module

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/change"
	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

const (
	// seed makes the random changes.
	seed = 13
	// editSeed chooses the edits. Some make objects that no API server takes, of which a plan and
	// what is reported need not agree: e2e/cluster leaves these out.
	editSeed = 14
	// One of so many examples is changed to the next one.
	examplesTaken = 4
	// randomPairs is the number of random changes of inputs besides, and editedContracts the
	// number of edits of the contract that change an object.
	randomPairs, editedContracts = 15, 20
)

// changed is a change whose plan is compared with the reported effect.
type changed struct {
	name, what    string
	old, new      *model.Model
	before, after model.Object
}

// TestEffects applies inputs, plans changes of them, and holds what becomes of each resource
// against what is reported beforehand.
func TestEffects(t *testing.T) {
	changes := changedInputs(t)
	withStandIn(t, func(t *testing.T, r run) {
		t.Parallel() // the engines beside each other
		dir := r.initialize(t, forEachRoot(contract(t).Inputs))
		r.applyInputs(t, dir, side(changes, false))
		writeInputs(t, dir, side(changes, true))
		r.holdPlan(t, dir, changes, effect.None, effect.Metadata, effect.Live, effect.Restart, effect.Replace, effect.Blocked, effect.DataLoss)
	})
}

// TestEditedContracts applies the module with inputs, and plans modules of edited contracts in
// its place.
func TestEditedContracts(t *testing.T) {
	changes := changedContracts(t)
	withStandIn(t, func(t *testing.T, r run) {
		t.Parallel() // the engines beside each other
		dir := r.initialize(t, forEachRoot(contract(t).Inputs))
		r.applyInputs(t, dir, side(changes, false))
		if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(editedRoot(changes)), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Run(dir, r.provider, "init", "-input=false"); err != nil {
			t.Fatal(err)
		}
		r.holdPlan(t, dir, changes, effect.None, effect.Live)
	})
}

// TestLiveEffects does the same as TestEffects with the real provider and a real API server.
func TestLiveEffects(t *testing.T) {
	changes := changedInputs(t)
	withReal(t, func(t *testing.T, r run) {
		c := controlplane.During(t)
		for _, one := range changes {
			newNamespace(t, c, one.name)
			newNamespace(t, c, change.Other(one.name))
		}
		dir := r.initialize(t, providerBlock(c)+forEachRoot(contract(t).Inputs))
		r.applyInputs(t, dir, side(changes, false))
		writeInputs(t, dir, side(changes, true))
		r.holdPlan(t, dir, changes, effect.None, effect.Metadata, effect.Live, effect.Restart, effect.Replace, effect.Blocked, effect.DataLoss)
	})
}

func changedInputs(t *testing.T) (changes []changed) {
	t.Helper()
	m, list := contract(t), examples(t, "inputs")
	for i, from := range list {
		if i%examplesTaken != 0 {
			continue
		}
		to, name := list[(i+1)%len(list)], fmt.Sprintf("example-%d", i)
		before, after := from.Value.With("namespace", name), to.Value.With("namespace", name)
		changes = append(changes, changed{name, from.Name + " to " + to.Name, m, m, before, after})
	}
	// A claim of another class is one that is made before the old one is deleted.
	claim := example.Minimal("alice", "dev").With("namespace", "claim")
	changes = append(changes, changed{"claim", "another storage_class", m, m, claim, claim.With("storage_class", "other")})
	inputs, err := change.NewInputs(m, list, seed)
	if err != nil {
		t.Fatal(err)
	}
	for i := range randomPairs {
		name := fmt.Sprintf("random-%d", i)
		p := inputs.Pair(name)
		changes = append(changes, changed{name, p.What, m, m, p.Before, p.After})
	}
	return changes
}

// changedContracts are edits of the contract, with their modules beside the roots.
func changedContracts(t *testing.T) (changes []changed) {
	t.Helper()
	m, list, work := contract(t), examples(t, "inputs"), t.TempDir()
	inputs, err := change.NewInputs(m, list, seed)
	if err != nil {
		t.Fatal(err)
	}
	edits, err := change.NewEdits(example.SchemaDir, editSeed)
	if err != nil {
		t.Fatal(err)
	}
	for changing := 0; changing < editedContracts; {
		edited, err := edits.Next(work)
		if err != nil || edited == nil {
			t.Fatal("there are no more edits", err)
		}
		for _, input := range inputs.Around(edited.Model, 1) {
			name := fmt.Sprintf("edit-%d", len(changes))
			input = input.With("namespace", name)
			changes = append(changes, changed{name, edited.What, m, edited.Model, input, input})
			before, _ := m.Evaluate(input)
			after, _ := edited.Model.Evaluate(input)
			if len(effect.New(m, edited.Model).Compare(before, after).Objects) > 0 {
				changing++
			}
			writeModule(t, filepath.Join(scratch, "edited-"+name), edited.Model)
		}
	}
	return changes
}

func writeModule(t *testing.T, dir string, m *model.Model) {
	t.Helper()
	files, err := terraform.Print(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// side is the inputs before or after the changes.
func side(changes []changed, after bool) (inputs []example.Input) {
	for _, c := range changes {
		value := c.before
		if after {
			value = c.after
		}
		inputs = append(inputs, example.Input{Name: c.name, Value: value})
	}
	return inputs
}

// editedRoot calls the module of each edited contract for the workspace that has been applied.
func editedRoot(changes []changed) string {
	var b strings.Builder
	b.WriteString(inputsVariable)
	for _, c := range changes {
		b.WriteString(moduleCall(c.name, "../edited-"+c.name, "", fmt.Sprintf("var.inputs[%q]", c.name), c.new.Inputs))
		fmt.Fprintf(&b, "moved {\n  from = module.workspace[%q]\n  to   = module.%s\n}\n\n", c.name, c.name)
	}
	return b.String()
}

// holdPlan plans changes and holds what becomes of each resource against what is reported. The
// effects are those that have to be among them.
func (r run) holdPlan(t *testing.T, dir string, changes []changed, shown ...effect.Effect) {
	t.Helper()
	plan, diagnostics, err := r.Plan(dir, r.provider)
	if err != nil || plan == nil {
		t.Fatal("no plan of the changes:", err, diagnostics)
	}
	became := map[string]map[string]effect.Effect{} // by change and key of the contract
	both := addresses{}
	for _, rc := range plan.ResourceChanges {
		if !strings.HasPrefix(rc.Type, "kubernetes_") {
			continue
		}
		module, rest, _ := strings.Cut(strings.TrimPrefix(rc.Address, "module."), "."+rc.Type+".")
		if _, key, ok := strings.Cut(module, "[\""); ok {
			module = strings.TrimSuffix(key, "\"]")
		}
		key, _, _ := strings.Cut(rest, "[")
		if became[module] == nil {
			became[module] = map[string]effect.Effect{}
		}
		if became[module][key], err = becomes(rc); err != nil {
			t.Errorf("%s: %v", rc.Address, err)
		}
		both.add(rc, module, key)
	}
	for _, p := range both {
		if p.deleted != "" && p.created != "" {
			// Nothing orders the two, and the API server takes no second one of the name.
			e := max(effect.Blocked, became[p.module][p.deleted])
			became[p.module][p.deleted], became[p.module][p.created] = e, e
		}
	}
	seen := map[string]int{}
	for _, c := range changes {
		c.hold(t, became[c.name], seen)
	}
	t.Logf("%d changes; resources by effect: %v", len(changes), seen)
	for _, e := range shown {
		if seen[e.String()] == 0 {
			t.Errorf("no resource is %s", e)
		}
	}
}

// hold compares a plan's effects with those that are reported.
func (c changed) hold(t *testing.T, became map[string]effect.Effect, seen map[string]int) {
	t.Helper()
	before, _ := c.old.Evaluate(c.before)
	after, _ := c.new.Evaluate(c.after)
	reported := map[string]effect.Effect{}
	for _, o := range effect.New(c.old, c.new).Compare(before, after).Objects {
		if o.Readdressed {
			reported[o.Was], reported[o.Name] = o.Effect.Terraform, o.Effect.Terraform
			continue
		}
		reported[o.Name] = o.Effect.Terraform
	}
	for _, key := range slices.Sorted(maps.Keys(became)) {
		seen[became[key].String()]++
		if became[key] != reported[key] {
			t.Errorf("%s, %s: the resource %s is %s, and was reported as %s", c.name, c.what, key, became[key], reported[key])
		}
		delete(reported, key)
	}
	for key := range reported {
		t.Errorf("%s, %s: the plan does not know %s", c.name, c.what, key)
	}
}
