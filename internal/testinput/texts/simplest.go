package texts

import (
	"iter"
	"slices"
	"strings"
)

// Simplest goes through strings made from a pattern, the simplest first: first
// alternatives, few repetitions, common runes. It ends when all that it would choose
// from is used up. The strings may repeat.
func (p *Pattern) Simplest() iter.Seq[string] {
	return func(yield func(string) bool) {
		for c := (&odometer{}); ; c.used = 0 {
			if !yield(p.Make(c)) || !c.advance() {
				return
			}
		}
	}
}

// odometer is a [Chooser] that has a wheel for each choice and goes through all of
// their positions, the last wheel fastest.
type odometer struct {
	wheels []wheel
	used   int // the choices made for the string at hand
}

type wheel struct{ position, size int }

func (o *odometer) choose(size int) int {
	if o.used == len(o.wheels) {
		o.wheels = append(o.wheels, wheel{0, size})
	}
	o.used++
	return o.wheels[o.used-1].position
}

// advance turns the last wheel that has a position left. Those after it depend on it,
// and start again.
func (o *odometer) advance() bool {
	for i, w := range slices.Backward(o.wheels) {
		if w.position+1 < w.size {
			o.wheels[i].position++
			o.wheels = o.wheels[:i+1]
			return true
		}
	}
	return false
}

func (o *odometer) Alternative(n int) int { return o.choose(n) }

// Repeat tries the least number, then one more.
func (o *odometer) Repeat(least, most int) int {
	if most == least {
		return least
	}
	return least + o.choose(2)
}

// Rune tries a common rune, then the bounds, then what is between near ones, such as
// digits.
func (o *odometer) Rune(bounds []rune) rune {
	options := make([]rune, 0, len(bounds)+1)
	add := func(r rune) {
		if r <= '~' && !slices.Contains(options, r) {
			options = append(options, r)
		}
	}
	if i := strings.IndexFunc(common, func(r rune) bool { return within(r, bounds) }); i >= 0 {
		add(rune(common[i]))
	}
	for _, r := range bounds {
		add(r)
	}
	for pair := range slices.Chunk(bounds, 2) {
		for r := pair[0]; pair[1]-pair[0] < near && r < pair[1]; r++ {
			add(r)
		}
	}
	if len(options) == 0 {
		return bounds[0]
	}
	return options[o.choose(len(options))]
}

const near = 10

// common are the runes that are tried first.
const common = "a1A"

func within(r rune, bounds []rune) bool {
	for pair := range slices.Chunk(bounds, 2) {
		if pair[0] <= r && r <= pair[1] {
			return true
		}
	}
	return false
}
