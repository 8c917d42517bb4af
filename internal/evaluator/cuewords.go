package evaluator

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/literal"

	"github.com/base-k8s/base-k8s/internal/model"
)

// ConstraintWords are the messages of all constraints on inputs, each with a full stop.
func ConstraintWords(inputs []*model.Field) map[string]bool {
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

// contractWords picks the contract's own messages from CUE's errors: those of checks and of
// constraints, each with a full stop. The other errors are CUE's own, about inputs of the
// wrong type and unknown fields.
func (c *CUE) contractWords(err error) (words []string) {
	for _, e := range errors.Errors(err) {
		text := message(e) + "."
		if c.words[text] || slices.Contains(e.Path(), "_checks") {
			words = append(words, text)
		}
	}
	return words
}

// reason is CUE's first error about an input, the positions in the contract that it names,
// and the path of the value. Positions in the input are left out; files are named with the
// directory that the contract was loaded from.
func (c *CUE) reason(err error) (words string, positions []model.Position, steps []any) {
	all := errors.Errors(err)
	first := all[0]
	if len(all) > 1 && strings.HasSuffix(message(first), ":") { // what follows are its reasons
		first = all[len(all)-1]
	}
	words = message(first)
	if path := strings.Join(first.Path(), "."); path != "" {
		words = path + ": " + words
	}
	for _, step := range all[0].Path() {
		steps = append(steps, step)
	}
	for _, e := range append([]errors.Error{first}, all...) {
		for _, pos := range errors.Positions(e) {
			if at, ok := PositionIn(c.dir, pos); ok {
				positions = append(positions, at)
			}
		}
	}
	return words, positions, steps
}

func message(e errors.Error) string {
	format, args := e.Msg()
	return fmt.Sprintf(format, args...)
}

// literals are all strings in a contract's files, with a full stop.
func literals(files []*ast.File) map[string]bool {
	all := map[string]bool{}
	for _, file := range files {
		ast.Walk(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := literal.Unquote(lit.Value); err == nil {
					all[s+"."] = true
				}
			}
			return true
		}, nil)
	}
	return all
}
