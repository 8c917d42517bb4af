package manifest

import (
	"strconv"

	"github.com/base-k8s/base-k8s/internal/model"
)

// block writes the YAML that the library would write, some ten times as fast, for
// values in which the style of every scalar is plain to see: nearly all of a
// manifest. It gives up on anything else, and the library writes the document
// instead.
type block struct {
	out  []byte
	hard bool // met something that only the library knows how to write
}

// lineWidth is where the library begins to fold lines at spaces. A line that comes
// near it is hard.
const lineWidth = 70

// longestKey is well below the length from which the library writes "? key".
const longestKey = 100

// appendBlock appends an object as a document. It returns false, and dst as it was,
// when the object has something hard in it.
func appendBlock(dst []byte, o model.Object) ([]byte, bool) {
	b := block{out: dst}
	if len(o) == 0 {
		return append(dst, "{}\n"...), true
	}
	b.mapping(o, 0)
	if b.hard {
		return dst, false
	}
	return b.out, true
}

// mapping writes the members of o, the first one where the line stands.
func (b *block) mapping(o model.Object, indent int) {
	for i, member := range ordered(o) {
		if i > 0 {
			b.indent(indent)
		}
		b.hard = b.hard || len(member.Key) > longestKey
		b.scalar(member.Key, indent)
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
		b.leaf(member.Value, indent+len(member.Key))
	}
}

// sequence writes the elements of list, the first one where the line stands.
func (b *block) sequence(list []model.Value, indent int) {
	for i, elem := range list {
		if i > 0 {
			b.indent(indent)
		}
		b.out = append(b.out, "- "...)
		switch v := elem.(type) {
		case model.Object:
			if len(v) > 0 {
				b.mapping(v, indent+2)
				continue
			}
		case []model.Value:
			if len(v) > 0 {
				b.sequence(v, indent+2)
				continue
			}
		}
		b.leaf(elem, indent)
	}
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

// leaf writes a value without parts, and ends the line.
func (b *block) leaf(v model.Value, column int) {
	switch v := v.(type) {
	case nil:
		b.out = append(b.out, "null"...)
	case bool:
		b.out = strconv.AppendBool(b.out, v)
	case int64:
		b.out = strconv.AppendInt(b.out, v, 10)
	case string:
		b.scalar(v, column)
	case []model.Value:
		b.out = append(b.out, "[]"...)
	case model.Object:
		b.out = append(b.out, "{}"...)
	default:
		b.hard = true
	}
	b.out = append(b.out, '\n')
}

func (b *block) scalar(s string, column int) {
	switch styleOf(s) {
	case quoted:
		b.out = append(b.out, '"')
		b.out = append(b.out, s...)
		b.out = append(b.out, '"')
	case plain:
		b.out = append(b.out, s...)
	case plainWithSpaces:
		b.hard = b.hard || column+len(s) > lineWidth
		b.out = append(b.out, s...)
	case hard:
		b.hard = true
	}
}
