package model

import (
	"fmt"
	"regexp"
	"sync"
)

var regexpFunctions = []*Function{
	{
		Name: "regexp_match", CUE: "regexp.Match($1, $2)", HCL: "can(regex($1, $2))",
		Params: []Kind{String, String}, Result: Bool, Pattern: true, CatchesErrors: true, eval: regexpMatch, objects: noPattern,
		Note:    "constant patterns",
		Example: Example{Args: `["^[a-z]+$", "ab"]`, Result: `true`},
	},
	{
		Name: "regexp_find", CUE: "regexp.Find($1, $2)", HCL: "regex($1, $2)",
		Params: []Kind{String, String}, Result: String, Partial: true, Pattern: true, eval: regexpFind, objects: hasGroups,
		Note:    "no groups: `(?:…)`; fails without a match. `regexp.Find(\"^.{1,36}\", s)` takes the first characters",
		Example: Example{Args: `["[0-9]+", "a12b3"]`, Refused: `["[0-9]+", "ab"]`, Result: `"12"`},
	},
	{
		Name: "regexp_replace", CUE: "regexp.ReplaceAll($1, $2, $3)", HCL: `replace($2, "/${$1}/", $3)`,
		Params: []Kind{String, String, String}, Result: String, Pattern: true, eval: regexpReplace, objects: noPattern,
		Note:    "constant patterns",
		Example: Example{Args: `["[^a-z]+", "a-_b", "."]`, Result: `"a.b"`},
	},
}

// noPattern objects to a first argument that is no regular expression at compile time:
// Terraform checks it when it plans, if not later.
func noPattern(_ *Function, args []CallArgument) *Objection {
	pattern, ok := args[0].text()
	if !ok {
		return &Objection{0, "the regular expression depends on the input", "write a constant one"}
	}
	if _, err := regexp.Compile(pattern); err != nil {
		return &Objection{0, err.Error(), "write a regular expression in RE2's syntax"}
	}
	return nil
}

// hasGroups objects to groups, too, whose matches Terraform's regex() returns in a list.
func hasGroups(f *Function, args []CallArgument) *Objection {
	if objection := noPattern(f, args); objection != nil {
		return objection
	}
	pattern, _ := args[0].text()
	if re, _ := regexp.Compile(pattern); re.NumSubexp() > 0 {
		return &Objection{0, "the regular expression has groups, which Terraform would return instead of the match", "write (?:…)"}
	}
	return nil
}

var regexps sync.Map // string → *regexp.Regexp

// compileRegexp caches: the patterns of a contract are constant and few.
func compileRegexp(pattern string) (*regexp.Regexp, error) {
	if re, ok := regexps.Load(pattern); ok {
		return re.(*regexp.Regexp), nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	regexps.Store(pattern, re)
	return re, nil
}

func regexpMatch(args []Value) (Value, error) {
	re, err := compileRegexp(args[0].(string))
	if err != nil {
		return nil, err
	}
	return re.MatchString(args[1].(string)), nil
}

func regexpFind(args []Value) (Value, error) {
	re, err := compileRegexp(args[0].(string))
	if err != nil {
		return nil, err
	}
	loc := re.FindStringIndex(args[1].(string))
	if loc == nil {
		return nil, fmt.Errorf("no match of %s", args[0])
	}
	return args[1].(string)[loc[0]:loc[1]], nil
}

func regexpReplace(args []Value) (Value, error) {
	re, err := compileRegexp(args[0].(string))
	if err != nil {
		return nil, err
	}
	return re.ReplaceAllString(args[1].(string), args[2].(string)), nil
}
