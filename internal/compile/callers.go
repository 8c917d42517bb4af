package compile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// callers are constant, so CUE evaluates them.
func (c *compiler) callers() *model.Callers {
	v := c.src.lookup("callers")
	if !v.Exists() {
		return nil
	}
	c.independent("callers")
	r := &callersReader{compiler: c, callers: &model.Callers{}}
	_, err := supervise(cueLimits, Position(v.Pos()).File, func() (struct{}, error) {
		return struct{}{}, r.read(v)
	})
	if err != nil {
		c.cueError(err)
	}
	return r.callers
}

// callersReader reads the section callers.
type callersReader struct {
	*compiler
	callers *model.Callers
}

func (r *callersReader) read(v cue.Value) error {
	if err := v.Validate(cue.Concrete(true)); err != nil {
		return err
	}
	if r.onlyFields(v, "callers", "sources", "states", "rules") {
		r.sources(v.LookupPath(cue.ParsePath("sources")))
		r.each(v, "states", r.state)
		r.each(v, "rules", r.rule)
	}
	return nil
}

// onlyFields reports whether a value is a struct with no other fields than these.
func (r *callersReader) onlyFields(v cue.Value, path string, names ...string) bool {
	fields, err := v.Fields()
	if err != nil {
		r.report(v.Pos(), path+" is not a struct", "write fields: "+strings.Join(names, ", "))
		return false
	}
	ok := true
	for fields.Next() {
		if name := fields.Selector().Unquoted(); !slices.Contains(names, name) {
			r.report(fields.Value().Pos(), fmt.Sprintf("%s has a field %q", path, name), "its fields are "+strings.Join(names, ", "))
			ok = false
		}
	}
	return ok
}

// each calls read with the fields of a field of callers.
func (r *callersReader) each(v cue.Value, field string, read func(path, name string, v cue.Value)) {
	all := v.LookupPath(cue.ParsePath(field))
	if !all.Exists() {
		return
	}
	path := "callers." + field
	fields, err := all.Fields()
	if err != nil {
		r.report(all.Pos(), path+" is not a struct", "write a field for each")
		return
	}
	for fields.Next() {
		name := fields.Selector().Unquoted()
		read(path+"."+name, name, fields.Value())
	}
}

func (r *callersReader) sources(v cue.Value) {
	for at, text := range r.texts(v, "callers.sources") {
		if _, err := regexp.Compile(text); err != nil {
			r.report(at, fmt.Sprintf("callers.sources has no regular expression: %v", err), "write one that the source of a module block has a match of")
		}
		r.callers.Sources = append(r.callers.Sources, text)
	}
}

// state reads the references of a state and their values.
func (r *callersReader) state(path, name string, v cue.Value) {
	state := &model.CallerState{Name: name}
	fields, err := v.Fields()
	if err != nil {
		r.report(v.Pos(), path+" is not a struct", "write references and their values")
		return
	}
	for fields.Next() {
		at := fields.Value()
		value, err := r.constant(at)
		reference, ok := r.reference(fields.Selector().Unquoted(), path, at.Pos())
		if !ok {
			continue
		}
		if kind := model.KindOf(value); err != nil || kind != model.String && kind != model.Number && kind != model.Bool {
			r.report(at.Pos(), fmt.Sprintf("%s[%q] is no value that a reference can have here", path, reference), "write a string, a whole number, true or false")
			continue
		}
		state.Facts = append(state.Facts, &model.CallerFact{Reference: reference, Value: value})
	}
	r.callers.States = append(r.callers.States, state)
}

// constant is a value of the section.
func (r *callersReader) constant(v cue.Value) (model.Value, error) {
	left := maxConstant
	return fromCUE(v, &left)
}

var referenceForm = regexp.MustCompile(`^(data\.)?([a-z][a-z0-9_-]*)\.(\*|[A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)$`)

// reference reads a reference.
func (r *callersReader) reference(text, path string, at token.Pos) (model.Reference, bool) {
	m := referenceForm.FindStringSubmatch(text)
	if m == nil || m[1] == "" && m[2] == "data" {
		r.report(at, fmt.Sprintf("%s has %q, which is no reference", path, text),
			"write data.TYPE.NAME.ATTRIBUTE or TYPE.NAME.ATTRIBUTE, with * for any name")
		return model.Reference{}, false
	}
	return model.Reference{Data: m[1] != "", Type: m[2], Name: m[3], Attribute: m[4]}, true
}
