package model

import (
	"errors"

	"golang.org/x/text/unicode/norm"
)

// Terraform keeps text in Unicode's normal form C (NFC) and changes what is not, when it
// reads a value and when it joins two. CUE and Kubernetes keep text as it is. So that all
// of them speak of the same bytes, text in another form is refused.

const notComposed = "must be text in Unicode's normal form C (NFC) that does not begin with a combining character, because Terraform would change it"

// NotNormal says of what a function or an interpolation gives why it is refused.
const NotNormal = "the result is not in Unicode's normal form C (NFC), and Terraform would change it"

var errNotNormal = errors.New(NotNormal)

// isComposed reports whether Terraform keeps text as it is, alone and behind other text.
func isComposed(s string) bool {
	return s == "" || norm.NFC.IsNormalString(s) && norm.NFC.PropertiesString(s).BoundaryBefore()
}

// IsNormal reports whether text is in Unicode's normal form C (NFC).
func IsNormal(s string) bool { return norm.NFC.IsNormalString(s) }

// hasNormalText reports whether all text in a scalar or a list of them is in NFC.
func hasNormalText(v Value) bool {
	switch v := v.(type) {
	case string:
		return IsNormal(v)
	case []Value:
		for _, elem := range v {
			if s, ok := elem.(string); ok && !IsNormal(s) {
				return false
			}
		}
	}
	return true
}
