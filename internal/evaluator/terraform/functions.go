package terraform

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// functions are the functions of Terraform's language that a printed module may
// call, as https://developer.hashicorp.com/terraform/language/functions describes
// them. Most are those of go-cty, which Terraform itself uses.
var functions = map[string]function.Function{
	"abs":         stdlib.AbsoluteFunc,
	"ceil":        stdlib.CeilFunc,
	"chomp":       stdlib.ChompFunc,
	"compact":     stdlib.CompactFunc,
	"concat":      stdlib.ConcatFunc,
	"distinct":    stdlib.DistinctFunc,
	"element":     stdlib.ElementFunc,
	"flatten":     stdlib.FlattenFunc,
	"floor":       stdlib.FloorFunc,
	"format":      stdlib.FormatFunc,
	"jsondecode":  stdlib.JSONDecodeFunc,
	"jsonencode":  stdlib.JSONEncodeFunc,
	"join":        stdlib.JoinFunc,
	"keys":        stdlib.KeysFunc,
	"lower":       stdlib.LowerFunc,
	"max":         stdlib.MaxFunc,
	"merge":       stdlib.MergeFunc,
	"min":         stdlib.MinFunc,
	"parseint":    stdlib.ParseIntFunc,
	"range":       stdlib.RangeFunc,
	"regex":       regexFunc,
	"regexall":    stdlib.RegexAllFunc,
	"reverse":     stdlib.ReverseListFunc,
	"setsubtract": stdlib.SetSubtractFunc,
	"slice":       stdlib.SliceFunc,
	"sort":        stdlib.SortFunc,
	"split":       stdlib.SplitFunc,
	"substr":      stdlib.SubstrFunc,
	"timeadd":     stdlib.TimeAddFunc,
	"title":       stdlib.TitleFunc,
	"trim":        stdlib.TrimFunc,
	"trimprefix":  stdlib.TrimPrefixFunc,
	"trimspace":   stdlib.TrimSpaceFunc,
	"trimsuffix":  stdlib.TrimSuffixFunc,
	"upper":       stdlib.UpperFunc,
	"values":      stdlib.ValuesFunc,
	"zipmap":      stdlib.ZipmapFunc,

	"tobool":   stdlib.MakeToFunc(cty.Bool),
	"tolist":   stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
	"tomap":    stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
	"tonumber": stdlib.MakeToFunc(cty.Number),
	"toset":    stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
	"tostring": stdlib.MakeToFunc(cty.String),

	"can": tryfunc.CanFunc,
	"try": function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return try(args) },
	}),

	// Nothing here depends on marks: sensitive values are treated like others.
	"nonsensitive": unary(identity),
	"sensitive":    unary(identity),
	// A recorded time has no value outside Terraform.
	"timestamp": constant(cty.NullVal(cty.String)),

	"alltrue":  all(true),
	"anytrue":  all(false),
	"coalesce": variadic(coalesce),
	"contains": containsFunc,
	"length":   unary(length),
	"lookup":   stdlib.LookupFunc,
	"one":      unary(one),
	"sum":      unary(sum),

	"base64decode": text1(base64decode),
	"base64encode": text1(func(s string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(s)), nil }),
	"md5":          text1(digest(func(b []byte) []byte { d := md5.Sum(b); return d[:] })),
	"sha1":         text1(digest(func(b []byte) []byte { d := sha1.Sum(b); return d[:] })),
	"sha256":       text1(digest(func(b []byte) []byte { d := sha256.Sum256(b); return d[:] })),
	"sha512":       text1(digest(func(b []byte) []byte { d := sha512.Sum512(b); return d[:] })),

	"urlencode": text1(func(s string) (string, error) { return url.QueryEscape(s), nil }),

	"endswith":    test(strings.HasSuffix),
	"startswith":  test(strings.HasPrefix),
	"strcontains": test(strings.Contains),
	"replace":     replaceFunc,
}

// Functions are the functions that a generated module may call, by their names in Terraform's
// language.
func Functions() map[string]function.Function { return maps.Clone(functions) }

// anything is a parameter that takes every value, null as well.
var anything = function.Parameter{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true}

var stringParam = function.Parameter{Name: "string", Type: cty.String}

// generic is a function whose result's type follows from the arguments' values. HCL tries
// the condition of a for expression with unknown variables first.
func generic(spec function.Spec, impl func(args []cty.Value) (cty.Value, error)) function.Function {
	spec.Type = func(args []cty.Value) (cty.Type, error) {
		if slices.ContainsFunc(args, func(arg cty.Value) bool { return !arg.IsWhollyKnown() }) {
			return cty.DynamicPseudoType, nil
		}
		result, err := impl(args)
		return result.Type(), err
	}
	spec.Impl = func(args []cty.Value, _ cty.Type) (cty.Value, error) { return impl(args) }
	return function.New(&spec)
}

func unary(impl func(cty.Value) (cty.Value, error)) function.Function {
	return generic(function.Spec{Params: []function.Parameter{anything}},
		func(args []cty.Value) (cty.Value, error) { return impl(args[0]) })
}

