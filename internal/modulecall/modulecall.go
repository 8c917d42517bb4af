package preview

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// moduleSource is where the module is in the project that generates it.
const moduleSource = "./generated/terraform"

// moduleCall is a module block that calls the contract's module with an input. Sensitive
// inputs are variables of the caller.
func moduleCall(m *model.Model, input model.Object) string {
	call := &hcl.Body{Airy: true}
	call.Attribute("source", hcl.String(moduleSource))
	call.Gap()
	for _, f := range m.Inputs {
		v, ok := input.Get(f.Name)
		switch {
		case ok && f.Sensitive:
			call.Attribute(f.Name, hcl.Name("var."+f.Name))
		case ok:
			call.Attribute(f.Name, literal(v))
		}
	}
	file := &hcl.Body{}
	file.Block("", call, "module", m.Name)
	return file.String()
}

// literal is a value as an expression.
func literal(v model.Value) hcl.Expr {
	switch v := v.(type) {
	case bool:
		return hcl.Bool(v)
	case int64:
		return hcl.Int(v)
	case string:
		return hcl.String(v)
	case []model.Value:
		list := make(hcl.Tuple, len(v))
		for i, elem := range v {
			list[i] = literal(elem)
		}
		return list
	case model.Object:
		members := make([]hcl.Member, len(v))
		for i, m := range v {
			members[i] = hcl.Member{Key: hcl.String(m.Key), Value: literal(m.Value)}
		}
		return hcl.Object{Members: members}
	}
	return hcl.Null
}
