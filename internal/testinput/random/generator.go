// Package random makes random inputs for a contract.
//
// What goes in is a [model.Model] and a seed; what comes out are inputs, JSON texts: more
// than half of them accepted, the others wrong in one or two places. The same seed gives the
// same inputs. The package does not look for inputs that show a particular rule: package
// testinput does.
package random

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// Generator makes random inputs for a model.
type Generator struct {
	model    *model.Model
	seed     uint64
	source   *rand.PCG // of rnd
	rnd      *rand.Rand
	patterns *patterns
	ruled    []string // strings that rules between inputs compare with
	words    []string // these and all others that the contract mentions
	rich     float64  // the share of optional fields in the input at hand
}

// New starts a sequence of inputs. They use the strings that the model mentions, and words.
func New(m *model.Model, seed uint64, words ...string) *Generator {
	source := rand.NewPCG(seed, 0)
	rnd := rand.New(source)
	g := &Generator{model: m, seed: seed, source: source, rnd: rnd, patterns: newPatterns(rnd)}
	g.ruled, g.words = g.vocabulary()
	g.words = testinput.Distinct(append(g.words, words...))
	return g
}

// SetSource makes all further choices those of a source.
func (g *Generator) SetSource(source rand.Source) {
	g.rnd = rand.New(source)
	g.patterns = newPatterns(g.rnd)
}

// Input makes input i, from 0, which does not depend on the inputs made before.
func (g *Generator) Input(i int) []byte {
	g.source.Seed(g.seed, uint64(i)+1)
	return g.Next()
}

// Next makes the next input.
func (g *Generator) Next() []byte {
	g.rich = g.rnd.Float64()
	input := g.accepted()
	if g.chance(0.6) {
		for range 1 + g.rnd.IntN(2) {
			input = g.mutate(input)
		}
	}
	return model.AppendJSON(nil, input)
}

func (g *Generator) chance(p float64) bool { return g.rnd.Float64() < p }

func pick[T any](g *Generator, list []T) T { return list[g.rnd.IntN(len(list))] }

// rounds is how often an input that is refused is repaired.
const rounds = 10

// accepted makes an input from the types and constraints, and replaces or leaves out what
// the rules refuse.
func (g *Generator) accepted() model.Value {
	input := model.Object{}
	for _, field := range g.model.Inputs {
		if value, given := g.field(field); given {
			input = append(input, model.Member{Key: field.Name, Value: value})
		}
	}
	input.Sort()
	for round := range rounds {
		result, diagnostics := g.model.Evaluate(input)
		if result != nil {
			break
		}
		input = g.repair(input, diagnostics, round)
	}
	return input
}

// repair replaces the inputs that diagnostics are about, and one input that the same
// rules mention, with more of what is optional the longer it takes. In every
// other round it leaves out what it may.
func (g *Generator) repair(input model.Object, diagnostics model.Diagnostics, round int) model.Object {
	g.rich = max(g.rich, float64(round)/rounds)
	wrong, related := map[string]bool{}, ""
	for _, d := range diagnostics {
		wrong[head(d.Path)] = true
		related = g.related(head(d.Path))
	}
	repaired := model.Object{}
	for _, field := range g.model.Inputs {
		value, given := input.Get(field.Name)
		switch {
		case field.Name == related, wrong[field.Name] && (round%2 == 0 || field.Required()):
			value, given = g.field(field)
		case wrong[field.Name]:
			given = false
		}
		if given {
			repaired = append(repaired, model.Member{Key: field.Name, Value: value})
		}
	}
	repaired.Sort()
	return repaired
}

// related picks an input that a rule mentions together with the one called name.
func (g *Generator) related(name string) string {
	var names []string
	for _, check := range g.model.Checks {
		if slices.Contains(check.Inputs, name) {
			names = append(names, check.Inputs...)
		}
	}
	if len(names) == 0 {
		return name
	}
	return pick(g, names)
}

// head is the input that a path leads into.
func head(path model.Path) string {
	if i := strings.IndexAny(string(path), ".["); i >= 0 {
		return string(path[:i])
	}
	return string(path)
}

