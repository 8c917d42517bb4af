package model

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Function is a builtin that means the same in CUE, in Terraform and here. Everything
// that is known about one function stands in its row; the rows stand in a file a family
// (functions_text.go …), with their evaluation.
type Function struct {
	// Name is what a call in a model has.
	Name string
	// CUE is the call in CUE, with $1, $2 … for the arguments. In a call of one list
	// literal, "$..." stands for all its elements. Also are other calls that mean the same.
	// A function that no call in CUE means is a part of what the compiler writes for a construct.
	CUE  string
	Also []string
	// HCL is the expression in Terraform, with the same placeholders. The variables of
	// its for expressions are its own, whatever their names.
	HCL string
	// Params are the kinds of the arguments; "" allows any. The last one stands for
	// all further arguments.
	Params []Kind
	// Result is the kind of the result. Elem is the kind of a resulting list's
	// elements, or "" for that of the first argument's.
	Result, Elem Kind
	// Partial functions refuse some arguments of the right kinds that may be met at run
	// time, such as [Example.Refused].
	Partial bool
	// Order says what the order of a list means to the function.
	Order Order
	// Flattens says that the elements of the result are those of the first argument's
	// elements, which are lists.
	Flattens bool
	// Hash functions hide what they are given: the result of one may be shown where the
	// argument may not.
	Hash bool
	// Pattern functions have a regular expression as their first argument.
	Pattern bool
	// CatchesErrors says that the form in Terraform takes an error in an argument, or
	// null, for false.
	CatchesErrors bool
	// Note says what a contract must keep to, for the documentation.
	Note string
	// Instead says what to write for a call by the name of one of the forms that has none
	// of them, where the forms alone do not say enough.
	Instead map[string]string
	// Example is a call whose result CUE, Terraform and the model agree on.
	Example Example

	eval func(args []Value) (Value, error)
	// bounds finds bounds of the result from those of the arguments; nil for none.
	bounds func(arg func(i int) Interval) Interval
	// objects finds what CUE and Terraform disagree about; nil for nothing.
	objects func(f *Function, args []CallArgument) *Objection
}

// Example is a call of a function, in JSON.
type Example struct {
	// Args are the arguments, a list. Refused are arguments that the function has no
	// value for, if it is partial.
	Args, Refused string
	Result        string
}

// Order is what the order of a list means to a function.
type Order int

// What the order of a list may mean.
const (
	Ordered    Order = iota // the result depends on it
	Orderless               // the result does not depend on it
	KeepsOrder              // the result has it too
)

// functions is the whole table. Where CUE and Terraform have a function each that
// differ in corners (empty lists, runes or bytes, Unicode), it is left out or written
// so that the corner is the same. Of two rows whose forms both match a call, the first
// one counts.
var functions = slices.Concat(textFunctions, indexFunctions, regexpFunctions, pathFunctions, encodingFunctions, yamlFunctions, numberFunctions, listFunctions, elementFunctions)

// Forms are all calls in CUE that the function stands for.
func (f *Function) Forms() []string {
	if f.CUE == "" {
		return nil
	}
	return append([]string{f.CUE}, f.Also...)
}

// Fill puts texts for the arguments in the place of a form's placeholders.
func Fill(form string, args []string) string {
	pairs := []string{"$...", strings.Join(args, ", ")}
	for i, arg := range args {
		pairs = append(pairs, "$"+strconv.Itoa(i+1), arg)
	}
	return strings.NewReplacer(pairs...).Replace(form)
}

// Spelled is a form with letters for its placeholders.
func Spelled(form string) string {
	letters := []string{"a", "b", "c"}
	if strings.Contains(form, "$...") {
		letters = letters[:2]
	}
	return Fill(form, letters)
}

// Functions returns the table of functions, in its own order.
func Functions() []*Function { return slices.Clone(functions) }

// LookupFunction returns the function called name, or nil.
func LookupFunction(name string) *Function { return functionsByName()[name] }

var functionsByName = sync.OnceValue(func() map[string]*Function {
	byName := make(map[string]*Function, len(functions))
	for _, f := range functions {
		byName[f.Name] = f
	}
	return byName
})

// Call evaluates the function. It fails on arguments of other kinds than Params
// and where CUE and Terraform fail too.
func (f *Function) Call(args ...Value) (v Value, err error) {
	for i, arg := range args {
		if want := f.Param(i); want != "" && KindOf(arg) != want {
			return nil, fmt.Errorf("%s: argument %d is a %s, not a %s", f.Name, i+1, KindOf(arg), want)
		}
	}
	if v, err = f.eval(args); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	if (f.Result == String || f.Elem == String) && !hasNormalText(v) {
		return nil, fmt.Errorf("%s: %w", f.Name, errNotNormal)
	}
	return v, nil
}

// Param is the kind of the argument at index i, "" for any.
func (f *Function) Param(i int) Kind { return f.Params[min(i, len(f.Params)-1)] }

// KindOf returns the kind of a value. An [Object] is of kind Record, whether it
// stands for an object or for a map.
func KindOf(v Value) Kind {
	switch v.(type) {
	case bool:
		return Bool
	case int64, json.Number:
		return Number
	case string:
		return String
	case []Value:
		return List
	case Object:
		return Record
	}
	return Null
}
