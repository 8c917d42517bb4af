package model

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// AppendJSON appends v as compact JSON. Only what has to be is escaped in strings, and
// what is not [Printable]. A number that is not a [Value] but came from an input
// ([json.Number]) is written as it stands there.
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

// plain has the bytes which stand for themselves in a JSON string.
var plain = func() (table [256]bool) {
	for c := rune(0); c < utf8.RuneSelf; c++ {
		table[c] = isPrintable(c) && c != '"' && c != '\\'
	}
	return table
}()

// appendString copies what needs no escape, which nearly every string is as a whole.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	copied := 0
	for i := 0; i < len(s); {
		if plain[s[i]] {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		broken := r == utf8.RuneError && size == 1
		if r >= utf8.RuneSelf && isPrintable(r) && !broken {
			i += size
			continue
		}
		dst = append(dst, s[copied:i]...)
		i += size
		copied = i
		if r == '"' || r == '\\' {
			dst = append(dst, '\\', byte(r))
		} else {
			dst = appendEscape(dst, r) // \ufffd for what is no UTF-8
		}
	}
	dst = append(dst, s[copied:]...)
	return append(dst, '"')
}

// MarshalJSON writes the object with its keys in order.
func (o Object) MarshalJSON() ([]byte, error) { return AppendJSON(nil, o), nil }

// Quote is s as a JSON string.
func Quote(s string) string { return string(appendString(nil, s)) }

// EncodeJSON is the JSON of a Go value as [AppendJSON] would write it, on one line. It
// fails as [json.Marshal] does.
func EncodeJSON(v any) ([]byte, error) {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	// What is not printable can only stand in strings by now.
	return []byte(Printable(string(bytes.TrimSuffix(text.Bytes(), []byte("\n"))))), nil
}
