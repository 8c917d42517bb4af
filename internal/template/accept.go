package template

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/base-k8s/base-k8s/internal/compat"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/regular"
)

// mostSizes bounds the numbers with a unit that a parameter may have, because each is tried.
const mostSizes = 100_000

// number is a whole number: one of some options, or in a range that the input accepts.
func (c *choice) number() string {
	c.typ = number
	if problem := c.choose(); problem != "" || len(c.options) > 0 {
		return problem
	}
	low, high := c.interval()
	narrowed := c.Min != nil && *c.Min > low || c.Max != nil && *c.Max < high
	if c.Min != nil && *c.Min < low || c.Max != nil && *c.Max > high {
		return fmt.Sprintf("min and max must be within what the input accepts, %d to %d", low, high)
	}
	if c.Min == nil && low != math.MinInt64 {
		c.Min = &low
	}
	if c.Max == nil && high != math.MaxInt64 {
		c.Max = &high
	}
	if c.words = wordsOf(c.field.Type); c.words == "" || narrowed {
		c.words = "must be a whole number" + c.rangeWords()
	}
	return ""
}

// interval is what the input accepts around the range of the parameter, or else its widest one.
func (c *choice) interval() (low, high int64) {
	if c.field.Type.Constraint == nil {
		return math.MinInt64, math.MaxInt64
	}
	low, high = 0, -1
	for _, r := range c.field.Type.Constraint.AnyOf {
		from, to := int64(math.MinInt64), int64(math.MaxInt64)
		if r.Min != nil {
			from = *r.Min
		}
		if r.Max != nil {
			to = *r.Max
		}
		if r.Equals != nil {
			from, _ = r.Equals.Value.(int64)
			to = from
		}
		// The distance of two numbers can be more than an int64 holds.
		if high < low || float64(to)-float64(from) > float64(high)-float64(low) {
			low, high = from, to
		}
	}
	return low, high
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
	c.typ, c.pattern, c.options = number, "", nil
	if len(c.Options) > 0 || c.Min == nil || c.Max == nil {
		return "a number with a unit has a range: write min and max"
	}
	if *c.Max < *c.Min || *c.Max-*c.Min > mostSizes {
		return fmt.Sprintf("the range must have 1 to %d numbers", mostSizes)
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
	c.typ = textual
	if problem := c.choose(); problem != "" || len(c.options) > 0 || c.Unit != "" {
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

// choose sets the options: those of the parameter, or the values of an input that lists its own.
func (c *choice) choose() string {
	c.options = c.Options
	if len(c.options) == 0 {
		c.options = enumerated(c.field.Type)
	}
	titles := map[string]bool{}
	for _, o := range c.options {
		v, err := c.optionValue(o.Value)
		if err != nil || !c.field.Type.Accepts(v) {
			return fmt.Sprintf("the input does not accept the option %s: it %s", o.Value, wordsOf(c.field.Type))
		}
		if titles[o.Title] {
			return fmt.Sprintf("two options have the title %q", o.Title)
		}
		titles[o.Title] = true
	}
	return ""
}

func (c *choice) optionValue(text string) (model.Value, error) {
	if c.field.Type.Kind == model.Number {
		n, err := strconv.ParseInt(text, 10, 64)
		if err == nil && strconv.FormatInt(n, 10) != text {
			err = strconv.ErrSyntax
		}
		return n, err
	}
	return text, nil
}

// enumerated are the values of a type that lists them; none for another one.
func enumerated(t *model.Type) (options []*model.Option) {
	if t.Constraint == nil {
		return nil
	}
	for _, r := range t.Constraint.AnyOf {
		if r.Equals == nil || len(r.Match)+len(r.NoMatch) > 0 {
			return nil
		}
		if r.Equals.Value != nil {
			text := fmt.Sprint(r.Equals.Value)
			options = append(options, &model.Option{Value: text, Title: text})
		}
	}
	return options
}

// list is a list of texts: of options, or of any.
func (c *choice) list() string {
	c.typ = list
	elem := c.field.Type.Elem
	if elem.Kind != model.String || c.field.Type.Constraint != nil {
		return "a form has lists of texts of any length only: make it a variable"
	}
	whole := c.field
	c.field = &model.Field{Name: whole.Name, Type: elem}
	problem := c.choose()
	c.field = whole
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
