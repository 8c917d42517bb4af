package compile

import (
	_ "embed"
	"fmt"

	"cuelang.org/go/cue"

	"github.com/base-k8s/base-k8s/internal/model"
)

//go:embed template.cue
var templateDefinition string

// template is the section template. It is constant, so CUE evaluates it and holds it against
// the definition.
func (c *compiler) template() *model.Template {
	v := c.src.lookup("template")
	if !v.Exists() {
		return nil
	}
	c.independent("template")
	t, err := supervise(cueLimits, Position(v.Pos()).File, func() (*model.Template, error) { return c.readTemplate(v) })
	if err != nil {
		c.cueError(err)
	}
	return t
}

func (c *compiler) readTemplate(written cue.Value) (*model.Template, error) {
	v, err := c.held(written, "template", templateDefinition, "#Template")
	if err != nil {
		return nil, err
	}
	t := &model.Template{Pos: Position(written.Pos())}
	if err := v.Decode(t); err != nil {
		return nil, err
	}
	r := &templateReader{left: maxConstant}
	r.each(v, written, "parameters", func(name string, v, written cue.Value) {
		t.Parameters = append(t.Parameters, r.parameter(name, v, written))
	})
	r.each(v, written, "variables", func(name string, v, written cue.Value) {
		variable := &model.TemplateVariable{Name: name, Default: r.literal(v, "default"), Pos: Position(written.Pos())}
		r.decode(v, variable)
		t.Variables = append(t.Variables, variable)
	})
	r.each(v, written, "inputs", func(name string, _, written cue.Value) {
		t.Given = append(t.Given, &model.GivenInput{Input: name, Value: r.tree(written)})
	})
	r.each(v, written, "presets", func(name string, v, written cue.Value) {
		t.Presets = append(t.Presets, r.preset(name, v, written))
	})
	r.each(v, written, "files", func(name string, _, written cue.Value) {
		t.Files = append(t.Files, &model.TemplateFile{Name: name, Body: r.tree(written)})
	})
	return t, r.err
}

// templateReader reads the parts of the section. A first error ends it.
type templateReader struct {
	left int // see fromCUE
	err  error
}

// each calls f with each field of a struct inside v, and with what was written there: v has the
// defaults of the definition, and positions in it.
func (r *templateReader) each(v, written cue.Value, name string, f func(name string, v, written cue.Value)) {
	fields, err := v.LookupPath(cue.MakePath(cue.Str(name))).Fields()
	for r.note(err); err == nil && fields.Next(); {
		field := cue.MakePath(fields.Selector())
		f(fields.Selector().Unquoted(), fields.Value(), written.LookupPath(cue.MakePath(cue.Str(name))).LookupPath(field))
	}
}

func (r *templateReader) note(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *templateReader) decode(v cue.Value, to any) { r.note(v.Decode(to)) }

func (r *templateReader) parameter(name string, v, written cue.Value) *model.Parameter {
	p := &model.Parameter{Name: name, Default: r.literal(v, "default"), Pos: Position(written.Pos())}
	r.decode(v, p)
	r.each(v, written, "options", func(value string, v, _ cue.Value) {
		o := &model.Option{Value: value}
		r.decode(v, o)
		p.Options = append(p.Options, o)
	})
	return p
}

func (r *templateReader) preset(name string, v, written cue.Value) *model.Preset {
	p := &model.Preset{Name: name, Pos: Position(written.Pos())}
	r.decode(v, p)
	r.each(v, written, "parameters", func(name string, v, written cue.Value) {
		p.Parameters = append(p.Parameters, model.PresetParameter{Name: name, Value: r.value(v), Pos: Position(written.Pos())})
	})
	if prebuilds := written.LookupPath(cue.ParsePath("prebuilds")); prebuilds.Exists() {
		p.Prebuilds = r.tree(prebuilds)
	}
	return p
}

// literal is a field of v that need not be there.
func (r *templateReader) literal(v cue.Value, name string) *model.Literal {
	if v = v.LookupPath(cue.MakePath(cue.Str(name))); !v.Exists() {
		return nil
	}
	return &model.Literal{Value: r.value(v)}
}

func (r *templateReader) value(v cue.Value) model.Value {
	value, err := fromCUE(v, &r.left)
	r.noteAt(v, err)
	return value
}

// noteAt notes an error about a value.
func (r *templateReader) noteAt(v cue.Value, err error) {
	if err != nil {
		r.note(model.Diagnostics{{
			Severity: model.Error, Summary: fmt.Sprintf("%s cannot be written: %v", v.Path(), err),
			Detail: "write whole numbers, strings, bools, lists and structs", Positions: []model.Position{Position(v.Pos())},
		}})
	}
}

// tree is a value with the order and the positions of its fields.
func (r *templateReader) tree(v cue.Value) *model.Tree {
	v, _ = v.Default()
	t := &model.Tree{Pos: Position(v.Pos())}
	switch v.Kind() {
	case cue.StructKind:
		t.Kind = model.Record
		fields, err := v.Fields()
		for r.note(err); err == nil && fields.Next(); {
			t.Fields = append(t.Fields, model.TreeField{Name: fields.Selector().Unquoted(), Tree: r.tree(fields.Value())})
		}
	case cue.ListKind:
		t.Kind = model.List
		elems, err := v.List()
		for r.note(err); err == nil && elems.Next(); {
			t.List = append(t.List, r.tree(elems.Value()))
		}
	default:
		t.Value = r.value(v)
		t.Kind = model.KindOf(t.Value)
	}
	return t
}