// field makes a value for a field, or leaves it out.
func (g *Generator) field(f *model.Field) (model.Value, bool) {
	if !f.Required() {
		if !g.chance(g.rich) {
			return nil, false
		}
		if g.chance(0.05) {
			return nil, true // null for an optional field means absent
		}
		if f.Default != nil && g.chance(0.2) {
			return g.part(f.Default.Value), true
		}
	}
	return g.value(f.Type), true
}

// part leaves out some of the members of a default, which stands for its parts.
func (g *Generator) part(v model.Value) model.Value {
	switch v := v.(type) {
	case model.Object:
		part := model.Object{}
		for _, m := range v {
			if g.chance(0.8) {
				part = append(part, model.Member{Key: m.Key, Value: g.part(m.Value)})
			}
		}
		return part
	case []model.Value:
		part := make([]model.Value, len(v))
		for i, elem := range v {
			part[i] = g.part(elem)
		}
		return part
	}
	return v
}

// value makes a value of a type that meets its constraint, as far as it can.
func (g *Generator) value(t *model.Type) model.Value {
	if t.Nullable && g.chance(0.3) {
		return nil
	}
	rule := &model.Rule{}
	if t.Constraint != nil {
		rule = pick(g, t.Constraint.AnyOf)
	}
	if rule.Equals != nil {
		return rule.Equals.Value
	}
	switch t.Kind {
	case model.String:
		return g.text(rule)
	case model.Number:
		return g.number(rule)
	case model.Bool:
		return g.chance(0.5)
	case model.List:
		return g.list(t.Elem, g.count(rule))
	case model.Map:
		return g.mapping(t.Elem, g.count(rule))
	case model.Record:
		return g.object(t.Fields)
	case model.Null: // is the one value of its kind
	}
	return nil
}

func (g *Generator) text(rule *model.Rule) string {
	switch {
	case len(rule.Match) > 0:
		return g.patterns.satisfy(rule)
	case g.chance(0.4):
		return pick(g, awkward)
	}
	return g.word()
}

// most is the size of the numbers that are preferred where the bounds are wider.
const most = 1 << 32

// number prefers the bounds, and where they are wide those that are not so large.
func (g *Generator) number(rule *model.Rule) int64 {
	low, high := bounds(rule, -1000, 1000)
	switch g.rnd.IntN(4) {
	case 0:
		return low
	case 1:
		return high
	case 2:
		if low < -most || high > most {
			return min(max(g.rnd.Int64N(2*most)-most, low), high)
		}
	}
	// Between the bounds can be more numbers than an int64 counts.
	if span := uint64(high) - uint64(low) + 1; span > 0 {
		return int64(uint64(low) + g.rnd.Uint64N(span))
	}
	return int64(g.rnd.Uint64())
}

// bounds of a rule, or of what is tried where it has none.
func bounds(rule *model.Rule, low, high int64) (int64, int64) {
	if rule.Min != nil {
		low = *rule.Min
	}
	if rule.Max != nil {
		high = *rule.Max
	}
	return low, max(low, high)
}

// count is the length of a list or map: small, or a bound of the rule.
func (g *Generator) count(rule *model.Rule) int {
	low, high := bounds(rule, 0, 3)
	return int(low + g.rnd.Int64N(min(high-low, 8)+1))
}

func (g *Generator) list(elem *model.Type, n int) model.Value {
	list := make([]model.Value, n)
	for i := range list {
		list[i] = g.value(elem)
	}
	return list
}

func (g *Generator) mapping(elem *model.Type, n int) model.Value {
	members := model.Object{}
	for range n {
		key := g.word()
		members = members.With(key, g.value(elem))
	}
	return members
}

func (g *Generator) object(fields []*model.Field) model.Value {
	object := model.Object{}
	for _, field := range fields {
		if value, given := g.field(field); given {
			object = append(object, model.Member{Key: field.Name, Value: value})
		}
	}
	object.Sort()
	return object
}