func variadic(impl func([]cty.Value) (cty.Value, error)) function.Function {
	return generic(function.Spec{VarParam: &anything}, impl)
}

func constant(value cty.Value) function.Function {
	return generic(function.Spec{}, func([]cty.Value) (cty.Value, error) { return value, nil })
}

func identity(value cty.Value) (cty.Value, error) { return value, nil }

// try returns the value of the first of its arguments that can be evaluated. The function of
// hcl/ext/tryfunc evaluates arguments once for the type and once for the value, so those of a
// try inside another four times, and so on.
func try(args []cty.Value) (cty.Value, error) {
	var all hcl.Diagnostics
	for _, arg := range args {
		value, diags := customdecode.ExpressionClosureFromVal(arg).Value()
		if !diags.HasErrors() {
			return value, nil
		}
		all = append(all, diags...)
	}
	return cty.DynamicVal, all
}

// text1 is a function from one string to another.
func text1(impl func(string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{stringParam},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			result, err := impl(args[0].AsString())
			return cty.StringVal(result), err
		},
	})
}

// test is a yes-or-no question about two strings.
func test(impl func(s, t string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{stringParam, stringParam},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(impl(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

func digest(sum func([]byte) []byte) func(string) (string, error) {
	return func(s string) (string, error) { return hex.EncodeToString(sum([]byte(s))), nil }
}

func base64decode(s string) (string, error) {
	decoded, err := base64.StdEncoding.DecodeString(s)
	if err == nil && !utf8.Valid(decoded) {
		err = errors.New("the result of decoding the provided string is not valid UTF-8")
	}
	return string(decoded), err
}

// all reports whether all elements of a list of bool are true (alltrue), or, with
// want false, whether not all are false (anytrue). Null is not true.
func all(want bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			for _, elem := range args[0].AsValueSlice() {
				if isTrue := !elem.IsNull() && elem.True(); isTrue != want {
					return cty.BoolVal(!want), nil
				}
			}
			return cty.BoolVal(want), nil
		},
	})
}

// coalesce returns the first argument that is neither null nor "", converted to the
// one type that the arguments have in common.
func coalesce(args []cty.Value) (cty.Value, error) {
	types := make([]cty.Type, len(args))
	for i, arg := range args {
		types[i] = arg.Type()
	}
	common, _ := convert.UnifyUnsafe(types)
	if common == cty.NilType {
		return cty.DynamicVal, fmt.Errorf("all arguments must have the same type")
	}
	for _, arg := range args {
		if !arg.IsNull() && !(arg.Type() == cty.String && arg.AsString() == "") {
			return convert.Convert(arg, common)
		}
	}
	return cty.DynamicVal, fmt.Errorf("no non-null, non-empty-string arguments")
}

var containsFunc = generic(function.Spec{Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}, anything}},
	func(args []cty.Value) (cty.Value, error) { return contains(args[0], args[1]) })

// contains compares elements with their types: ["1"] does not contain 1.
func contains(list, value cty.Value) (cty.Value, error) {
	if !list.CanIterateElements() {
		return cty.DynamicVal, fmt.Errorf("argument must be list, tuple, or set")
	}
	for _, elem := range list.AsValueSlice() {
		if equal := elem.Equals(value); equal.IsKnown() && equal.True() {
			return cty.True, nil
		}
	}
	return cty.False, nil
}

// length counts the members of a collection, or the characters of a string.
func length(value cty.Value) (cty.Value, error) {
	switch {
	case value.IsNull():
		return cty.DynamicVal, fmt.Errorf("argument must not be null")
	case value.Type() == cty.String:
		return stdlib.Strlen(value)
	case value.Type().IsObjectType():
		return cty.NumberIntVal(int64(len(value.Type().AttributeTypes()))), nil
	case value.Type().IsPrimitiveType():
		return cty.DynamicVal, fmt.Errorf("argument must be a string, a collection type, or a structural type")
	}
	return value.Length(), nil
}

// one returns the only element of a list, null when there is none.
func one(list cty.Value) (cty.Value, error) {
	if list.IsNull() || !list.CanIterateElements() {
		return cty.DynamicVal, fmt.Errorf("argument must be list, tuple, or set")
	}
	switch elems := list.AsValueSlice(); len(elems) {
	case 0:
		return cty.NullVal(cty.DynamicPseudoType), nil
	case 1:
		return elems[0], nil
	}
	return cty.DynamicVal, fmt.Errorf("must be a list, set, or tuple value with either zero or one elements")
}

// sum adds up a list that is not empty.
func sum(list cty.Value) (cty.Value, error) {
	if list.IsNull() || !list.CanIterateElements() || list.LengthInt() == 0 {
		return cty.DynamicVal, fmt.Errorf("cannot sum an empty list")
	}
	total := cty.NumberVal(new(big.Float))
	for _, elem := range list.AsValueSlice() {
		var err error
		if total, err = stdlib.Add(total, elem); err != nil {
			return cty.DynamicVal, err
		}
	}
	return total, nil
}
