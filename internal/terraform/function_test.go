package terraform

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	evaluator "github.com/base-k8s/base-k8s/internal/evaluator/terraform"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// exampleArguments are arguments of each of Terraform's functions, in JSON.
var exampleArguments = map[string][]string{
	"alltrue":      {`[true]`},
	"can":          {`"a"`},
	"coalesce":     {`"a"`, `"b"`},
	"concat":       {`["a"]`, `["b"]`},
	"contains":     {`["a"]`, `"b"`},
	"element":      {`["a"]`, `0`},
	"floor":        {`1`},
	"format":       {`"%04o"`, `420`},
	"join":         {`"-"`, `["a"]`},
	"jsonencode":   {`"a"`},
	"keys":         {`{"a": 1}`},
	"length":       {`["a"]`},
	"lower":        {`"A"`},
	"nonsensitive": {`"a"`},
	"regex":        {`"a"`, `"a"`},
	"replace":      {`"a"`, `"a"`, `"b"`},
	"setsubtract":  {`["a", "b"]`, `["b"]`},
	"tobool":       {`"true"`},
	"tonumber":     {`"1"`},
	"tostring":     {`"a"`},
	"try":          {`"a"`, `"b"`},
}

// TestFunctions holds the table of functions against an evaluator of Terraform's: of which
// kinds their values are, and what becomes of null and of an error.
func TestFunctions(t *testing.T) {
	for name := range exampleArguments {
		if functions[name] == nil {
			t.Errorf("there is no function %s", name)
		}
	}
	for name, f := range functions {
		args := exampleArguments[name]
		if args == nil {
			t.Errorf("%s has no example", name)
			continue
		}
		got, err := outputOf(name, args)
		if kind := function(name, constants(t, args)...).Type().Kind; err != nil || kind != model.KindOf(got) {
			t.Errorf("%s is %v (%v), and the table has a %s", name, got, err, kind)
		}
		got, err = outputOf(name, append([]string{"null"}, args[1:]...))
		if converted := err == nil && got == nil; !converted && f.TakesNull != (err == nil) {
			t.Errorf("TakesNull of %s is %t, and with null it is %v (%v)", name, f.TakesNull, got, err)
		}
		got, err = outputOf(name, append([]string{`tonumber("x")`}, args[1:]...))
		if f.Catches != (err == nil) || f.FallsBack != (got == "b") {
			t.Errorf("Catches of %s is %t, FallsBack %t, and with an error it is %v (%v)", name, f.Catches, f.FallsBack, got, err)
		}
	}
}

func constants(t *testing.T, args []string) (all []typed.Expr) {
	for _, arg := range args {
		v, err := model.ParseJSON([]byte(arg))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, typed.NewLiteral(v))
	}
	return all
}

// outputOf is the value of an output that is a call.
func outputOf(name string, args []string) (model.Value, error) {
	src := fmt.Appendf(nil, "output \"v\" {\n  value = %s(%s)\n}\n", name, strings.Join(args, ", "))
	module, err := evaluator.New(map[string][]byte{"main.tf": src}, nil)
	if err != nil {
		return nil, err
	}
	verdict, err := module.Evaluate([]byte("{}"))
	if err != nil {
		return nil, err
	}
	if verdict.Failed {
		return nil, errors.New(verdict.Reason)
	}
	v, _ := verdict.Outputs.Get("v")
	return v, nil
}
