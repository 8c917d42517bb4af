package model

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"strings"
)

// functions is the whole table. Where CUE and Terraform have a function each that
// differ in corners (empty lists, runes or bytes, Unicode), it is left out or written
// so that the corner is the same.
var functions = []*Function{
	{Name: "lower", CUE: "strings.ToLower($1)", HCL: "lower($1)", Params: []Kind{String}, Result: String, eval: mapString(strings.ToLower)},
	{Name: "upper", CUE: "strings.ToUpper($1)", HCL: "upper($1)", Params: []Kind{String}, Result: String, eval: mapString(strings.ToUpper)},
	{Name: "trimspace", CUE: "strings.TrimSpace($1)", HCL: "trimspace($1)", Params: []Kind{String}, Result: String, eval: mapString(strings.TrimSpace)},
	{Name: "trim", CUE: "strings.Trim($1, $2)", HCL: "trim($1, $2)", Params: []Kind{String, String}, Result: String, eval: mapStrings(strings.Trim)},
	{Name: "trimprefix", CUE: "strings.TrimPrefix($1, $2)", HCL: "trimprefix($1, $2)", Params: []Kind{String, String}, Result: String, eval: mapStrings(strings.TrimPrefix)},
	{Name: "trimsuffix", CUE: "strings.TrimSuffix($1, $2)", HCL: "trimsuffix($1, $2)", Params: []Kind{String, String}, Result: String, eval: mapStrings(strings.TrimSuffix)},
	{Name: "startswith", CUE: "strings.HasPrefix($1, $2)", HCL: "startswith($1, $2)", Params: []Kind{String, String}, Result: Bool, eval: testStrings(strings.HasPrefix)},
	{Name: "endswith", CUE: "strings.HasSuffix($1, $2)", HCL: "endswith($1, $2)", Params: []Kind{String, String}, Result: Bool, eval: testStrings(strings.HasSuffix)},
	{Name: "strcontains", CUE: "strings.Contains($1, $2)", HCL: "strcontains($1, $2)", Params: []Kind{String, String}, Result: Bool, eval: testStrings(strings.Contains)},
	{Name: "replace", CUE: "strings.Replace($1, $2, $3, -1)", HCL: "replace($1, $2, $3)", Note: "what is replaced is constant, and not between slashes",
		Params: []Kind{String, String, String}, Result: String, eval: replace},
	{Name: "count", CUE: "strings.Count($1, $2)", HCL: "length(split($2, $1)) - 1", Note: "what is counted is constant, and not empty",
		Params: []Kind{String, String}, Result: Number, eval: count},
	{Name: "repeat", CUE: "strings.Repeat($1, $2)", HCL: `join("", [for i in range(0, $2, 1) : $1])`, Note: "up to 1024 times, by a number with bounds",
		Params: []Kind{String, Number}, Result: String, Partial: true, eval: repeat},
	{Name: "join", CUE: "strings.Join($1, $2)", HCL: "join($2, $1)", Params: []Kind{List, String}, Result: String, eval: join},
	{Name: "split", CUE: "strings.Split($1, $2)", HCL: "split($2, $1)", Params: []Kind{String, String}, Result: List, Elem: String, eval: split},
	{Name: "fields", CUE: "strings.Fields($1)", HCL: `regexall("[^\\s\\v\\x{85}\\p{Z}]+", $1)`, Params: []Kind{String}, Result: List, Elem: String, eval: fields},

	{Name: "regexp_match", CUE: "regexp.Match($1, $2)", HCL: "can(regex($1, $2))", Note: "constant patterns",
		Params: []Kind{String, String}, Result: Bool, eval: regexpMatch},
	{Name: "regexp_find", CUE: "regexp.Find($1, $2)", HCL: "regex($1, $2)", Note: "no groups: `(?:…)`; fails without a match. `regexp.Find(\"^.{1,36}\", s)` takes the first characters",
		Params: []Kind{String, String}, Result: String, Partial: true, eval: regexpFind},
	{Name: "regexp_replace", CUE: "regexp.ReplaceAll($1, $2, $3)", HCL: `replace($2, "/${$1}/", $3)`, Note: "constant patterns",
		Params: []Kind{String, String, String}, Result: String, eval: regexpReplace},

	{Name: "md5", CUE: "hex.Encode(md5.Sum($1))", HCL: "md5($1)", Params: []Kind{String}, Result: String, eval: hash(func(b []byte) []byte { h := md5.Sum(b); return h[:] })},
	{Name: "sha1", CUE: "hex.Encode(sha1.Sum($1))", HCL: "sha1($1)", Params: []Kind{String}, Result: String, Hash: true, eval: hash(func(b []byte) []byte { h := sha1.Sum(b); return h[:] })},
	{Name: "sha256", CUE: "hex.Encode(sha256.Sum256($1))", HCL: "sha256($1)", Params: []Kind{String}, Result: String, Hash: true, eval: hash(func(b []byte) []byte { h := sha256.Sum256(b); return h[:] })},
	{Name: "sha512", CUE: "hex.Encode(sha512.Sum512($1))", HCL: "sha512($1)", Params: []Kind{String}, Result: String, Hash: true, eval: hash(func(b []byte) []byte { h := sha512.Sum512(b); return h[:] })},
	{Name: "base64", CUE: "base64.Encode(null, $1)", HCL: "base64encode($1)", Params: []Kind{String}, Result: String, eval: mapString(func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) })},

	{Name: "atoi", CUE: "strconv.Atoi($1)", HCL: "tonumber($1)", Note: "bound the digits with a pattern", Params: []Kind{String}, Result: Number, Partial: true, eval: atoi},
	{Name: "formatint", CUE: "strconv.FormatInt($1, 10)", HCL: "tostring($1)", Params: []Kind{Number}, Result: String, eval: format},
	{Name: "formatbool", CUE: "strconv.FormatBool($1)", HCL: "tostring($1)", Params: []Kind{Bool}, Result: String, eval: format},
	{Name: "div", CUE: "div($1, $2)", HCL: "floor($1 / $2)", Note: "the divisor is a constant from 1", Params: []Kind{Number, Number}, Result: Number, eval: div},
	{Name: "mod", CUE: "mod($1, $2)", HCL: "($1 % $2 + $2) % $2", Note: "the divisor is a constant from 1", Params: []Kind{Number, Number}, Result: Number, eval: mod},
	{Name: "quo", CUE: "quo($1, $2)", HCL: "$1 < 0 ? ceil($1 / $2) : floor($1 / $2)", Note: "the divisor is a constant from 1", Params: []Kind{Number, Number}, Result: Number, eval: quo},
	{Name: "rem", CUE: "rem($1, $2)", HCL: "$1 % $2", Note: "the divisor is a constant from 1", Params: []Kind{Number, Number}, Result: Number, eval: rem},
	{Name: "abs", CUE: "math.Abs($1)", HCL: "abs($1)", Params: []Kind{Number}, Result: Number, eval: abs},

	{Name: "base64_length", CUE: "len(base64.Encode(null, $1))", HCL: "length(base64encode($1))", Note: "four for every three bytes begun: what bounds a text in bytes",
		Params: []Kind{String}, Result: Number, eval: base64Length},
	{Name: "length", CUE: "len($1)", HCL: "length($1)", Note: "lists and maps only", Params: []Kind{""}, Result: Number, Order: Orderless, eval: length},
	{Name: "concat", CUE: "list.Concat([$...])", Also: []string{"list.FlattenN([$...], 1)"}, HCL: "concat($...)",
		Params: []Kind{List}, Result: List, Order: KeepsOrder, eval: concat},
	{Name: "flatten", CUE: "list.Concat($1)", Also: []string{"list.FlattenN($1, 1)"}, HCL: "concat([], $1...)", Note: "of a list of lists",
		Params: []Kind{List}, Result: List, Flattens: true, Order: KeepsOrder, eval: flatten},
	{Name: "reverse", CUE: "list.Reverse($1)", HCL: "reverse($1)", Params: []Kind{List}, Result: List, Order: KeepsOrder, eval: reverse},
	{Name: "slice", CUE: "list.Slice($1, $2, $3)", HCL: "slice($1, $2, $3)", Note: "fails past the end", Params: []Kind{List, Number, Number}, Result: List, Partial: true, eval: slice},
	{Name: "take", CUE: "list.Take($1, $2)", HCL: "slice($1, 0, min($2, length($1)))", Params: []Kind{List, Number}, Result: List, Partial: true, eval: take},
	{Name: "drop", CUE: "list.Drop($1, $2)", HCL: "slice($1, min($2, length($1)), length($1))", Params: []Kind{List, Number}, Result: List, Partial: true, eval: drop},
	{Name: "range", CUE: "list.Range($1, $2, $3)", HCL: "range($1, $2, $3)", Note: "up to 1024 numbers, from and to numbers with bounds, by a constant step",
		Params: []Kind{Number, Number, Number}, Result: List, Elem: Number, Partial: true, eval: numbers},
	{Name: "sort", CUE: "list.SortStrings($1)", Also: []string{"list.Sort($1, list.Ascending)", "list.SortStable($1, list.Ascending)"}, HCL: "sort($1)", Note: "of strings",
		Params: []Kind{List}, Result: List, Elem: String, Order: Orderless, eval: sortStrings},
	{Name: "sort_descending", CUE: "list.Sort($1, list.Descending)", Also: []string{"list.SortStable($1, list.Descending)"}, HCL: "reverse(sort($1))", Note: "of strings",
		Params: []Kind{List}, Result: List, Elem: String, Order: Orderless, eval: sortDescending},
	{Name: "contains", CUE: "list.Contains($1, $2)", HCL: "contains($1, $2)", Params: []Kind{List, ""}, Result: Bool, Order: Orderless, eval: contains},
	{Name: "unique", CUE: "list.UniqueItems($1)", HCL: "length(distinct($1)) == length($1)", Params: []Kind{List}, Result: Bool, Order: Orderless, eval: unique},
	{Name: "max", CUE: "list.Max($1)", HCL: "max($1...)", Note: "fails on an empty list", Params: []Kind{List}, Result: Number, Partial: true, Order: Orderless, eval: extreme(func(a, b int64) bool { return a > b })},
	{Name: "min", CUE: "list.Min($1)", HCL: "min($1...)", Note: "fails on an empty list", Params: []Kind{List}, Result: Number, Partial: true, Order: Orderless, eval: extreme(func(a, b int64) bool { return a < b })},
	{Name: "sum", CUE: "list.Sum($1)", HCL: "sum(concat([0], $1))", Params: []Kind{List}, Result: Number, Order: Orderless, eval: sum},
}
