package model

import "strings"

// CUE counts the bytes of a string where Terraform counts characters. In base64 three bytes are
// four characters in both.
var indexFunctions = []*Function{
	{
		Name: "index", CUE: "strings.Index($1, $2)",
		HCL:    `startswith($1, $2) ? 0 : strcontains($1, $2) ? floor(length(replace(base64encode(split($2, $1)[0]), "=", "")) * 3 / 4) : -1`,
		Params: []Kind{String, String}, Result: Number, eval: indexOf(strings.Index),
		Example: Example{Args: `["é/a/b", "/"]`, Result: `2`},
	},
	{
		Name: "last_index", CUE: "strings.LastIndex($1, $2)",
		HCL:    `strcontains($1, $2) ? floor(length(replace(base64encode(regex("(?s)^(.*)${replace($2, "/([[:punct:]])/", "\\$${1}")}", $1)[0]), "=", "")) * 3 / 4) : -1`,
		Params: []Kind{String, String}, Result: Number, eval: indexOf(strings.LastIndex),
		Example: Example{Args: `["é/a/b", "/"]`, Result: `4`},
	},
}

func indexOf(f func(s, t string) int) func([]Value) (Value, error) {
	return func(args []Value) (Value, error) { return int64(f(args[0].(string), args[1].(string))), nil }
}
