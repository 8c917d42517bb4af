package model

import (
	"errors"
	"fmt"
	"strconv"
)

var numberFunctions = []*Function{
	{
		Name: "atoi", CUE: "strconv.Atoi($1)", HCL: "tonumber($1)",
		Params: []Kind{String}, Result: Number, Partial: true, eval: atoi,
		Note:    "bound the digits with a pattern",
		Example: Example{Args: `["12"]`, Refused: `["a"]`, Result: `12`},
	},
	{
		Name: "formatint", CUE: "strconv.FormatInt($1, 10)", HCL: "tostring($1)",
		Params: []Kind{Number}, Result: String, eval: format,
		Instead: map[string]string{"strconv.FormatInt": `write strconv.FormatInt(n, 10), or "\(n)"`},
		Example: Example{Args: `[-12]`, Result: `"-12"`},
	},
	{
		Name: "formatbool", CUE: "strconv.FormatBool($1)", HCL: "tostring($1)",
		Params: []Kind{Bool}, Result: String, eval: format,
		Example: Example{Args: `[true]`, Result: `"true"`},
	},
	{
		Name: "div", CUE: "div($1, $2)", HCL: "floor($1 / $2)",
		Params: []Kind{Number, Number}, Result: Number, eval: div, objects: noDivisor, Note: divisorNote,
		Example: Example{Args: `[-7, 2]`, Result: `-4`},
	},
	{
		Name: "mod", CUE: "mod($1, $2)", HCL: "($1 % $2 + $2) % $2",
		Params: []Kind{Number, Number}, Result: Number, eval: mod, objects: noDivisor, Note: divisorNote,
		Example: Example{Args: `[-7, 3]`, Result: `2`},
	},
	{
		Name: "quo", CUE: "quo($1, $2)", HCL: "$1 < 0 ? ceil($1 / $2) : floor($1 / $2)",
		Params: []Kind{Number, Number}, Result: Number, eval: quo, objects: noDivisor, Note: divisorNote,
		Example: Example{Args: `[-7, 2]`, Result: `-3`},
	},
	{
		Name: "rem", CUE: "rem($1, $2)", HCL: "$1 % $2",
		Params: []Kind{Number, Number}, Result: Number, eval: rem, objects: noDivisor, Note: divisorNote,
		Example: Example{Args: `[-7, 3]`, Result: `-1`},
	},
	{
		Name: "abs", CUE: "math.Abs($1)", HCL: "abs($1)",
		Params: []Kind{Number}, Result: Number, eval: abs,
		Example: Example{Args: `[-7]`, Result: `7`},
	},
}

func atoi(args []Value) (Value, error) {
	n, err := strconv.ParseInt(args[0].(string), 10, 64)
	if err != nil {
		return nil, errors.New("not a whole number of 64 bits")
	}
	return n, nil
}

func format(args []Value) (Value, error) { return fmt.Sprint(args[0]), nil }

const divisorNote = "the divisor is a constant from 1"

var errDivisor = errors.New("the divisor is not a whole number from 1")

// noDivisor objects to a divisor that may be 0, of which CUE and Terraform make different
// things, or negative, for which they round differently.
func noDivisor(f *Function, args []CallArgument) *Objection {
	if n, ok := args[1].number(); ok && n >= 1 {
		return nil
	}
	return &Objection{1, "the divisor is not a constant from 1", "write a whole number: " + f.Name + "(n, 2)"}
}

// div and mod are Euclidean: the remainder is never negative.
func div(args []Value) (Value, error) {
	q, r, err := divide(args)
	if r < 0 {
		q--
	}
	return q, err
}

func mod(args []Value) (Value, error) {
	_, r, err := divide(args)
	if r < 0 {
		r += args[1].(int64)
	}
	return r, err
}

// quo and rem round towards zero.
func quo(args []Value) (Value, error) {
	q, _, err := divide(args)
	return q, err
}

func rem(args []Value) (Value, error) {
	_, r, err := divide(args)
	return r, err
}

func divide(args []Value) (q, r int64, err error) {
	a, b := args[0].(int64), args[1].(int64)
	if b <= 0 {
		return 0, 0, errDivisor
	}
	return a / b, a % b, nil
}

func abs(args []Value) (Value, error) {
	if n := args[0].(int64); n < 0 {
		m, err := subInt(0, n)
		return m, err
	}
	return args[0], nil
}
