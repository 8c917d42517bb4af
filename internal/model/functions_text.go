package model

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
)

var textFunctions = []*Function{
	{
		Name: "lower", CUE: "strings.ToLower($1)", HCL: "lower($1)",
		Params: []Kind{String}, Result: String, eval: mapString(strings.ToLower),
		Example: Example{Args: `["Ab1"]`, Result: `"ab1"`},
	},
	{
		Name: "upper", CUE: "strings.ToUpper($1)", HCL: "upper($1)",
		Params: []Kind{String}, Result: String, eval: mapString(strings.ToUpper),
		Example: Example{Args: `["Ab1"]`, Result: `"AB1"`},
	},
	{
		Name: "trimspace", CUE: "strings.TrimSpace($1)", HCL: "trimspace($1)",
		Params: []Kind{String}, Result: String, eval: mapString(strings.TrimSpace),
		Example: Example{Args: `[" a b\n"]`, Result: `"a b"`},
	},
	{
		Name: "trim", CUE: "strings.Trim($1, $2)", HCL: "trim($1, $2)",
		Params: []Kind{String, String}, Result: String, eval: mapStrings(strings.Trim),
		Example: Example{Args: `["-.a-b.", "-."]`, Result: `"a-b"`},
	},
	{
		Name: "trimprefix", CUE: "strings.TrimPrefix($1, $2)", HCL: "trimprefix($1, $2)",
		Params: []Kind{String, String}, Result: String, eval: mapStrings(strings.TrimPrefix),
		Example: Example{Args: `["aab", "a"]`, Result: `"ab"`},
	},
	{
		Name: "trimsuffix", CUE: "strings.TrimSuffix($1, $2)", HCL: "trimsuffix($1, $2)",
		Params: []Kind{String, String}, Result: String, eval: mapStrings(strings.TrimSuffix),
		Example: Example{Args: `["abb", "b"]`, Result: `"ab"`},
	},
	{
		Name: "startswith", CUE: "strings.HasPrefix($1, $2)", HCL: "startswith($1, $2)",
		Params: []Kind{String, String}, Result: Bool, eval: testStrings(strings.HasPrefix),
		Example: Example{Args: `["ab", "a"]`, Result: `true`},
	},
	{
		Name: "endswith", CUE: "strings.HasSuffix($1, $2)", HCL: "endswith($1, $2)",
		Params: []Kind{String, String}, Result: Bool, eval: testStrings(strings.HasSuffix),
		Example: Example{Args: `["ab", "b"]`, Result: `true`},
	},
	{
		Name: "strcontains", CUE: "strings.Contains($1, $2)", HCL: "strcontains($1, $2)",
		Params: []Kind{String, String}, Result: Bool, eval: testStrings(strings.Contains),
		Example: Example{Args: `["abc", "b"]`, Result: `true`},
	},
	{
		Name: "replace", CUE: "strings.Replace($1, $2, $3, -1)", HCL: "replace($1, $2, $3)",
		Params: []Kind{String, String, String}, Result: String, eval: replace, objects: slashed,
		Note:    "what is replaced is constant, and not between slashes",
		Example: Example{Args: `["a.b.c", ".", "-"]`, Result: `"a-b-c"`},
	},
	{
		Name: "replace_first", CUE: "strings.Replace($1, $2, $3, $4)", HCL: `[for p in [split($2, $1)] : join($3, concat(slice(p, 0, min($4, length(p) - 1)), [join($2, slice(p, min($4, length(p) - 1), length(p)))]))][0]`,
		Params: []Kind{String, String, String, Number}, Result: String, eval: replaceFirst,
		objects: func(f *Function, args []CallArgument) *Objection { return noSplit(args[1], args[3], 3, 0) },
		Note:    "what is replaced is constant and not empty, and the number a constant from 0",
		Instead: map[string]string{"strings.Replace": "write strings.Replace(s, a, b, -1), which replaces all, or a constant number"},
		Example: Example{Args: `["a.b.c", ".", "-", 1]`, Result: `"a-b.c"`},
	},
	{
		Name: "title", CUE: "strings.ToTitle($1)", HCL: `join("", [for w in regexall(` + firstsOfWords + `, $1) : join("", [w[0], title(w[1]), w[2]])])`,
		Params: []Kind{String}, Result: String, eval: mapString(firstLetters(unicode.ToTitle)),
		Example: Example{Args: `["ab c-d"]`, Result: `"Ab C-d"`},
	},
	{
		Name: "camel", CUE: "strings.ToCamel($1)", HCL: `join("", [for w in regexall(` + firstsOfWords + `, $1) : join("", [w[0], lower(w[1]), w[2]])])`,
		Params: []Kind{String}, Result: String, eval: mapString(firstLetters(unicode.ToLower)),
		Example: Example{Args: `["AB C-D"]`, Result: `"aB c-D"`},
	},
	{
		Name: "count", CUE: "strings.Count($1, $2)", HCL: "length(split($2, $1)) - 1",
		Params: []Kind{String, String}, Result: Number, eval: count, objects: countsNothing,
		Note:    "what is counted is constant, and not empty",
		Instead: map[string]string{"strings.Count": `write strings.Count(s, ",")`},
		Example: Example{Args: `["a,b,c", ","]`, Result: `2`},
	},
	{
		Name: "repeat", CUE: "strings.Repeat($1, $2)", HCL: `join("", [for i in range(0, $2, 1) : $1])`,
		Params: []Kind{String, Number}, Result: String, Partial: true, eval: repeat,
		objects: func(_ *Function, args []CallArgument) *Objection { return tooLong(1, args[1].Bounds, 1) },
		Note:    "up to 1024 times, by a number with bounds",
		Example: Example{Args: `["ab", 3]`, Refused: `["ab", -1]`, Result: `"ababab"`},
	},
	{
		Name: "join", CUE: "strings.Join($1, $2)", HCL: "join($2, $1)",
		Params: []Kind{List, String}, Result: String, eval: join,
		Example: Example{Args: `[["a", "b"], "-"]`, Result: `"a-b"`},
	},
	{
		Name: "split", CUE: "strings.Split($1, $2)", HCL: "split($2, $1)",
		Params: []Kind{String, String}, Result: List, Elem: String, eval: split,
		Example: Example{Args: `["a-b", "-"]`, Result: `["a", "b"]`},
	},
	{
		Name: "splitn", CUE: "strings.SplitN($1, $2, $3)", HCL: `[for p in [split($2, $1)] : concat(slice(p, 0, min($3 - 1, length(p) - 1)), [join($2, slice(p, min($3 - 1, length(p) - 1), length(p)))])][0]`,
		Params: []Kind{String, String, Number}, Result: List, Elem: String, eval: splitFirst,
		objects: func(f *Function, args []CallArgument) *Objection { return noSplit(args[1], args[2], 2, 1) },
		Note:    "at a constant that is not empty, into a constant number of parts from 1",
		Instead: map[string]string{"strings.SplitN": `write a constant: strings.SplitN(s, "/", 2)`},
		Example: Example{Args: `["a/b/c", "/", 2]`, Result: `["a", "b/c"]`},
	},
	{
		Name: "fields", CUE: "strings.Fields($1)", HCL: `regexall("[^\\s\\v\\x{85}\\p{Z}]+", $1)`,
		Params: []Kind{String}, Result: List, Elem: String, eval: fields,
		Example: Example{Args: `[" a  b\n"]`, Result: `["a", "b"]`},
	},
	{
		Name: "is_duration", HCL: `can(timeadd("2000-01-01T00:00:00Z", $1))`,
		Params: []Kind{String}, Result: Bool, CatchesErrors: true, eval: isDuration,
		Example: Example{Args: `["1h30m"]`, Result: `true`},
	},
}

