package compat

import (
	"bytes"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/encoding/json"

	"github.com/base-k8s/base-k8s/internal/model"
)

// stock is CUE alone, as "cue vet -d '#Input'" and "cue export" have it: nothing that Compare
// goes by has a part in its verdict. Of the compiled contract it takes only for which inputs
// null means that they are left out, which CUE cannot say.
type stock struct {
	contract Contract
	context  *cue.Context
	value    cue.Value
	left     int // inputs until it is loaded again, because a context keeps all of them
	known    map[string]answer
}

// answer is the outputs for an input, and whether the contract accepts it.
type answer struct {
	outputs model.Value
	accepts bool
}

// answer evaluates an input, unless it has been before.
func (s *stock) answer(t *testing.T, input model.Object) (outputs model.Value, accepts bool) {
	t.Helper()
	key := encode(input)
	v, ok := s.known[key]
	if !ok {
		v.outputs, v.accepts = s.evaluate(t, input)
		if s.known == nil {
			s.known = map[string]answer{}
		}
		s.known[key] = v
	}
	return v.outputs, v.accepts
}

// load loads the contract, which fails when CUE finds it wrong for every input.
func (s *stock) load() error {
	s.left, s.context = 250, cuecontext.New()
	s.value = s.context.BuildInstance(load.Instances([]string{"."}, &load.Config{Dir: s.contract.Dir})[0])
	return s.value.Err()
}

func (s *stock) evaluate(t *testing.T, input model.Object) (outputs model.Value, accepts bool) {
	t.Helper()
	if s.left--; s.left < 0 {
		if err := s.load(); err != nil {
			t.Fatal(err)
		}
	}
	text := model.AppendJSON(nil, given(input, s.contract.Model.Inputs))
	expr, err := json.Extract("input", bytes.ReplaceAll(text, []byte("\ufeff"), []byte(`\ufeff`)))
	if err != nil {
		t.Fatal(err)
	}
	value := s.context.BuildExpr(expr)
	if s.value.LookupPath(cue.ParsePath("#Input")).Unify(value).Validate(cue.Concrete(true)) != nil {
		return nil, false
	}
	filled := s.value.FillPath(cue.ParsePath("input"), value)
	if _, err := filled.LookupPath(cue.ParsePath("objects")).MarshalJSON(); err != nil {
		return nil, false
	}
	of := filled.LookupPath(cue.ParsePath("outputs"))
	if !of.Exists() {
		return model.Object{}, true
	}
	text, err = of.MarshalJSON()
	if err != nil {
		return nil, false
	}
	outputs, err = model.ParseJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	return outputs, true
}

// given is an input without what is null and thereby left out.
func given(input model.Object, fields []*model.Field) model.Object {
	some := model.Object{}
	for _, m := range input {
		f := model.FindField(fields, m.Key)
		switch {
		case f == nil:
			some = append(some, m)
		case m.Value != nil:
			some = append(some, model.Member{Key: m.Key, Value: givenValue(m.Value, f.Type)})
		case f.Type.Nullable || f.Required():
			some = append(some, m)
		}
	}
	return some
}

func givenValue(v model.Value, t *model.Type) model.Value {
	switch v := v.(type) {
	case []model.Value:
		list := make([]model.Value, len(v))
		for i := range v {
			list[i] = v[i]
			if t.Kind == model.List {
				list[i] = givenValue(v[i], t.Elem)
			}
		}
		return list
	case model.Object:
		if t.Kind == model.Record {
			return given(v, t.Fields)
		}
		mapping := make(model.Object, len(v))
		for i, m := range v {
			mapping[i] = m
			if t.Kind == model.Map {
				mapping[i].Value = givenValue(m.Value, t.Elem)
			}
		}
		return mapping
	}
	return v
}

// lost reports whether outputs lack something that was there, or have another kind of value in
// its place. Null is no other kind.
func lost(was, is model.Value) bool {
	if was == nil || is == nil {
		return false
	}
	if model.KindOf(was) != model.KindOf(is) {
		return true
	}
	switch was := was.(type) {
	case model.Object:
		for _, m := range was {
			if v, ok := is.(model.Object).Get(m.Key); !ok || lost(m.Value, v) {
				return true
			}
		}
	case []model.Value:
		others := is.([]model.Value)
		for i := range was {
			if len(others) == len(was) && lost(was[i], others[i]) {
				return true
			}
		}
	}
	return false
}
