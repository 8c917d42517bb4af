package template

import (
	"bytes"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/base-k8s/base-k8s/internal/model"
)

// checkType reports a constant that an attribute cannot be.
func (p *printer) checkType(of string, f model.TreeField, typ cty.Type) {
	v, known := ctyValue(f.Tree)
	if !known {
		return
	}
	if _, err := convert.Convert(v, typ); err != nil {
		p.refuse(f.Pos, "see the documentation of the provider", "%s.%s: %v", of, f.Name, err)
	}
}

// ctyValue is a constant; it reports false where something is interpolated.
func ctyValue(t *model.Tree) (cty.Value, bool) {
	text := model.AppendJSON(nil, plain(t))
	if bytes.Contains(text, []byte("${")) || bytes.Contains(text, []byte("%{")) {
		return cty.NilVal, false
	}
	var v ctyjson.SimpleJSONValue
	err := v.UnmarshalJSON(text)
	return v.Value, err == nil
}

// plain is a tree as a value.
func plain(t *model.Tree) model.Value {
	switch t.Kind {
	case model.List:
		list := make([]model.Value, len(t.List))
		for i, elem := range t.List {
			list[i] = plain(elem)
		}
		return list
	case model.Record:
		var object model.Object
		for _, f := range t.Fields {
			object = append(object, model.Member{Key: f.Name, Value: plain(f.Tree)})
		}
		return object
	case model.String, model.Number, model.Bool, model.Null, model.Map:
	}
	return t.Value
}
