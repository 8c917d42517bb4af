package template

import (
	"maps"
	"strconv"
	"testing"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// mutableSeed and mutableCount are of the changes that TestMutable tries, so many for each parameter.
const (
	mutableSeed  = 1
	mutableCount = 300
)

// TestMutable changes each parameter in random builds, and compares what the contract gives before and
// after. A parameter that may be changed never fails the build or loses data; one that may only grow
// does when it shrinks; one that may not be changed does for some change.
func TestMutable(t *testing.T) {
	f := readForm(t)
	t.Logf("%d changes of each of %d parameters, seed %d", mutableCount, len(f.parameters), mutableSeed)
	for _, fault := range f.mutability(t, mutableSeed) {
		t.Error(fault)
	}
}

// mutability is what is wrong about which parameters may be changed.
func (f *form) mutability(t *testing.T, seed uint64) (faults []string) {
	t.Helper()
	g := f.newGenerator(t, seed)
	all := f.newPool(t, g, 30)
	comparer := effect.New(contract(t), contract(t))
	for i := range f.parameters {
		p := &f.parameters[i]
		worst := f.changes(t, g, all, p, comparer)
		harm := max(worst[false], worst[true]) >= effect.Blocked
		monotonic := len(p.Validation) > 0 && p.Validation[0].Monotonic == "increasing"
		switch {
		case !p.Mutable && !harm:
			faults = append(faults, p.Name+" could be changed, and is not mutable")
		case p.Mutable && monotonic && worst[true] >= effect.Blocked:
			faults = append(faults, p.Name+" may grow: "+worst[true].String())
		case p.Mutable && monotonic && !harm:
			faults = append(faults, p.Name+" could shrink, and is increasing")
		case p.Mutable && !monotonic && harm:
			faults = append(faults, p.Name+" is mutable: "+max(worst[false], worst[true]).String())
		}
	}
	return faults
}

// TestChoicesAtClaim changes parameters that a preset with prebuilt workspaces leaves to users: whatever
// they choose when they claim one, its pod goes on.
func TestChoicesAtClaim(t *testing.T) {
	f := readForm(t)
	g := f.newGenerator(t, mutableSeed)
	all := f.newPool(t, g, 30)
	comparer := effect.New(contract(t), contract(t))
	for _, preset := range f.prebuilt() {
		for i := range f.parameters {
			p := &f.parameters[i]
			if _, ok := preset.Parameters[p.Name]; ok {
				continue
			}
			worst := f.changes(t, g, all, p, comparer)
			t.Logf("preset %s leaves %s to its users: at worst %v", preset.Name, p.Name, worst[false])
			if harm := max(worst[false], worst[true]); harm >= effect.Restart {
				t.Errorf("preset %s leaves %s to its users: %v", preset.Name, p.Name, harm)
			}
		}
	}
}

// changes are the worst effects of changing a parameter: in place of true those of numbers that grow,
// and in place of false those of all other changes.
func (f *form) changes(t *testing.T, g *generator, all *pool, p *parameter, comparer *effect.Comparer) map[bool]effect.Effect {
	t.Helper()
	worst := map[bool]effect.Effect{}
	compared := 0
	for range 20 * mutableCount {
		if compared == mutableCount {
			return worst
		}
		before := all.random(g)
		after := maps.Clone(before)
		after[p.Label] = pick(g, all.accepted[p.Label])
		if before[p.Label] == after[p.Label] {
			continue
		}
		was, is := f.evaluated(t, before), f.evaluated(t, after)
		if was == nil || is == nil {
			continue
		}
		compared++
		grows := grows(before[p.Label], after[p.Label])
		worst[grows] = max(worst[grows], comparer.Compare(was, is).Effect.Terraform)
	}
	if compared == 0 {
		t.Errorf("no change of %s is accepted", p.Name)
	}
	return worst
}

// grows reports whether a number gets greater.
func grows(before, after string) bool {
	was, err := strconv.Atoi(before)
	is, err2 := strconv.Atoi(after)
	return err == nil && err2 == nil && is > was
}

// evaluated is what the contract gives for values of all parameters, by label; nil when it refuses
// them.
func (f *form) evaluated(t *testing.T, values map[string]string) *model.Result {
	t.Helper()
	input, err := f.evaluate(start(nil), values).input(contract(t))
	if err != nil {
		return nil
	}
	result, _ := contract(t).Evaluate(input)
	return result
}
