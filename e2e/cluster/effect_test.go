package cluster

import (
	"errors"
	"fmt"
	"iter"
	"sync"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/change"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

const (
	// seed makes the random changes.
	seed = 13
	// randomPairs is the number of random changes of inputs, besides those from each example
	// to the next one.
	randomPairs = 1000
	// atOnce is how many changes are observed at a time: controllers take theirs.
	atOnce = 16
)

// subjects are the contract, its examples, and what makes changes of inputs.
func subjects(t *testing.T) (*model.Model, []example.Input, *change.Inputs) {
	t.Helper()
	examples, err := example.Read("inputs")
	if err != nil {
		t.Fatal(err)
	}
	m, err := example.Contract()
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := change.NewInputs(m, examples, seed)
	if err != nil {
		t.Fatal(err)
	}
	return m, examples, inputs
}

// TestEffects applies an input and then another one, and holds what becomes of each object,
// and of the workspace, against what is reported beforehand.
func TestEffects(t *testing.T) {
	m, examples, inputs := subjects(t)
	c := newComparison(t)
	c.each(func(yield func(compared) bool) {
		for i, from := range examples {
			to := examples[(i+1)%len(examples)]
			namespace := fmt.Sprintf("example-%d", i)
			before, after := from.Value.With("namespace", namespace), to.Value.With("namespace", namespace)
			if !yield(compared{fmt.Sprintf("%s to %s", from.Name, to.Name), m, m, before, after}) {
				return
			}
		}
		for n := 0; ; n++ {
			p := inputs.Pair(fmt.Sprintf("random-%d", n))
			if !yield(compared{fmt.Sprintf("random change %d of seed %d, %s", n, seed, p.What), m, m, p.Before, p.After}) {
				return
			}
		}
	}, len(examples)+randomPairs)
	c.report(10)
}

// compared is a change whose effect is computed and observed.
type compared struct {
	what          string
	old, new      *model.Model
	before, after model.Object
}

// comparison compares observed effects with those that are reported.
type comparison struct {
	*testing.T
	*observer
	mutex        sync.Mutex
	changes      int
	invalid      int            // changes to or from what is no object of Kubernetes
	seen, wholes map[string]int // objects and changes by effect
}

func newComparison(t *testing.T) *comparison {
	return &comparison{T: t, observer: newObserver(t), seen: map[string]int{}, wholes: map[string]int{}}
}

// each compares so many changes, several at a time. One that turns out to be invalid makes
// place for another one.
func (c *comparison) each(changes iter.Seq[compared], most int) {
	c.Helper()
	var wait sync.WaitGroup
	turns := make(chan struct{}, atOnce)
	for one := range changes {
		if c.compared()+len(turns) >= most {
			wait.Wait() // some may be invalid
		}
		if c.compared() >= most {
			break
		}
		turns <- struct{}{}
		wait.Go(func() {
			defer func() { <-turns }()
			c.compare(one)
		})
	}
	wait.Wait()
}

func (c *comparison) compared() int {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.changes
}

// effects are those that have to be seen.
var effects = []effect.Effect{effect.None, effect.Metadata, effect.Live, effect.Restart, effect.Replace, effect.Blocked, effect.DataLoss}

// compare computes and observes the effect of a change.
func (c *comparison) compare(one compared) {
	before, diagnostics := one.old.Evaluate(one.before)
	if before == nil {
		c.Errorf("%s: %v", one.what, diagnostics)
		return
	}
	after, diagnostics := one.new.Evaluate(one.after)
	if after == nil {
		c.Errorf("%s: %v", one.what, diagnostics)
		return
	}
	computed := effect.New(one.old, one.new).Compare(before, after)
	observed, err := c.observe(before, after)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	switch {
	case errors.Is(err, errInvalid):
		c.invalid++
		if c.invalid <= 5 {
			c.Logf("%s: not compared: %v", one.what, err)
		}
	case err != nil:
		c.Errorf("%s: %v", one.what, err)
	default:
		c.hold(one.what, computed, observed)
	}
}

// hold compares what is reported with what is observed.
func (c *comparison) hold(what string, computed *effect.Change, observed map[string]effect.Effect) {
	by := map[string]effect.Effect{}
	for _, o := range computed.Objects {
		by[o.Kind+" "+o.ID] = max(by[o.Kind+" "+o.ID], o.Effect.Kubectl)
	}
	whole := effect.None
	for identity, e := range observed {
		whole = max(whole, e)
		c.seen[e.String()]++
		if by[identity] != e {
			c.Errorf("%s: %s is %s, and was reported as %s", what, identity, e, by[identity])
		}
		delete(by, identity)
	}
	for identity := range by {
		c.Errorf("%s: nothing is seen of %s", what, identity)
	}
	c.changes++
	c.wholes[whole.String()]++
	if computed.Effect.Kubectl != whole {
		c.Errorf("%s: is %s, and was reported as %s", what, whole, computed.Effect.Kubectl)
	}
}

// report logs how many had which effect, and fails when too few had one of them, or too many
// changes showed nothing.
func (c *comparison) report(least int) {
	c.Helper()
	c.Logf("%d changes by effect: %v; their objects: %v; %d more are not compared", c.changes, c.wholes, c.seen, c.invalid)
	if 3*c.invalid > c.changes {
		c.Error("more than a quarter of the changes has objects that the API server refuses whatever was there before")
	}
	for _, e := range effects {
		if c.seen[e.String()] < least {
			c.Errorf("only %d objects were %s", c.seen[e.String()], e)
		}
	}
}
