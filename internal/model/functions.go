package model

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
)

// Function is a builtin that means the same in CUE, in Terraform and here.
type Function struct {
	Name string
	// CUE is the call in CUE, with $1, $2 … for the arguments. In a call of one list
	// literal, "$..." stands for all its elements. Also are other calls that mean the same.
	CUE  string
	Also []string
	// HCL is the expression in Terraform, with the same placeholders. The variables of
	// its for expressions are its own, whatever their names.
	HCL string
	// Note says what a contract must keep to, for the documentation.
	Note string
	// Params are the kinds of the arguments; "" allows any. The last one stands for
	// all further arguments.
	Params []Kind
	// Result is the kind of the result. Elem is the kind of a resulting list's
	// elements, or "" for that of the first argument's.
	Result, Elem Kind
	// Partial functions refuse some arguments of the right kinds.
	Partial bool
	// Order says what the order of a list means to the function.
	Order Order
	// Flattens says that the elements of the result are those of the first argument's
	// elements, which are lists.
	Flattens bool
	// Hash functions hide what they are given: the result of one may be shown where the
	// argument may not.
	Hash bool

	eval func(args []Value) (Value, error)
}

// Order is what the order of a list means to a function.
type Order int

const (
	Ordered    Order = iota // the result depends on it
	Orderless               // the result does not depend on it
	KeepsOrder              // the result has it too
)

// Forms are all calls in CUE that the function stands for.
func (f *Function) Forms() []string { return append([]string{f.CUE}, f.Also...) }

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
		if want := f.Params[min(i, len(f.Params)-1)]; want != "" && KindOf(arg) != want {
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
