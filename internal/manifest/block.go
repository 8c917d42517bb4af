package manifest

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/model"
)

// block writes YAML in block style, with the bytes that the YAML library behind
// sigs.k8s.io/yaml would write.
type block struct {
	out []byte
	err error // met something that YAML cannot hold
}

var errUTF8 = errors.New("YAML cannot hold text that is not UTF-8")

// longestKey is the length up to which a key stands before a colon. A longer one, and one of
// several lines, stands after a question mark.
const longestKey = 128

// appendBlock appends an object as a document. It fails on what YAML cannot hold, and dst is
// then as it was.
func appendBlock(dst []byte, o model.Object) ([]byte, error) {
	if len(o) == 0 {
		return append(dst, "{}\n"...), nil
	}
	b := block{out: dst}
	if b.mapping(o, 0); b.err != nil {
		return dst, b.err
	}
	return b.out, nil
}

// mapping writes the members of o, the first one where the line stands.
func (b *block) mapping(o model.Object, indent int) {
	for i, member := range ordered(o) {
		if i > 0 {
			b.indent(indent)
		}
		if len(member.Key) > longestKey || strings.ContainsFunc(member.Key, isBreak) {
			b.longMember(member, indent)
			continue
		}
		b.scalar(member.Key, indent, 0, false)
		b.out = append(b.out, ':')
		switch v := member.Value.(type) {
		case model.Object:
			if len(v) > 0 {
				b.newLine(indent + 2)
				b.mapping(v, indent+2)
				continue
			}
		case []model.Value:
			if len(v) > 0 {
				b.newLine(indent)
				b.sequence(v, indent)
				continue
			}
		}
		b.out = append(b.out, ' ')
		b.leaf(member.Value, indent, indent+len(member.Key))
	}
}

// longMember writes a member in the form that a key of any length and of several lines can have.
func (b *block) longMember(member model.Member, indent int) {
	b.out = append(b.out, "? "...)
	b.leaf(member.Key, indent, indent)
	b.indent(indent)
	b.out = append(b.out, ": "...)
	b.element(member.Value, indent)
}

// sequence writes the elements of list, the first one where the line stands.
func (b *block) sequence(list []model.Value, indent int) {
	for i, elem := range list {
		if i > 0 {
			b.indent(indent)
		}
		b.out = append(b.out, "- "...)
		b.element(elem, indent)
	}
}

// element writes a value behind an indicator of two characters.
func (b *block) element(v model.Value, indent int) {
	switch v := v.(type) {
	case model.Object:
		if len(v) > 0 {
			b.mapping(v, indent+2)
			return
		}
	case []model.Value:
		if len(v) > 0 {
			b.sequence(v, indent+2)
			return
		}
	}
	b.leaf(v, indent, indent)
}

func (b *block) newLine(indent int) {
	b.out = append(b.out, '\n')
	b.indent(indent)
}

func (b *block) indent(n int) {
	for range n {
		b.out = append(b.out, ' ')
	}
}

// leaf writes a value without parts, and ends the line. It begins about at the column.
func (b *block) leaf(v model.Value, indent, column int) {
	switch v := v.(type) {
	case nil:
		b.out = append(b.out, "null"...)
	case bool:
		b.out = strconv.AppendBool(b.out, v)
	case int64:
		b.out = strconv.AppendInt(b.out, v, 10)
	case string:
		b.scalar(v, indent, column, true)
	case []model.Value:
		b.out = append(b.out, "[]"...)
	case model.Object:
		b.out = append(b.out, "{}"...)
	default:
		b.err = fmt.Errorf("YAML cannot hold %T", v)
	}
	if last, _ := utf8.DecodeLastRune(b.out); !isBreak(last) {
		b.out = append(b.out, '\n')
	}
}

// scalar writes a string, whose further lines are those of a value below indent. Keys are
// not folded.
func (b *block) scalar(s string, indent, column int, fold bool) {
	found := styleOf(s)
	switch {
	case found == quoted:
		b.out = append(b.out, '"')
		b.out = append(b.out, s...)
		b.out = append(b.out, '"')
	case found == plain, found == plainWithSpaces && column+len(s) <= lineWidth:
		b.out = append(b.out, s...)
	case !utf8.ValidString(s):
		b.err = errUTF8
	default:
		b.text(s, indent+2, fold)
	}
}
