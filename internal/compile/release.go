package compile

import (
	_ "embed"
	"errors"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"

	"github.com/base-k8s/base-k8s/internal/model"
)

//go:embed release.cue
var releaseDefinitions string

// release decodes version and release. Both are constant, and so are texts of the README, where
// tables are made from parts of the contract that hold more than what is constant: only the
// version is asked whether it depends on the input.
func (c *compiler) release(around *model.Surroundings) {
	c.constantVersion()
	c.decode("version", "#Version", &around.Version)
	c.decode("release", "#Release", &around.Release)
	for name, example := range around.Release.Examples {
		example.Pos = c.releasePos("examples", name)
	}
	for name, form := range around.Release.Forms {
		form.Pos = c.releasePos("forms", name)
	}
}

// releasePos is where a member of a part of release is.
func (c *compiler) releasePos(part, name string) model.Position {
	return Position(c.src.value.LookupPath(cue.MakePath(cue.Str("release"), cue.Str(part), cue.Str(name))).Pos())
}

// decode lets CUE hold a field at the top of the contract against a definition, and decodes it.
func (c *compiler) decode(name, definition string, into any) {
	v := c.src.lookup(name)
	if !v.Exists() {
		return
	}
	_, err := supervise(cueLimits, Position(v.Pos()).File, func() (struct{}, error) {
		held, err := c.held(v, name, releaseDefinitions, definition)
		if err == nil {
			err = held.Decode(into)
		}
		return struct{}{}, err
	})
	if err != nil {
		c.cueError(err)
	}
}

// held is a field at the top of the contract with a definition, which is one of some text.
func (c *compiler) held(v cue.Value, name, text, definition string) (cue.Value, error) {
	v = cuecontext.New().CompileString(text, cue.Filename(definitions)).LookupPath(cue.ParsePath(definition)).Unify(v)
	if err := v.Validate(cue.Concrete(true)); err != nil {
		return v, c.src.placed(ofField(name, definition, err))
	}
	return v, nil
}

// definitions is the file that has the definitions of sections, which no message names.
const definitions = "the definitions of sections"

// ofField are CUE's errors about a field that was held against a definition, with the field's
// name in their paths and without positions in the definitions.
func ofField(name, definition string, err error) model.Diagnostics {
	var all model.Diagnostics
	if !errors.As(err, &all) {
		all = cueDiagnostics(err)
	}
	for i, d := range all {
		rest, ok := strings.CutPrefix(d.Summary, definition)
		if !ok {
			rest = ": " + d.Summary
		}
		all[i].Summary = name + rest
		all[i].Positions = slices.DeleteFunc(d.Positions, func(p model.Position) bool { return p.File == definitions })
	}
	return all
}

// constantVersion reports a version that depends on the input, whose defaults CUE alone
// would take.
func (c *compiler) constantVersion() {
	field := c.lookup(c.root, "version")
	if field == nil {
		return
	}
	for _, conj := range field.conjuncts {
		if _, err := c.evaluated(conj.expr, conj.scope); errors.Is(err, errNotConstant) {
			c.report(conj.expr.Pos(), "version depends on the input", "write what holds for every input")
		}
	}
}
