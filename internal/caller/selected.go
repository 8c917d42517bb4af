package caller

import (
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/partial"
)

// evaluator evaluates what follows from the inputs that are known.
func (t *evaluation) evaluator() *partial.Evaluator {
	evaluator := partial.New(t.model, t.input)
	evaluator.Elements = t.elements
	return evaluator
}

// input is the value of an expression that selects an input or a part of one, if it is known, or
// whether it is there.
func (t *evaluation) input(e *model.Expr) (model.Value, bool) {
	if e.Op == model.OpHas {
		return t.has(e)
	}
	s, ok := t.selected(e)
	if !ok || t.isUnknown(s.at, true) {
		return nil, false
	}
	return s.value, true
}

func (t *evaluation) has(e *model.Expr) (model.Value, bool) {
	outer := &selected{value: t.accepted}
	if len(e.Args) > 0 {
		var ok bool
		if outer, ok = t.selected(e.Args[0]); !ok {
			return nil, false
		}
	}
	if t.isUnknown(outer.at.Key(e.Name), false) {
		return nil, false
	}
	object, _ := outer.value.(model.Object)
	_, has := object.Get(e.Name)
	return has, true
}

// elements are the indices or keys of a list or map that an expression selects.
func (t *evaluation) elements(e *model.Expr) (keys []model.Value, ok bool) {
	s, ok := t.selected(e)
	if !ok || t.isUnknown(s.at, false) {
		return nil, false
	}
	switch v := s.value.(type) {
	case []model.Value:
		for i := range v {
			keys = append(keys, int64(i))
		}
		return keys, true
	case model.Object:
		for _, m := range v {
			keys = append(keys, m.Key)
		}
		return keys, s.of.Kind == model.Map // the attributes of an object may turn out to be absent
	}
	return nil, false
}

// selected is an input, or a part of one. Its value may have unknown parts, for which null or a
// default stands.
type selected struct {
	value model.Value
	of    *model.Type
	at    model.Path
}

// selected is what an expression selects.
func (t *evaluation) selected(e *model.Expr) (*selected, bool) {
	switch {
	case e.Op == model.OpInput:
		v, has := t.accepted.Get(e.Name)
		f := model.FindField(t.model.Inputs, e.Name)
		return &selected{v, fieldType(f), model.Path("").Key(e.Name)}, f != nil && has && !t.refused[e.Name]
	case e.Op == model.OpLocal && t.model.Local(e.Name) != nil:
		return t.selected(t.model.Local(e.Name))
	case e.Op != model.OpGet && e.Op != model.OpIndex:
		return nil, false
	}
	outer, ok := t.selected(e.Args[0])
	switch {
	case !ok:
		return nil, false
	case e.Op == model.OpGet:
		return outer.attribute(e.Name)
	case e.Args[1].Op == model.OpLiteral:
		return outer.index(e.Args[1].Value.Value)
	}
	return nil, false
}

// attribute is an attribute of an object.
func (s *selected) attribute(name string) (*selected, bool) {
	object, _ := s.value.(model.Object)
	v, has := object.Get(name)
	f := s.of.Field(name)
	return &selected{v, fieldType(f), s.at.Key(name)}, f != nil && has
}

func fieldType(f *model.Field) *model.Type {
	if f == nil {
		return nil
	}
	return f.Type
}

// index is an element of a list or map.
func (s *selected) index(key model.Value) (*selected, bool) {
	switch v := s.value.(type) {
	case []model.Value:
		if i, ok := key.(int64); ok && i >= 0 && i < int64(len(v)) {
			return &selected{v[i], s.of.Elem, s.at.Index(int(i))}, true
		}
	case model.Object:
		name, ok := key.(string)
		inner, has := v.Get(name)
		return &selected{inner, s.of.Elem, s.at.Key(name)}, ok && has
	}
	return nil, false
}
