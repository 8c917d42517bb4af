package model

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

var encodingFunctions = []*Function{
	{
		Name: "md5", CUE: "hex.Encode(md5.Sum($1))", HCL: "md5($1)",
		Params: []Kind{String}, Result: String, eval: hash(func(b []byte) []byte { h := md5.Sum(b); return h[:] }),
		Example: Example{Args: `["a"]`, Result: `"0cc175b9c0f1b6a831c399e269772661"`},
	},
	{
		Name: "sha1", CUE: "hex.Encode(sha1.Sum($1))", HCL: "sha1($1)",
		Params: []Kind{String}, Result: String, Hash: true, eval: hash(func(b []byte) []byte { h := sha1.Sum(b); return h[:] }),
		Example: Example{Args: `["a"]`, Result: `"86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"`},
	},
	{
		Name: "sha256", CUE: "hex.Encode(sha256.Sum256($1))", HCL: "sha256($1)",
		Params: []Kind{String}, Result: String, Hash: true, eval: hash(func(b []byte) []byte { h := sha256.Sum256(b); return h[:] }),
		Example: Example{Args: `["a"]`, Result: `"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"`},
	},
	{
		Name: "sha512", CUE: "hex.Encode(sha512.Sum512($1))", HCL: "sha512($1)",
		Params: []Kind{String}, Result: String, Hash: true, eval: hash(func(b []byte) []byte { h := sha512.Sum512(b); return h[:] }),
		Example: Example{Args: `["a"]`, Result: `"1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75"`},
	},
	{
		Name: "base64", CUE: "base64.Encode(null, $1)", HCL: "base64encode($1)",
		Params: []Kind{String}, Result: String, eval: mapString(func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }),
		Example: Example{Args: `["ab"]`, Result: `"YWI="`},
	},
	{
		Name: "base64_length", CUE: "len(base64.Encode(null, $1))", HCL: "length(base64encode($1))",
		Params: []Kind{String}, Result: Number, eval: base64Length,
		Note:    "four for every three bytes begun: what bounds a text in bytes",
		Example: Example{Args: `["abcd"]`, Result: `8`},
	},
	{
		Name: "base64_text", HCL: base64TextHCL,
		Params: []Kind{String}, Result: String, Partial: true, eval: base64Text,
		Example: Example{Args: `["w6n/gGE="]`, Refused: `["YQ"]`, Result: `"é\ufffda"`},
	},
	{
		Name: "quote", CUE: "strconv.Quote($1)", HCL: quoteHCL,
		Params: []Kind{String}, Result: String, eval: mapString(strconv.Quote),
		Example: Example{Args: `["\"é\u0007\u00a0"]`, Result: `"\"\\\"é\\a\\u00a0\""`},
	},
	{
		Name: "json_string", CUE: "json.Marshal($1)", HCL: jsonStringHCL,
		Params: []Kind{String}, Result: String, eval: mapString(jsonString),
		Note:    "of a string; other values are written out: see the constructs",
		Example: Example{Args: `["<a>"]`, Result: `"\"<a>\""`},
	},
	{
		Name: "runes", CUE: "strings.Runes($1)", HCL: `[for c in regexall("(?s:.)", $1) : ` + codePointHCL + `]`,
		Params: []Kind{String}, Result: List, Elem: Number, eval: runes,
		Example: Example{Args: `["aé€😀"]`, Result: `[97, 233, 8364, 128512]`},
	},
}

// jsonStringHCL takes back the escapes of <, > and & that Terraform's jsonencode writes and CUE
// does not. An escaped backslash is a control character meanwhile, which cannot stand in JSON.
const jsonStringHCL = `replace(replace(replace(replace(replace(jsonencode($1), "\\\\", "\u0001"), "\\u003c", "<"), "\\u003e", ">"), "\\u0026", "&"), "\u0001", "\\\\")`

