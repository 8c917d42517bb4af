package random

import (
	"math"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// mutate changes an input, often to one that is refused: at one place, all places being
// equally likely; one input, which gets another value; or the inputs that a rule mentions.
func (g *Generator) mutate(input model.Value) model.Value {
	object, ok := input.(model.Object)
	switch {
	case ok && g.chance(0.2):
		return g.violate(object)
	case ok && len(g.model.Inputs) > 0 && g.chance(0.3):
		return g.regenerate(object, pick(g, g.model.Inputs), g.chance(0.5))
	}
	at := g.rnd.IntN(places(input))
	return g.mutateAt(input, &at)
}

// regenerate gives one input another value of its type, with all optional attributes and,
// if asked, changed in one place.
func (g *Generator) regenerate(input model.Object, field *model.Field, change bool) model.Object {
	g.rich = 1
	value := g.value(field.Type)
	if change {
		at := g.rnd.IntN(places(value))
		value = g.mutateAt(value, &at)
	}
	changed := slices.DeleteFunc(slices.Clone(input), func(m model.Member) bool { return m.Key == field.Name })
	changed = append(changed, model.Member{Key: field.Name, Value: value})
	changed.Sort()
	return changed
}

// violate replaces the inputs that one rule mentions, without regard to the rules.
// Of several attempts it takes the one that is refused for the fewest reasons, because
// evaluators may leave out some of several messages.
func (g *Generator) violate(input model.Object) model.Object {
	if len(g.model.Checks) == 0 {
		return input
	}
	check, best, fewest := pick(g, g.model.Checks), input, math.MaxInt
	for attempts := 0; attempts < 5 && fewest > 1; attempts++ {
		attempt := input
		for _, name := range check.Inputs {
			attempt = g.regenerate(attempt, model.FindField(g.model.Inputs, name), false)
		}
		result, diagnostics := g.model.Evaluate(attempt)
		if result == nil && len(diagnostics) < fewest {
			best, fewest = attempt, len(diagnostics)
		}
	}
	return best
}

// places counts a value and everything inside it.
func places(v model.Value) int {
	n := 1
	switch v := v.(type) {
	case model.Object:
		for _, member := range v {
			n += places(member.Value)
		}
	case []model.Value:
		for _, elem := range v {
			n += places(elem)
		}
	}
	return n
}

// mutateAt changes the place with the number at, counted down on the way.
func (g *Generator) mutateAt(v model.Value, at *int) model.Value {
	if *at--; *at == -1 {
		return g.change(v)
	}
	switch v := v.(type) {
	case model.Object:
		changed := slices.Clone(v)
		for i := range changed {
			changed[i].Value = g.mutateAt(v[i].Value, at)
		}
		return changed
	case []model.Value:
		changed := slices.Clone(v)
		for i := range changed {
			changed[i] = g.mutateAt(v[i], at)
		}
		return changed
	}
	return v
}

// change makes another value out of one, mostly of the same kind.
func (g *Generator) change(v model.Value) model.Value {
	if !g.chance(0.3) {
		switch v := v.(type) {
		case model.Object:
			return g.changeObject(v)
		case []model.Value:
			return g.changeList(v)
		case string:
			return g.changeText(v)
		case int64:
			return pick(g, []int64{v - 1, v + 1, -v, v * 10, 0, -1, math.MaxInt64, math.MinInt64, math.MaxInt32 + 1})
		case bool:
			return !v
		}
	}
	return g.anyValue()
}

// anyValue is a value of some kind.
func (g *Generator) anyValue() model.Value {
	if g.chance(0.4) {
		return nil
	}
	return pick(g, []model.Value{
		true, int64(1), "", "stranger", []model.Value{}, []model.Value{"a"}, []model.Value{nil},
		model.Object{}, model.Object{{Key: "a", Value: "b"}}, model.Object{{Key: "a", Value: nil}},
	})
}

// changeObject leaves a member out, or adds one.
func (g *Generator) changeObject(object model.Object) model.Object {
	if len(object) > 0 && g.chance(0.5) {
		i := g.rnd.IntN(len(object))
		return slices.Delete(slices.Clone(object), i, i+1)
	}
	added := model.Member{Key: g.anyText(), Value: g.anyText()}
	if _, ok := object.Get(added.Key); ok {
		return object
	}
	changed := append(slices.Clone(object), added)
	changed.Sort()
	return changed
}

// changeList empties a list, repeats an element, leaves one out, or adds one of a kind
// that may be wrong.
func (g *Generator) changeList(list []model.Value) []model.Value {
	if g.chance(0.2) {
		return []model.Value{}
	}
	if len(list) > 0 && g.chance(0.6) {
		i := g.rnd.IntN(len(list))
		if g.chance(0.3) {
			return slices.Delete(slices.Clone(list), i, i+1)
		}
		return append(slices.Clone(list), list[i])
	}
	return append(slices.Clone(list), g.anyValue())
}

// changeText puts something in, takes something out, or takes another string.
func (g *Generator) changeText(s string) string {
	runes := []rune(s)
	at := pick(g, []int{0, len(runes), g.rnd.IntN(len(runes) + 1)})
	before, after := string(runes[:at]), string(runes[at:])
	switch g.rnd.IntN(6) {
	case 0:
		return g.word()
	case 1:
		return before
	case 2:
		return strings.ToUpper(s)
	case 3:
		return s + strings.Repeat("x", pick(g, []int{1, 63, 253, 1024}))
	case 4:
		if after != "" {
			return before + string(runes[at+1:])
		}
	}
	return before + pick(g, awkward) + after
}

func (g *Generator) anyText() string {
	if g.chance(0.5) {
		return g.word()
	}
	return pick(g, awkward)
}