// isDuration reports whether a text is a duration of Go, of less than 293 years.
func isDuration(args []Value) (Value, error) {
	_, err := time.ParseDuration(args[0].(string))
	return err == nil, nil
}

func mapString(f func(string) string) func([]Value) (Value, error) {
	return func(args []Value) (Value, error) { return f(args[0].(string)), nil }
}

func mapStrings(f func(s, t string) string) func([]Value) (Value, error) {
	return func(args []Value) (Value, error) { return f(args[0].(string), args[1].(string)), nil }
}

func testStrings(f func(s, t string) bool) func([]Value) (Value, error) {
	return func(args []Value) (Value, error) { return f(args[0].(string), args[1].(string)), nil }
}

func replace(args []Value) (Value, error) {
	return strings.ReplaceAll(args[0].(string), args[1].(string), args[2].(string)), nil
}

// slashed objects to what Terraform's replace() takes for a regular expression.
func slashed(_ *Function, args []CallArgument) *Objection {
	old, ok := args[1].text()
	if ok && (len(old) < 2 || !strings.HasPrefix(old, "/") || !strings.HasSuffix(old, "/")) {
		return nil
	}
	return &Objection{wholeCall, "what is replaced must be a constant that is not between slashes, which Terraform reads as a regular expression", "write regexp.ReplaceAll for patterns"}
}

