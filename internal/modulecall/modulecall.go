// Package modulecall writes the call of a contract's module: a module block of Terraform.
//
// What goes in is a contract, where its module is, and an input; what comes out is the block.
// Sensitive inputs are variables of whoever calls.
package modulecall

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Write adds the module block to a file. Source is the module's address, and label the name of
// the block. Given are expressions that stand for inputs, by their names, whatever the input has;
// other sensitive inputs are var.NAME, by the names of their variables.
func Write(file *hcl.Body, label, source string, m *model.Model, input model.Object, given map[string]hcl.Expr) {
	call := &hcl.Body{Airy: true}
	call.Attribute("source", hcl.String(source))
	call.Gap()
	for _, f := range m.Inputs {
		v, ok := input.Get(f.Name)
		expression := given[f.Name]
		switch {
		case expression != nil:
			call.Attribute(f.Variable(), expression)
		case ok && f.Sensitive:
			call.Attribute(f.Variable(), hcl.Name("var."+f.Variable()))
		case ok:
			call.Attribute(f.Variable(), Literal(v))
		}
	}
	file.Block("", call, "module", label)
}

// Literal is a value as an expression.
func Literal(v model.Value) hcl.Expr {
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
			list[i] = Literal(elem)
		}
		return list
	case model.Object:
		members := make([]hcl.Member, len(v))
		for i, m := range v {
			members[i] = hcl.Member{Key: hcl.String(m.Key), Value: Literal(m.Value)}
		}
		return hcl.Object{Members: members}
	}
	return hcl.Null
}