// jsonString is a string in JSON with the escapes that CUE writes.
func jsonString(s string) string {
	b := []byte{'"'}
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ' || r == '\u2028' || r == '\u2029':
			b = appendEscape(b, r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(append(b, '"'))
}

// codePointHCL is the number of the character c, from the bytes that urlencode() shows of all but
// letters, digits and the like.
const codePointHCL = `[for n in [can(regex("^[ -~]$", c)) ? length(split(c, " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_\u0060abcdefghijklmnopqrstuvwxyz{|}~")[0]) + 32 : parseint(replace(urlencode(c), "%", ""), 16)] : ` +
	`n < 256 ? n : n < 65536 ? floor(n / 256) % 32 * 64 + n % 64 : n < 16777216 ? floor(n / 65536) % 16 * 4096 + floor(n / 256) % 64 * 64 + n % 64 : ` +
	`floor(n / 16777216) % 8 * 262144 + floor(n / 65536) % 64 * 4096 + floor(n / 256) % 64 * 64 + n % 64][0]`

// base64TextHCL decodes bit by bit what Terraform's base64decode() refuses: bytes that are not
// UTF-8, each run of which is one U+FFFD. The pattern finds the bits of each character.
const base64TextHCL = `try(base64decode($1), [for b in [join("", [for c in split("", regex("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==|[A-Za-z0-9+/]=))?$", replace($1, "/[\\r\\n]/", ""))) : ` +
	`format("%06b", length(split(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")[0])) if c != "="])] : ` +
	`jsondecode("\"${replace(join("", [for g in regexall("0(.{7})|110(.{5})10(.{6})|1110(.{4})10(.{6})10(.{6})|11110(.{3})10(.{6})10(.{6})10(.{6})|.{8}", b) : ` +
	`[for s in [join("", compact(g))] : [for n in [parseint("0${s}", 2)] : can(regex("^(?:|0000.{7}|(?:00000|11011).{11}|00000.{16}|1.{0,3}1.{16,19})$", s)) ? "!" : ` +
	`n < 65536 ? format("\\u%04x", n) : format("\\u%04x\\u%04x", 55232 + floor(n / 1024), 56320 + n % 1024)][0]][0]]), "/!+/", "\\ufffd")}\"")][0])`

// base64Text decodes base64 to text, as an interpolation of CUE makes it of bytes.
func base64Text(args []Value) (Value, error) {
	b, err := base64.StdEncoding.DecodeString(args[0].(string))
	return strings.ToValidUTF8(string(b), "\ufffd"), err
}

// quoteHCL escapes what Go's strconv.Quote does: all but letters, marks, numbers, punctuation,
// symbols and spaces.
const quoteHCL = `join("", concat(["\""], [for c in regexall("[\\pL\\pM\\pN\\pP\\pS ]+|(?s:.)", replace(replace($1, "\\", "\\\\"), "\"", "\\\"")) : ` +
	`can(regex("^[\\pL\\pM\\pN\\pP\\pS ]", c)) ? c : "\\${lookup(zipmap(split("", "\u0007\u0008\t\n\u000b\u000c\r"), split("", "abtnvfr")), c, ` +
	`[for r in [` + codePointHCL + `] : r < 128 ? format("x%02x", r) : r < 65536 ? format("u%04x", r) : format("U%08x", r)][0])}"], ["\""]))`

func runes(args []Value) (Value, error) {
	list := []Value{}
	for _, r := range args[0].(string) {
		list = append(list, int64(r))
	}
	return list, nil
}

func hash(sum func([]byte) []byte) func([]Value) (Value, error) {
	return mapString(func(s string) string { return hex.EncodeToString(sum([]byte(s))) })
}

// base64Length counts the characters of a text's base64.
func base64Length(args []Value) (Value, error) {
	s, ok := args[0].(string)
	if !ok {
		return nil, errors.New("only a string has a base64 encoding")
	}
	return int64(base64.StdEncoding.EncodedLen(len(s))), nil
}