// firstsOfWords finds for each word the space before it, its first character and the rest.
const firstsOfWords = `"([\\s\\v\\x{85}\\p{Z}]*)([^\\s\\v\\x{85}\\p{Z}]?)([^\\s\\v\\x{85}\\p{Z}]*)"`

// firstLetters maps the first character of each word.
func firstLetters(to func(rune) rune) func(string) string {
	return func(s string) string {
		before := ' '
		return strings.Map(func(r rune) rune {
			first := unicode.IsSpace(before)
			before = r
			if first {
				return to(r)
			}
			return r
		}, s)
	}
}

func replaceFirst(args []Value) (Value, error) {
	if args[1] == "" || args[3].(int64) < 0 {
		return nil, errSplit
	}
	return strings.Replace(args[0].(string), args[1].(string), args[2].(string), int(args[3].(int64))), nil
}

func splitFirst(args []Value) (Value, error) {
	if args[1] == "" || args[2].(int64) < 1 {
		return nil, errSplit
	}
	return listOf(strings.SplitN(args[0].(string), args[1].(string), int(args[2].(int64)))), nil
}

var errSplit = errors.New("the separator is empty, or the number negative")

// noSplit objects to what differs from what Terraform's split() finds, or from a part of it.
func noSplit(separator, number CallArgument, at int, least int64) *Objection {
	if text, ok := separator.text(); !ok || text == "" {
		return &Objection{1, "this is not a constant string with something in it", `write it out: ","`}
	}
	if n, ok := number.number(); !ok || n < least || n > MaxRange {
		return &Objection{at, fmt.Sprintf("the number is not a constant from %d to %d", least, MaxRange), "write a whole number; without it strings.Split(s, a) and strings.Replace(s, a, b, -1) take all"}
	}
	return nil
}

func count(args []Value) (Value, error) {
	if args[1] == "" {
		return nil, errors.New("what is counted is empty")
	}
	return int64(strings.Count(args[0].(string), args[1].(string))), nil
}

// countsNothing objects to the empty string, which CUE counts around every character and
// Terraform does not.
func countsNothing(_ *Function, args []CallArgument) *Objection {
	if needle, ok := args[1].text(); ok && needle != "" {
		return nil
	}
	return &Objection{1, "what is counted is not a constant string with something in it", `write it out: strings.Count(s, ",")`}
}

func repeat(args []Value) (Value, error) {
	n := args[1].(int64)
	if n < 0 || n > MaxRange {
		return nil, fmt.Errorf("%d is not from 0 to %d", n, MaxRange)
	}
	return strings.Repeat(args[0].(string), int(n)), nil
}

func join(args []Value) (Value, error) {
	list := args[0].([]Value)
	parts := make([]string, len(list))
	for i, elem := range list {
		part, ok := elem.(string)
		if !ok {
			return nil, errors.New("the list has an element that is not a string")
		}
		parts[i] = part
	}
	return strings.Join(parts, args[1].(string)), nil
}

func split(args []Value) (Value, error) {
	return listOf(strings.Split(args[0].(string), args[1].(string))), nil
}

func fields(args []Value) (Value, error) { return listOf(strings.Fields(args[0].(string))), nil }

func listOf(parts []string) []Value {
	list := make([]Value, len(parts))
	for i, part := range parts {
		list[i] = part
	}
	return list
}
