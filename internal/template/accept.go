package template

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/compat"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/regular"
)

// mostSizes bounds the numbers with a unit that a parameter may have, because each is tried.
const mostSizes = 100_000

// misplaced says what narrows another kind of parameter than this one.
func (c *choice) misplaced() string {
	kind, sized := c.field.Type.Kind, c.Unit != ""
	bounded, matched := c.Min != nil || c.Max != nil, c.Pattern != "" || c.Words != ""
	listed := len(c.Options) > 0 || kind != model.Bool && len(enumerated(c.field.Type)) > 0
	switch {
	case sized && kind != model.String:
		return "unit makes a text of a number, and the input is no text"
	case sized && (len(c.Options) > 0 || matched):
		return "a number with a unit has min and max, and neither options nor a pattern"
	case bounded && (listed || kind != model.Number && !sized):
		return "min and max are for numbers without options"
	case matched && (listed || kind != model.String):
		return "pattern and words are for texts without options"
	case kind == model.Bool && len(c.Options) > 0:
		return "a bool has no options"
	}
	return ""
}

// flag is true or false, both of which the input accepts.
func (c *choice) flag() string {
	c.typ, c.words = typeBool, "must be true or false"
	if !c.field.Type.Accepts(true) || !c.field.Type.Accepts(false) {
		return "the input accepts one of true and false only: leave it out of the form"
	}
	return ""
}

// number is a whole number: one of some options, or in a range that the input accepts.
func (c *choice) number() string {
	c.typ = typeNumber
	if problem := c.choose(c.field.Type); problem != "" || len(c.options) > 0 {
		return problem
	}
	all := intervals(c.field.Type.Constraint)
	i := slices.IndexFunc(all, func(r interval) bool {
		return (c.Min == nil || r.has(*c.Min)) && (c.Max == nil || r.has(*c.Max))
	})
	if i < 0 || len(all) > 1 && (c.Min == nil || c.Max == nil) {
		return fmt.Sprintf("the input accepts %s: write min and max within that", wordsFor(all))
	}
	r := all[i]
	narrowed := len(all) > 1 || c.Min != nil && *c.Min > r.low || c.Max != nil && *c.Max < r.high
	if c.Min == nil && r.low != math.MinInt64 {
		c.Min = &r.low
	}
	if c.Max == nil && r.high != math.MaxInt64 {
		c.Max = &r.high
	}
	if c.words = wordsOf(c.field.Type); c.words == "" || narrowed {
		c.words = "must be a whole number" + c.rangeWords()
	}
	return c.checkBounds()
}

// checkBounds refuses bounds that Coder cannot have: it keeps them in 32 bits.
// Source: github.com/coder/coder, provisionersdk/proto, RichParameter.validation_min.
func (c *choice) checkBounds() string {
	for _, bound := range []*int64{c.Min, c.Max} {
		if bound != nil && (*bound < math.MinInt32 || *bound > math.MaxInt32) {
			return fmt.Sprintf("the bound %d does not fit in 32 bits, in which Coder has it: write min and max", *bound)
		}
	}
	if c.Min != nil && c.Max != nil && *c.Min > *c.Max {
		return "min is more than max"
	}
	return ""
}

func (c *choice) rangeWords() string {
	switch {
	case c.Min != nil && c.Max != nil:
		return fmt.Sprintf(" from %d to %d", *c.Min, *c.Max)
	case c.Min != nil:
		return fmt.Sprintf(" of %d or more", *c.Min)
	case c.Max != nil:
		return fmt.Sprintf(" of %d or less", *c.Max)
	}
	return ""
}

// quantity is a number with a unit, of which the input is the text.
func (c *choice) quantity() string {
	c.typ = typeNumber
	if c.Min == nil || c.Max == nil {
		return "a number with a unit has a range: write min and max"
	}
	if problem := c.checkBounds(); problem != "" {
		return problem
	}
	if *c.Max-*c.Min > mostSizes {
		return fmt.Sprintf("the range must have %d numbers at most", mostSizes)
	}
	for n := *c.Min; n <= *c.Max; n++ {
		if size := c.input(n); !c.field.Type.Accepts(size) {
			return fmt.Sprintf("the input does not accept %s: it %s", size, wordsOf(c.field.Type))
		}
	}
	c.words = "must be a whole number" + c.rangeWords()
	return ""
}

// text is one of some options, or a text that matches a pattern of which the input accepts all.
func (c *choice) text() string {
	c.typ = typeText
	if problem := c.choose(c.field.Type); problem != "" || len(c.options) > 0 {
		return problem
	}
	c.words = c.Words
	if c.words == "" {
		c.words = wordsOf(c.field.Type)
	}
	if c.pattern = c.Pattern; c.pattern == "" {
		pattern, ok := patternOf(c.field.Type.Constraint)
		if !ok {
			return "no single pattern says what the input accepts, and a form has no other: write pattern, with words for the refusal, or options"
		}
		c.pattern = pattern
		return ""
	}
	if _, err := regexp.Compile(c.pattern); err != nil {
		return err.Error()
	}
	if c.words == "" {
		return "a pattern needs words for what does not match it: write words"
	}
	for text, err := range regular.All(regular.Matching(c.pattern), regular.Not(compat.Texts(c.field.Type.Constraint))).Texts() {
		if err != nil {
			return fmt.Sprintf("whether the input accepts all that matches %s is not known: %v: write a simpler pattern", c.pattern, err)
		}
		return fmt.Sprintf("the input does not accept %q, which matches %s: narrow it", text, c.pattern)
	}
	return ""
}

// patternOf is a pattern that matches what a constraint accepts; "" is all. It reports false when
// there is none without the complement and the intersection of others.
func patternOf(c *model.Constraint) (string, bool) {
	if c == nil {
		return "", true
	}
	var alternatives []string
	for _, r := range c.AnyOf {
		text, constant := "", false
		if r.Equals != nil {
			text, constant = r.Equals.Value.(string)
		}
		switch {
		case len(r.NoMatch) > 0 || len(r.Match) > 1 || constant && len(r.Match) > 0:
			return "", false
		case constant:
			alternatives = append(alternatives, "^"+regexp.QuoteMeta(text)+"$")
		case r.Equals != nil: // null, which no text is
		case len(r.Match) == 0:
			return "", true
		default:
			alternatives = append(alternatives, r.Match[0])
		}
	}
	if len(alternatives) == 1 {
		return alternatives[0], true
	}
	return "(?:" + strings.Join(alternatives, ")|(?:") + ")", true
}

// list is a list of texts: of options, or of any.
func (c *choice) list() string {
	c.typ = typeList
	elem := c.field.Type.Elem
	if elem.Kind != model.String || c.field.Type.Constraint != nil {
		return "a form has lists of texts of any length only: make it a variable"
	}
	problem := c.choose(elem)
	if problem == "" && len(c.options) == 0 && elem.Constraint != nil {
		return "a form does not limit the elements of a list but by options: write options"
	}
	return problem
}

// wordsOf says what the values of a type must be.
func wordsOf(t *model.Type) string {
	if t.Constraint == nil {
		return ""
	}
	return t.Constraint.Words
}
