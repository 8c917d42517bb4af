package model

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/golden"
)

// A model from before there were formats is read, and so is one of this format. One of a later
// format is refused at its first member, whatever comes after it.
func TestFormats(t *testing.T) {
	text := generated(t)
	for _, format := range []string{"", `"format":0,`, `"format":null,`, `"format":1,`, `"format":2,`} {
		m := &Model{}
		if err := m.UnmarshalJSON(withFormat(text, format)); err != nil || m.Link() != nil {
			t.Errorf("with %q the model is refused: %v", format, err)
		}
	}
	const want = "it has format 3, and this program reads formats up to 2: " +
		"update the program, or write the model again with the gen of its version"
	for _, later := range [][]byte{withFormat(text, `"format":3,`), []byte(`{"format":3,"inputs":"of another kind"}`)} {
		if err := (&Model{}).UnmarshalJSON(later); err == nil || err.Error() != want {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
}

// withFormat is a stored model with another text in the place of its format.
func withFormat(text []byte, format string) []byte {
	rest := bytes.TrimPrefix(text, []byte("{"))
	if at := bytes.Index(rest, []byte(`"digest"`)); at >= 0 {
		rest = rest[at:]
	}
	return append([]byte("{"+format), rest...)
}

// TestStoredForm: the members of a stored model are those of its format. Where they change,
// the comment on Format says whether the format does.
func TestStoredForm(t *testing.T) {
	golden.Compare(t, "testdata/format.txt", fmt.Appendf(nil, "format %d\n%s", Format, stored(reflect.TypeFor[Model](), map[reflect.Type]bool{})))
}

// stored is a line for each type that is stored, with its members.
func stored(typ reflect.Type, known map[reflect.Type]bool) string {
	known[typ] = true
	var line, below strings.Builder
	for i := range typ.NumField() {
		field := typ.Field(i)
		member, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if member == "-" || member == "" {
			continue
		}
		fmt.Fprintf(&line, " %s", member)
		inner := field.Type
		for inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && !known[inner] {
			below.WriteString(stored(inner, known))
		}
	}
	return typ.Name() + ":" + line.String() + "\n" + below.String()
}
