// Package change makes random changes of the project's contract: of an input, and of the
// contract's own text.
//
// What goes in is a contract, inputs and a seed; what comes out are pairs of accepted inputs,
// and edited contracts that compile. What a change does is
// for the tests that use the package to find out.
package change

import (
	"bytes"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// mostDiffer is how many changes that change no object are passed over for one that is not.
const mostDiffer = 20

// triedInputs is how many inputs are tried to see what an edit does.
const triedInputs = 50

// generated is how many random inputs there are besides examples and test inputs.
const generated = 200

// Inputs are accepted inputs, and values to change them with.
type Inputs struct {
	model  *model.Model
	rnd    *rand.Rand
	groups [][]model.Object         // examples, test inputs and random inputs
	values map[string][]model.Value // of each input, in any of them
}

// NewInputs gathers examples, test inputs and random inputs of the contract. The same seed
// makes the same ones.
func NewInputs(m *model.Model, examples []example.Input, seed uint64) (*Inputs, error) {
	s := &Inputs{model: m, rnd: rand.New(rand.NewPCG(seed, 0)), values: map[string][]model.Value{}}
	var group []model.Object
	for _, e := range examples {
		group = append(group, e.Value)
	}
	s.groups = append(s.groups, group, testinput.Inputs(m, testinput.Vocabulary{}, 500))
	g := random.New(m, seed)
	group = nil
	for range generated {
		document, err := input.NewReader(bytes.NewReader(g.Next()), "random", input.JSON).Next()
		if err != nil {
			return nil, err
		}
		if next, ok := document.Value.(model.Object); ok { // others are refused
			group = append(group, next)
		}
	}
	s.groups = append(s.groups, group)
	for i, group := range s.groups {
		s.groups[i] = slices.DeleteFunc(group, func(o model.Object) bool { return hasHostBits(o) || m.Refusals(o).HasErrors() })
		for _, o := range s.groups[i] {
			for _, member := range o {
				s.values[member.Key] = append(s.values[member.Key], member.Value)
			}
		}
	}
	return s, s.add(m)
}

// add adds values that the types accept.
func (s *Inputs) add(m *model.Model) error {
	solver, err := testinput.NewSolver(m)
	if err != nil {
		return err
	}
	for _, f := range m.Inputs {
		s.values[f.Name] = append(s.values[f.Name], slices.DeleteFunc(solver.Values([]string{f.Name}), hasHostBits)...)
	}
	return nil
}

// hasHostBits reports whether a value has a network with bits beyond its prefix. The contract
// misses those within a group of IPv6; the API server refuses all.
func hasHostBits(v model.Value) bool {
	switch v := v.(type) {
	case string:
		prefix, err := netip.ParsePrefix(v)
		return err == nil && prefix.Masked() != prefix
	case []model.Value:
		return slices.ContainsFunc(v, hasHostBits)
	case model.Object:
		return slices.ContainsFunc(v, func(m model.Member) bool { return hasHostBits(m.Value) })
	}
	return false
}

// Accepted is one of the inputs, of examples, test inputs and random ones in turn.
func (s *Inputs) Accepted() model.Object {
	group := s.groups[s.rnd.IntN(len(s.groups))]
	return group[s.rnd.IntN(len(group))]
}

// Pair is an input and a change of it. Both are accepted.
type Pair struct {
	What          string // the inputs that are changed
	Before, After model.Object
}

// Pair makes a change of an input: of one of its values, or of up to three. The workspace is in the
// namespace, and a change of its namespace leads to the one that Other names.
func (s *Inputs) Pair(namespace string) Pair {
	for {
		before := s.Accepted().With("namespace", namespace)
		after, names := before, []string(nil)
		for range s.changes() {
			var name string
			after, name = s.change(after)
			names = append(names, name)
		}
		if v, _ := after.Get("namespace"); v != namespace {
			after = after.With("namespace", Other(namespace))
		}
		old, _ := s.model.Evaluate(before)
		new, _ := s.model.Evaluate(after)
		if old == nil || new == nil || Same(old, new) && s.rnd.IntN(mostDiffer) > 0 {
			continue
		}
		return Pair{"another " + strings.Join(names, ", "), before, after}
	}
}

// Other is the namespace that a workspace moves to.
func Other(namespace string) string { return namespace + "-other" }

func (s *Inputs) changes() int {
	if s.rnd.IntN(4) > 0 {
		return 1
	}
	return 2 + s.rnd.IntN(2)
}

// change gives one input another value, or none, or changes an attribute of it.
func (s *Inputs) change(from model.Object) (model.Object, string) {
	name := s.model.Inputs[s.rnd.IntN(len(s.model.Inputs))].Name
	old, given := from.Get(name)
	if given && s.rnd.IntN(6) == 0 {
		return slices.DeleteFunc(slices.Clone(from), func(m model.Member) bool { return m.Key == name }), name
	}
	values := s.values[name]
	if len(values) == 0 {
		return from, name
	}
	value := values[s.rnd.IntN(len(values))]
	object, isObject := old.(model.Object)
	if other, ok := value.(model.Object); ok && isObject && len(other) > 0 && s.rnd.IntN(2) == 0 {
		m := other[s.rnd.IntN(len(other))]
		return from.With(name, object.With(m.Key, m.Value)), name + "." + m.Key
	}
	return from.With(name, value), name
}

// Same reports whether two results have the same objects.
func Same(a, b *model.Result) bool {
	return slices.EqualFunc(a.Objects, b.Objects, func(x, y model.Rendered) bool {
		return x.Name == y.Name && bytes.Equal(model.AppendJSON(nil, x.Body), model.AppendJSON(nil, y.Body))
	})
}

// Around are inputs that both the contract and another one accept, and of which they make
// other objects; few of them are without a difference.
func (s *Inputs) Around(other *model.Model, most int) (inputs []model.Object) {
	for range triedInputs {
		o := s.Accepted()
		old, _ := s.model.Evaluate(o)
		new, _ := other.Evaluate(o)
		if new == nil || Same(old, new) && s.rnd.IntN(triedInputs*mostDiffer) > 0 {
			continue
		}
		if inputs = append(inputs, o); len(inputs) == most {
			break
		}
	}
	return inputs
}
