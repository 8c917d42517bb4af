package model

import (
	"strings"
	"unicode"
)

// SnakeCase is a name in lower-case words with _ between them, as Terraform's names are:
// runtimeEnv is runtime_env, and httpURLPath http_url_path. A name in lower-case letters,
// digits and _ stays as it is.
func SnakeCase(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		startsWord := unicode.IsUpper(r) && i > 0 && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if startsWord && runes[i-1] != '_' {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Variable is the name of the Terraform variable that an input is.
func (f *Field) Variable() string { return SnakeCase(f.Name) }
