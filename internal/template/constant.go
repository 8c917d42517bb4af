package template

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/base-k8s/base-k8s/internal/hcl"
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

// literal is a constant in which no string is a template.
func literal(t *model.Tree) hcl.Expr {
	switch t.Kind {
	case model.Bool:
		return hcl.Bool(t.Value.(bool))
	case model.Number:
		return hcl.Int(t.Value.(int64))
	case model.String:
		return hcl.String(t.Value.(string))
	case model.List:
		list := make(hcl.Tuple, len(t.List))
		for i, elem := range t.List {
			list[i] = literal(elem)
		}
		return list
	case model.Record, model.Map:
		var object hcl.Object
		for _, f := range t.Fields {
			object.Members = append(object.Members, hcl.Member{Key: hcl.String(f.Name), Value: literal(f.Tree)})
		}
		return object
	case model.Null:
	}
	return hcl.Null
}

// ctyValue is a constant; it reports false where something is interpolated.
func ctyValue(t *model.Tree) (cty.Value, bool) {
	switch t.Kind {
	case model.Bool:
		return cty.BoolVal(t.Value.(bool)), true
	case model.Number:
		return cty.NumberIntVal(t.Value.(int64)), true
	case model.String:
		s := t.Value.(string)
		return cty.StringVal(s), !strings.Contains(s, "${") && !strings.Contains(s, "%{")
	case model.List:
		elems := make([]cty.Value, len(t.List))
		for i, elem := range t.List {
			v, known := ctyValue(elem)
			if !known {
				return cty.NilVal, false
			}
			elems[i] = v
		}
		return cty.TupleVal(elems), true
	case model.Record, model.Map:
		fields := map[string]cty.Value{}
		for _, f := range t.Fields {
			v, known := ctyValue(f.Tree)
			if !known {
				return cty.NilVal, false
			}
			fields[f.Name] = v
		}
		return cty.ObjectVal(fields), true
	case model.Null:
	}
	return cty.NullVal(cty.DynamicPseudoType), true
}
