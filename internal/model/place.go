package model

import (
	"strconv"
	"strings"
	"unicode"
)

// place is a value's place in the input while it is being checked. It is rendered
// only when there is something to say about it.
type place struct {
	up    *place
	name  string // of an attribute or map key
	index int
	kind  Kind // of what holds the value: Record, Map or List
}

// path renders the place as [Path], the key of a diagnostic.
func (p *place) path() Path {
	switch {
	case p == nil:
		return ""
	case p.kind == List:
		return p.up.path().Index(p.index)
	}
	return p.up.path().Key(p.name)
}

// String renders the place for a sentence. A map's keys are always in brackets:
// Terraform, which says the same sentence, cannot distinguish identifiers from other keys.
func (p *place) String() string {
	switch {
	case p.kind == List:
		return p.up.String() + "[" + strconv.Itoa(p.index) + "]"
	case p.kind == Map:
		return p.up.String() + "[" + Quote(p.name) + "]"
	case p.up == nil && isWord(p.name):
		return p.name
	case p.up == nil:
		return Quote(p.name)
	case isWord(p.name):
		return p.up.String() + "." + p.name
	}
	return p.up.String() + "[" + Quote(p.name) + "]"
}

// isWord reports whether a name, which may be of any text, is read as one word of a
// sentence.
func isWord(name string) bool {
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-./", r) {
			return false
		}
	}
	return name != ""
}
