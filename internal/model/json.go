package model

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// AppendJSON appends v as compact JSON, with the escapes of encoding/json. A
// number that is not a [Value] but came from an input ([json.Number]) is written as
// it stands there.
func AppendJSON(dst []byte, v Value) []byte {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...)
	case bool:
		return strconv.AppendBool(dst, v)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case json.Number:
		return append(dst, v...)
	case string:
		return appendString(dst, v)
	case []Value:
		dst = append(dst, '[')
		for i, elem := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = AppendJSON(dst, elem)
		}
		return append(dst, ']')
	case Object:
		dst = append(dst, '{')
		for i, member := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(appendString(dst, member.Key), ':')
			dst = AppendJSON(dst, member.Value)
		}
		return append(dst, '}')
	}
	panic("not a model.Value")
}

// plain tells which bytes stand for themselves in a JSON string.
var plain = func() (table [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		table[c] = !strings.ContainsRune("\"\\<>&\x7f", c)
	}
	return table
}()

// appendString copies what needs no escape, and escapes what ends lines and quotes:
// nearly every string has nothing else. The others are left to encoding/json.
func appendString(dst []byte, s string) []byte {
	begin, copied := len(dst), 0
	dst = append(dst, '"')
	for i := 0; i < len(s); i++ {
		if plain[s[i]] {
			continue
		}
		dst = append(dst, s[copied:i]...)
		copied = i + 1
		switch s[i] {
		case '\n':
			dst = append(dst, `\n`...)
		case '"', '\\':
			dst = append(dst, '\\', s[i])
		default:
			quoted, _ := json.Marshal(s) // a string cannot fail
			return append(dst[:begin], quoted...)
		}
	}
	dst = append(dst, s[copied:]...)
	return append(dst, '"')
}

// MarshalJSON writes the object with its keys in order.
func (o Object) MarshalJSON() ([]byte, error) { return AppendJSON(nil, o), nil }

// Quote is s as a JSON string.
func Quote(s string) string { return string(appendString(nil, s)) }
