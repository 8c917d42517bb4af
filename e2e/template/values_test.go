package template

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
	"github.com/base-k8s/base-k8s/internal/testinput/texts"
)

// awkward are values that programs read differently.
var awkward = []string{
	"", " ", "0", "-0", "-1", "+4", "04", " 4", "4 ", "4.0", "4.", ".5", "1e3", "1E3", "0x10", "0b1", "0o7", "1_000", "4,0",
	"NaN", "Inf", "-Inf", "infinity", "null", "nil", "None", "true", "false", "True", "TRUE", "t", "f", "T", "1", "yes", "on",
	"9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e400", "0.1", "4Gi", "4gi", "4G", "०४", "４", "٤",
	"\n", "4\n", "\n4", "a\nb", "a\tb", "a\u00a0b", "e\u0301", "\u00e9", "\ufeff4", "\u200b", "ß", "İ", "$(HOME)", "${HOME}", "%{if true}",
	"%s", "%d%n", "{value}", "{min}", "\"", "'", "\\", "`id`", "../..", "[]", "{}", "[null]", "[\"\"]", "[1]", "[\"a\",\"a\"]", "[[]]",
	strings.Repeat("9", 400), strings.Repeat("a", 5000), strings.Repeat("é", 300), strings.Repeat("[", 200),
}

// generator makes values for parameters.
type generator struct {
	rnd *rand.Rand
	// contract are values that the contract knows for a parameter, by label.
	contract map[string][]string
}

// newGenerator makes the same values for the same seed.
func (f *form) newGenerator(t *testing.T, seed uint64) *generator {
	t.Helper()
	solver, err := testinput.NewSolver(contract(t))
	if err != nil {
		t.Fatal(err)
	}
	g := &generator{rand.New(rand.NewPCG(seed, 0)), map[string][]string{}}
	for _, p := range f.parameters {
		for _, place := range f.places(p.Label) {
			for _, value := range solver.Values(place) {
				g.contract[p.Label] = append(g.contract[p.Label], textOf(value))
			}
		}
	}
	return g
}

// textOf is a value as a form has it.
func textOf(value model.Value) string {
	if text, ok := value.(string); ok {
		return text
	}
	return string(model.AppendJSON(nil, value))
}

// value makes one: what the form offers, what is near to it, what the contract knows, what is awkward.
func (g *generator) value(p *parameter) string {
	switch g.rnd.IntN(6) {
	case 0:
		return pick(g, awkward)
	case 1:
		return g.spoilt(g.offered(p))
	case 2:
		return g.list(p)
	case 3:
		return pick(g, append(g.contract[p.Label], ""))
	default:
		return g.offered(p)
	}
}

// offered is a value that the form is made for, or one just outside of it.
func (g *generator) offered(p *parameter) string {
	switch {
	case len(p.Option) > 0:
		return pick(g, p.Option).Value
	case p.Type == "bool":
		return pick(g, []string{"true", "false"})
	case len(p.Validation) > 0 && p.Validation[0].Regex != "":
		if pattern, err := texts.Parse(p.Validation[0].Regex); err == nil {
			return pattern.Make(g)
		}
	case p.Type == "number" && len(p.Validation) > 0 && !p.Validation[0].MinDisabled && !p.Validation[0].MaxDisabled:
		least, most := p.Validation[0].Min, p.Validation[0].Max
		return strconv.Itoa(pick(g, []int{least - 1, least, most, most + 1, least + g.rnd.IntN(most-least+1), g.rnd.IntN(4 * most)}))
	case p.Type == "number":
		return strconv.Itoa(g.rnd.IntN(100))
	case p.Default != nil && g.rnd.IntN(2) == 0:
		return *p.Default
	}
	return fmt.Sprintf("text-%d", g.rnd.IntN(1000))
}

// list is a list of offered values where the parameter is one.
func (g *generator) list(p *parameter) string {
	if p.Type != "list(string)" {
		return g.offered(p)
	}
	var elements []string
	for range g.rnd.IntN(4) {
		elements = append(elements, strconv.Quote(g.offered(p)))
	}
	return "[" + strings.Join(elements, ",") + "]"
}

// spoilt is a text with a character more, less or other, or in another case.
func (g *generator) spoilt(text string) string {
	runes := []rune(text)
	at := g.rnd.IntN(len(runes) + 1)
	some := pick(g, []rune("0a -_+.\n\x7fé٤/:\"\\"))
	switch g.rnd.IntN(5) {
	case 0:
		return strings.ToUpper(text)
	case 1:
		return strings.Title(text) //nolint:staticcheck // SA1019: any change of case will do
	case 2:
		return string(runes[:at]) + string(some) + string(runes[at:])
	case 3:
		return string(runes[:max(at-1, 0)]) + string(runes[at:])
	default:
		return string(runes[:max(at-1, 0)]) + string(some) + string(runes[at:])
	}
}

func pick[T any](g *generator, list []T) T { return list[g.rnd.IntN(len(list))] }

// Alternative, Repeat and Rune choose what a pattern leaves open.
func (g *generator) Alternative(n int) int { return g.rnd.IntN(n) }

// Repeat prefers few repetitions, and now and then has the most, or very many.
func (g *generator) Repeat(least, most int) int {
	if most < 0 {
		most = least + 300
	}
	if g.rnd.IntN(10) == 0 {
		return most
	}
	return min(least+g.rnd.IntN(6), most)
}

// Rune picks any rune of a class.
func (g *generator) Rune(bounds []rune) rune {
	at := 2 * g.rnd.IntN(len(bounds)/2)
	return bounds[at] + rune(g.rnd.IntN(int(bounds[at+1]-bounds[at])+1))
}
