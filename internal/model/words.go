package model

import (
	"unicode"
	"unicode/utf8"
)

// UpperFirst is a text that begins a sentence.
func UpperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
