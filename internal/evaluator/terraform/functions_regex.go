package terraform

import (
	"errors"
	"regexp"
	"sync"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// regexFunc is go-cty's, but for patterns without capture groups it compiles each
// pattern once: a module has few patterns, which are tried on every input.
var regexFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "pattern", Type: cty.String}, stringParam},
	Type: func(args []cty.Value) (cty.Type, error) {
		if re, err := compiledRegexp(args[0].AsString()); err == nil && re.NumSubexp() == 0 {
			return cty.String, nil
		}
		return stdlib.RegexFunc.ReturnTypeForValues(args)
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		re, err := compiledRegexp(args[0].AsString())
		if err != nil || re.NumSubexp() > 0 {
			return stdlib.RegexFunc.Call(args)
		}
		match := re.FindStringIndex(args[1].AsString())
		if match == nil {
			return cty.DynamicVal, errors.New("pattern did not match any part of the given string")
		}
		return cty.StringVal(args[1].AsString()[match[0]:match[1]]), nil
	},
})

// replaceFunc replaces all matches of a regular expression when its second argument
// is between slashes, and all occurrences of a string otherwise.
var replaceFunc = function.New(&function.Spec{
	Params: []function.Parameter{stringParam, stringParam, stringParam},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		old := args[1].AsString()
		if len(old) < 2 || old[0] != '/' || old[len(old)-1] != '/' {
			return stdlib.Replace(args[0], args[1], args[2])
		}
		re, err := compiledRegexp(old[1 : len(old)-1])
		if err != nil {
			return cty.DynamicVal, err
		}
		return cty.StringVal(re.ReplaceAllString(args[0].AsString(), args[2].AsString())), nil
	},
})

var regexps sync.Map // pattern → *regexp.Regexp

func compiledRegexp(pattern string) (*regexp.Regexp, error) {
	if re, ok := regexps.Load(pattern); ok {
		return re.(*regexp.Regexp), nil
	}
	re, err := regexp.Compile(pattern)
	if err == nil {
		regexps.Store(pattern, re)
	}
	return re, err
}
