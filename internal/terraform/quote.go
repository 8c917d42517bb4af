package terraform

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// quoted is s as a string literal, "${" and "%{" escaped.
func quoted(s string) string {
	return string(hclwrite.TokensForValue(cty.StringVal(s)).Bytes())
}

// inTemplate is s as the literal part of a template.
func inTemplate(s string) string {
	text := quoted(s)
	return text[1 : len(text)-1]
}

// objectKey is a key, quoted only when it is no identifier.
func objectKey(name string) string {
	switch {
	case !hclsyntax.ValidIdentifier(name), name == "for", name == "null", name == "true", name == "false":
		return quoted(name)
	}
	return name
}
