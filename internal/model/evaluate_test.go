package model

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func lit(v Value) *Expr                      { return &Expr{Op: OpLiteral, Value: &Literal{v}} }
func input(name string) *Expr                { return &Expr{Op: OpInput, Name: name} }
func expr(op Op, args ...*Expr) *Expr        { return &Expr{Op: op, Args: args} }
func call(name string, args ...*Expr) *Expr  { return &Expr{Op: OpCall, Name: name, Args: args} }
func ptr(n int64) *int64                     { return &n }
func outputOf(e *Expr) *Model                { return &Model{Outputs: []*Output{{Name: "x", Value: e}}} }
func keyed(key string, value *Expr) *Element { return &Element{Key: lit(key), Value: value} }

func TestAcceptSaysEverythingAtOnce(t *testing.T) {
	m := &Model{Inputs: []*Field{
		{Name: "name", Type: &Type{Kind: String, Constraint: &Constraint{AnyOf: []*Rule{{Match: []string{"^[a-z]+$"}}}, Words: "must be lower-case letters"}}},
		{Name: "count", Type: &Type{Kind: Number, Constraint: &Constraint{AnyOf: []*Rule{{Min: ptr(1), Max: ptr(9)}}, Words: "must be from 1 to 9"}}, Default: &Literal{int64(1)}},
		{Name: "token", Type: &Type{Kind: String}, Default: &Literal{""}, Sensitive: true},
		{Name: "tags", Type: &Type{Kind: Map, Elem: &Type{Kind: String}}, Default: &Literal{Object{}}},
		{Name: "ports", Type: &Type{Kind: List, Elem: &Type{Kind: Number}}, Default: &Literal{[]Value{}}},
		{Name: "size", Type: &Type{Kind: Record, Fields: []*Field{
			{Name: "acd", Type: &Type{Kind: String}, Optional: true}, {Name: "abd", Type: &Type{Kind: String}, Optional: true},
		}}, Optional: true},
	}}
	tests := map[string]struct {
		input string
		want  []string
	}{
		"an empty input lacks what is required": {`{}`, []string{"name is required"}},
		"a value is shown with its rule":        {`{"name": "A<b"}`, []string{`name = "A<b": must be lower-case letters`}},
		"a type comes with the rule's words":    {`{"name": 7, "count": "1"}`, []string{`name = 7: must be lower-case letters`, `count = "1": must be from 1 to 9`}},
		"a sensitive value is not shown":        {`{"name": "a", "token": 12345}`, []string{"token: must be a string"}},
		"null is absence where that is allowed": {`{"name": "a", "count": null, "token": null, "tags": null}`, nil},
		"null is refused where it is not":       {`{"name": null, "tags": {"a": null}, "ports": [null]}`, []string{`name = null: must be lower-case letters`, `tags["a"] = null: must be a string`, `ports[0] = null: must be a whole number`}},
		"an unknown key gets a hint":            {`{"name": "a", "cuont": 1, "Token": "s3cret", "port": []}`, []string{"Token is not an input: did you mean token", "cuont is not an input: remove it", "port is not an input: did you mean ports"}},
		"an unknown attribute too, the first":   {`{"name": "a", "size": {"x": 1, "Axd": 2}}`, []string{`size has no attribute "Axd": did you mean abd`, `size has no attribute "x": remove it`}},
		"a list is not an input":                {`[1]`, []string{"the input must be an object with the inputs as its keys, not a list"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			in, err := ParseJSON([]byte(test.input))
			if err != nil {
				t.Fatal(err)
			}
			_, diagnostics := m.Accept(in)
			var got []string
			for _, d := range diagnostics {
				got = append(got, d.Summary)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// 4.0 is no int in CUE.
func TestDecimalPointIsRefusedAtItsPath(t *testing.T) {
	m := &Model{Inputs: []*Field{{Name: "n", Type: &Type{Kind: Number}}}}
	_, diagnostics := m.Accept(Object{{Key: "n", Value: json.Number("4.0")}})
	want := Diagnostics{{Severity: Error, Path: "n", Summary: "n = 4.0: must be a whole number"}}
	if diff := cmp.Diff(want, diagnostics); diff != "" {
		t.Error(diff)
	}
}

// Both sides of && and || are evaluated, as CUE and Terraform do; of a choice only
// the chosen branch is.
func TestEvaluationOrder(t *testing.T) {
	broken := call("atoi", lit("x"))
	tests := map[string]struct {
		expr *Expr
		want string // the error, or "" for none
	}{
		"and": {expr(OpAnd, lit(false), expr(OpEqual, broken, lit(int64(1)))), "atoi: not a whole number"},
		"or":  {expr(OpOr, lit(true), expr(OpEqual, broken, lit(int64(1)))), "atoi: not a whole number"},
		"if":  {expr(OpIf, lit(true), lit("a"), broken), ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, diagnostics := outputOf(test.expr).Evaluate(Object{})
			if test.want == "" && len(diagnostics) == 0 {
				return
			}
			if got := diagnostics.Error(); test.want == "" || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Two values for one key are a conflict, as in CUE, and not a silent choice.
func TestTwoValuesForOneKey(t *testing.T) {
	object := func(second string) *Expr {
		spread := &Expr{Op: OpObject, Elems: []*Element{keyed("k", lit(second))}}
		return &Expr{Op: OpObject, Elems: []*Element{keyed("k", lit("v")), {Value: spread}}}
	}
	if r, d := outputOf(object("v")).Evaluate(Object{}); r == nil {
		t.Errorf("the same value twice: %v", d)
	}
	if r, d := outputOf(object("w")).Evaluate(Object{}); r != nil || !strings.Contains(d.Error(), `two values for the key "k"`) {
		t.Errorf("two values: got %v, %v", r, d)
	}
}

// TestDamagedModel: a model with references to what it does not have refuses inputs with a
// message, and does not panic.
func TestDamagedModel(t *testing.T) {
	for name, e := range map[string]*Expr{
		"unknown local":     {Op: OpLocal, Name: "nowhere"},
		"unknown variable":  {Op: OpVar, Name: "nowhere"},
		"unknown function":  call("nowhere"),
		"unknown operation": {Op: "nowhere", Args: []*Expr{lit(nil), lit(nil)}},
	} {
		t.Run(name, func(t *testing.T) {
			m := outputOf(e)
			if m.Link() == nil {
				t.Error("it links")
			}
			if r, d := m.Evaluate(Object{}); r != nil || !d.HasErrors() {
				t.Errorf("it evaluates to %v", r)
			}
		})
	}
}

// A check about an input that was refused already stays silent.
func TestChecksAreNotNoise(t *testing.T) {
	m := &Model{
		Inputs: []*Field{{Name: "n", Type: &Type{Kind: Number, Constraint: &Constraint{AnyOf: []*Rule{{Min: ptr(0), Max: ptr(9)}}, Words: "must be a digit"}}}},
		Checks: []*Check{{
			Name:    "big",
			Clauses: []*Clause{{If: expr(OpMore, input("n"), lit(int64(5)))}},
			Message: lit("n is big"),
			Inputs:  []string{"n"},
			Target:  &Expr{Op: OpList, Elems: []*Element{{Value: lit("n")}}},
		}},
	}
	for n, want := range map[int64]string{3: "", 7: "error: n is big", 70: "error: n = 70: must be a digit"} {
		_, diagnostics := m.Evaluate(Object{{Key: "n", Value: n}})
		if got := diagnostics.Error(); got != want {
			t.Errorf("n = %d: got %q, want %q", n, got, want)
		}
	}
}

// Refusals has the errors that Evaluate has, without evaluating anything that an
// accepted input gives.
func TestRefusals(t *testing.T) {
	digit := &Constraint{AnyOf: []*Rule{{Min: ptr(0), Max: ptr(9)}}, Words: "must be a digit"}
	m := &Model{
		Inputs: []*Field{
			{Name: "n", Type: &Type{Kind: Number, Constraint: digit}},
			{Name: "m", Type: &Type{Kind: Number, Constraint: digit}, Default: &Literal{int64(0)}},
		},
		Checks: []*Check{{
			Name:    "big",
			Clauses: []*Clause{{If: expr(OpMore, input("n"), lit(int64(5)))}},
			Message: lit("n is big"),
			Inputs:  []string{"n"},
		}},
		Warnings: []*Warning{{Name: "always", When: lit(true), Message: lit("reported")}},
		Outputs:  []*Output{{Name: "n", Value: input("n")}},
	}
	for text, want := range map[string]string{
		`{"n": 1}`:             "",
		`{"n": 7}`:             "error: n is big",
		`{"n": 7, "m": 1.5}`:   "error: m = 1.5: must be a digit\nerror: n is big",
		`{"n": 70, "m": 10}`:   "error: n = 70: must be a digit\nerror: m = 10: must be a digit",
		`{"m": 1, "other": 1}`: "error: n is required\nerror: other is not an input: remove it",
		`7`:                    "error: the input must be an object with the inputs as its keys, not a whole number",
	} {
		in, err := ParseInput([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Refusals(in).Error(); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
		result, diagnostics := m.Evaluate(in)
		if want == "" {
			want = "warning: reported"
		}
		if got := diagnostics.Error(); got != want || (result != nil) != (want == "warning: reported") {
			t.Errorf("%s: Evaluate has %v and %q, want %q", text, result, got, want)
		}
	}
	m.Outputs[0].Value = call("atoi", lit("x"))
	m = &Model{Inputs: m.Inputs, Outputs: m.Outputs}
	if refusals := m.Refusals(Object{{Key: "n", Value: int64(1)}}); len(refusals) > 0 {
		t.Errorf("an output is evaluated: %v", refusals)
	}
	if err := (&Model{Outputs: []*Output{{Value: &Expr{Op: "nowhere"}}}}).Refusals(Object{}); !err.HasErrors() {
		t.Error("a damaged model refuses nothing")
	}
}

func TestFunctionsRefuseOtherKinds(t *testing.T) {
	for _, f := range Functions() {
		args := make([]Value, len(f.Params))
		for i, kind := range f.Params {
			args[i] = Object{}
			if kind == "" {
				args[i] = true
			}
		}
		if v, err := f.Call(args...); err == nil {
			t.Errorf("%s accepts %v and returns %v", f.Name, args, v)
		}
	}
}
