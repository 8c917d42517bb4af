package template

import (
	"fmt"
	"strconv"

	"github.com/base-k8s/base-k8s/internal/model"
)

// choose sets the options: those of the parameter, or the values of an input that lists its own.
func (c *choice) choose(t *model.Type) string {
	c.options = c.Options
	if len(c.options) == 0 {
		c.options = enumerated(t)
	}
	titles := map[string]bool{}
	for _, o := range c.options {
		v, err := optionValue(o.Value, t)
		if err != nil || !t.Accepts(v) {
			return fmt.Sprintf("the input does not accept the option %s: it %s", o.Value, wordsOf(t))
		}
		if o.Title == "" {
			return "an empty text has no label: write options, with a title for it"
		}
		if titles[o.Title] {
			return fmt.Sprintf("two options have the title %q", o.Title)
		}
		titles[o.Title] = true
	}
	return ""
}

// optionValue is the value of an input for an option.
func optionValue(text string, t *model.Type) (model.Value, error) {
	if t.Kind == model.Number {
		n, err := strconv.ParseInt(text, 10, 64)
		if err == nil && strconv.FormatInt(n, 10) != text {
			err = strconv.ErrSyntax
		}
		return n, err
	}
	return text, nil
}

// enumerated are the values of a type that lists them, but for null; none for another one.
func enumerated(t *model.Type) (options []*model.Option) {
	values, _ := t.Constraint.Constants()
	for _, v := range values {
		if v != nil {
			text := fmt.Sprint(v)
			options = append(options, &model.Option{Value: text, Title: text})
		}
	}
	return options
}
