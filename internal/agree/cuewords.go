package agree

import (
	"fmt"
	"slices"

	"cuelang.org/go/cue/errors"

	"github.com/base-k8s/base-k8s/internal/model"
)

// constraintWords are the words of all constraints on inputs, each with a full stop.
func constraintWords(inputs []*model.Field) map[string]bool {
	words := map[string]bool{}
	var collect func(t *model.Type)
	collect = func(t *model.Type) {
		if t == nil {
			return
		}
		if t.Constraint != nil {
			words[t.Constraint.Words+"."] = true
		}
		collect(t.Elem)
		for _, field := range t.Fields {
			collect(field.Type)
		}
	}
	for _, field := range inputs {
		collect(field.Type)
	}
	return words
}

// contractWords picks what the contract itself says out of CUE's errors: the messages
// of checks and the words of constraints, each with a full stop. The others are CUE's
// own words, for inputs of the wrong type and unknown fields.
func (c *CUE) contractWords(err error) (words []string) {
	for _, e := range errors.Errors(err) {
		format, args := e.Msg()
		text := fmt.Sprintf(format, args...) + "."
		if c.words[text] || slices.Contains(e.Path(), "_checks") {
			words = append(words, text)
		}
	}
	return words
}
