package model

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Function is a builtin that means the same in CUE, in Terraform and here.
type Function struct {
	Name string
	// CUE is the call in CUE, with $1, $2 … for the arguments. In a call of one list
	// literal, "$..." stands for all its elements.
	CUE string
	// HCL is the expression in Terraform, with the same placeholders; "/$1/" is the
	// literal argument between slashes, Terraform's form of a regular expression.
	HCL string
	// Params are the kinds of the arguments; "" allows any. The last one stands for
	// all further arguments.
	Params []Kind
	// Result is the kind of the result. Elem is the kind of a resulting list's
	// elements, or "" for that of the first argument's.
	Result, Elem Kind

	eval func(args []Value) (Value, error)
}

// functions is the whole table. Where CUE and Terraform have a function each that
// differ in corners (empty lists, runes or bytes, Unicode), it is left out or written
// so that the corner is the same.
var functions = []*Function{
	{Name: "lower", CUE: "strings.ToLower($1)", HCL: "lower($1)", Params: []Kind{String}, Result: String, eval: mapString(strings.ToLower)},
	{Name: "upper", CUE: "strings.ToUpper($1)", HCL: "upper($1)", Params: []Kind{String}, Result: String, eval: mapString(strings.ToUpper)},
	{Name: "trimspace", CUE: "strings.TrimSpace($1)", HCL: "trimspace($1)", Params: []Kind{String}, Result: String, eval: mapString(strings.TrimSpace)},
	{Name: "trimprefix", CUE: "strings.TrimPrefix($1, $2)", HCL: "trimprefix($1, $2)", Params: []Kind{String, String}, Result: String, eval: mapStrings(strings.TrimPrefix)},
	{Name: "trimsuffix", CUE: "strings.TrimSuffix($1, $2)", HCL: "trimsuffix($1, $2)", Params: []Kind{String, String}, Result: String, eval: mapStrings(strings.TrimSuffix)},
	{Name: "startswith", CUE: "strings.HasPrefix($1, $2)", HCL: "startswith($1, $2)", Params: []Kind{String, String}, Result: Bool, eval: testStrings(strings.HasPrefix)},
	{Name: "endswith", CUE: "strings.HasSuffix($1, $2)", HCL: "endswith($1, $2)", Params: []Kind{String, String}, Result: Bool, eval: testStrings(strings.HasSuffix)},
	{Name: "strcontains", CUE: "strings.Contains($1, $2)", HCL: "strcontains($1, $2)", Params: []Kind{String, String}, Result: Bool, eval: testStrings(strings.Contains)},
	{Name: "replace", CUE: "strings.Replace($1, $2, $3, -1)", HCL: "replace($1, $2, $3)", Params: []Kind{String, String, String}, Result: String, eval: replace},
	{Name: "join", CUE: "strings.Join($1, $2)", HCL: "join($2, $1)", Params: []Kind{List, String}, Result: String, eval: join},
	{Name: "split", CUE: "strings.Split($1, $2)", HCL: "split($2, $1)", Params: []Kind{String, String}, Result: List, Elem: String, eval: split},

	{Name: "regexp_match", CUE: "regexp.Match($1, $2)", HCL: "can(regex($1, $2))", Params: []Kind{String, String}, Result: Bool, eval: regexpMatch},
	{Name: "regexp_find", CUE: "regexp.Find($1, $2)", HCL: "regex($1, $2)", Params: []Kind{String, String}, Result: String, eval: regexpFind},
	{Name: "regexp_replace", CUE: "regexp.ReplaceAll($1, $2, $3)", HCL: "replace($2, /$1/, $3)", Params: []Kind{String, String, String}, Result: String, eval: regexpReplace},

	{Name: "md5", CUE: "hex.Encode(md5.Sum($1))", HCL: "md5($1)", Params: []Kind{String}, Result: String, eval: hash(func(b []byte) []byte { h := md5.Sum(b); return h[:] })},
	{Name: "sha1", CUE: "hex.Encode(sha1.Sum($1))", HCL: "sha1($1)", Params: []Kind{String}, Result: String, eval: hash(func(b []byte) []byte { h := sha1.Sum(b); return h[:] })},
	{Name: "sha256", CUE: "hex.Encode(sha256.Sum256($1))", HCL: "sha256($1)", Params: []Kind{String}, Result: String, eval: hash(func(b []byte) []byte { h := sha256.Sum256(b); return h[:] })},
	{Name: "sha512", CUE: "hex.Encode(sha512.Sum512($1))", HCL: "sha512($1)", Params: []Kind{String}, Result: String, eval: hash(func(b []byte) []byte { h := sha512.Sum512(b); return h[:] })},
	{Name: "base64", CUE: "base64.Encode(null, $1)", HCL: "base64encode($1)", Params: []Kind{String}, Result: String, eval: mapString(func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) })},
	{Name: "atoi", CUE: "strconv.Atoi($1)", HCL: "tonumber($1)", Params: []Kind{String}, Result: Number, eval: atoi},

	{Name: "length", CUE: "len($1)", HCL: "length($1)", Params: []Kind{""}, Result: Number, eval: length},
	{Name: "div", CUE: "div($1, $2)", HCL: "floor($1 / $2)", Params: []Kind{Number, Number}, Result: Number, eval: div},
	{Name: "mod", CUE: "mod($1, $2)", HCL: "$1 % $2", Params: []Kind{Number, Number}, Result: Number, eval: mod},
	{Name: "abs", CUE: "math.Abs($1)", HCL: "abs($1)", Params: []Kind{Number}, Result: Number, eval: abs},

	{Name: "concat", CUE: "list.Concat([$...])", HCL: "concat($...)", Params: []Kind{List}, Result: List, eval: concat},
	{Name: "sort", CUE: "list.SortStrings($1)", HCL: "sort($1)", Params: []Kind{List}, Result: List, Elem: String, eval: sortStrings},
	{Name: "contains", CUE: "list.Contains($1, $2)", HCL: "contains($1, $2)", Params: []Kind{List, ""}, Result: Bool, eval: contains},
	{Name: "unique", CUE: "list.UniqueItems($1)", HCL: "length(distinct($1)) == length($1)", Params: []Kind{List}, Result: Bool, eval: unique},
	{Name: "max", CUE: "list.Max($1)", HCL: "max($1...)", Params: []Kind{List}, Result: Number, eval: extreme(func(a, b int64) bool { return a > b })},
	{Name: "min", CUE: "list.Min($1)", HCL: "min($1...)", Params: []Kind{List}, Result: Number, eval: extreme(func(a, b int64) bool { return a < b })},
	{Name: "sum", CUE: "list.Sum($1)", HCL: "sum(concat([0], $1))", Params: []Kind{List}, Result: Number, eval: sum},
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
		if want := f.Params[min(i, len(f.Params)-1)]; want != "" && KindOf(arg) != want {
			return nil, fmt.Errorf("%s: argument %d is a %s, not a %s", f.Name, i+1, KindOf(arg), want)
		}
	}
	if v, err = f.eval(args); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
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
