package terraform

import (
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// functions are the functions of Terraform that this package adds to a contract's
// expressions.
//
// Source: developer.hashicorp.com/terraform/language/functions.
var functions = byName(
	&typed.Function{Name: "alltrue", Result: typed.Always(model.Bool)},
	&typed.Function{Name: "can", Result: typed.Always(model.Bool), TakesNull: true, Catches: true},
	&typed.Function{Name: "coalesce", Result: typed.Last, TakesNull: true},
	&typed.Function{Name: "concat", Result: typed.Joined},
	&typed.Function{Name: "contains", Result: typed.Always(model.Bool)},
	&typed.Function{Name: "element", Result: typed.ElementOf},
	&typed.Function{Name: "floor", Result: typed.Always(model.Number)},
	&typed.Function{Name: "format", Result: typed.Always(model.String)},
	&typed.Function{Name: "join", Result: typed.Always(model.String)},
	&typed.Function{Name: "jsonencode", Result: typed.Always(model.String), TakesNull: true},
	&typed.Function{Name: "keys", Result: typed.ListOf(model.String)},
	&typed.Function{Name: "length", Result: typed.Always(model.Number)},
	&typed.Function{Name: "lower", Result: typed.Always(model.String)},
	&typed.Function{Name: "nonsensitive", Result: typed.First, TakesNull: true},
	&typed.Function{Name: "regex", Result: typed.Always(model.String)},
	&typed.Function{Name: "replace", Result: typed.Always(model.String)},
	&typed.Function{Name: "setsubtract", Result: typed.First},
	&typed.Function{Name: "tobool", Result: typed.Converts(model.Bool)},
	&typed.Function{Name: "tonumber", Result: typed.Converts(model.Number)},
	&typed.Function{Name: "tostring", Result: typed.Converts(model.String)},
	&typed.Function{Name: "try", Result: typed.First, TakesNull: true, Catches: true, FallsBack: true},
)

func byName(all ...*typed.Function) map[string]*typed.Function {
	m := make(map[string]*typed.Function, len(all))
	for _, f := range all {
		m[f.Name] = f
	}
	return m
}

// function is a call of one of Terraform's functions.
func function(name string, args ...typed.Expr) typed.Expr {
	return typed.NewCall(functions[name], args...)
}
