package model

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// deepest is how deep values may nest: as deep as encoding/json lets them.
const deepest = 10_000

// reader reads JSON. Unlike encoding/json it needs neither reflection nor a second
// look at the text, and its strings are parts of the text. After a mistake it stands
// at the end of the text, where it finds nothing but more mistakes: every loop ends,
// and only the first one is reported.
type reader struct {
	text  string
	at    int
	depth int
	err   error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("at byte %d: "+format, append([]any{r.at}, args...)...)
	}
	r.at = len(r.text)
}

// next is the first byte that is not white space, 0 at the end.
func (r *reader) next() byte {
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; c {
		case ' ', '\n', '\r', '\t':
		default:
			return c
		}
	}
	return 0
}

// take reads c, if that is next.
func (r *reader) take(c byte) bool {
	if r.next() != c {
		return false
	}
	r.at++
	return true
}

// null reads null, if that is next.
func (r *reader) null() bool {
	if r.next() != 'n' || !strings.HasPrefix(r.text[r.at:], "null") {
		return false
	}
	r.at += len("null")
	return true
}

// sequence reads an array or the like, and each element with element.
func (r *reader) sequence(begin, end byte, element func()) {
	if !r.take(begin) {
		r.fail("want %c", begin)
		return
	}
	if r.depth++; r.depth > deepest {
		r.fail("too deep")
	}
	for first := true; !r.take(end); first = false {
		if !first && !r.take(',') {
			r.fail("want , or %c", end)
			return
		}
		element()
	}
	r.depth--
}

// members reads an object, and the value of each member with member. It skips a value
// that member does not read.
func (r *reader) members(member func(name string)) {
	r.sequence('{', '}', func() {
		name := r.quoted()
		if !r.take(':') {
			r.fail("want :")
		}
		value := r.at
		if member(name); r.at == value {
			r.skip()
		}
	})
}

// skip reads any value.
func (r *reader) skip() {
	switch r.next() {
	case '{':
		r.members(func(string) {})
	case '[':
		r.sequence('[', ']', r.skip)
	case '"':
		r.quoted()
	default:
		r.word()
	}
}

// word reads a number, true, false or null.
func (r *reader) word() string {
	r.next()
	end := len(r.text)
	if length := strings.IndexAny(r.text[r.at:], ",]} \n\r\t"); length >= 0 {
		end = r.at + length
	}
	word := r.text[r.at:end]
	if !json.Valid([]byte(word)) {
		r.fail("want a value")
		return ""
	}
	r.at = end
	return word
}

// string reads a string, which null leaves empty.
func (r *reader) string() string {
	if r.null() {
		return ""
	}
	return r.quoted()
}

func (r *reader) quoted() string {
	if !r.take('"') {
		r.fail("want a string")
		return ""
	}
	begin := r.at
	for r.at < len(r.text) && plain[r.text[r.at]] {
		r.at++
	}
	if r.at == len(r.text) || r.text[r.at] != '"' {
		return r.escaped(begin - 1)
	}
	r.at++
	return r.text[begin : r.at-1]
}

// escaped reads a string that begins at begin and in which something may not stand for
// itself. They are few: encoding/json knows what it stands for.
func (r *reader) escaped(begin int) (s string) {
	for ; r.at < len(r.text) && r.text[r.at] != '"'; r.at++ {
		if r.text[r.at] == '\\' {
			r.at++
		}
	}
	r.at = min(r.at+1, len(r.text))
	if err := json.Unmarshal([]byte(r.text[begin:r.at]), &s); err != nil {
		r.fail("%w", err)
	}
	return s
}

func (r *reader) bool() bool {
	switch r.word() {
	case "true":
		return true
	case "false", "null":
	default:
		r.fail("want true or false")
	}
	return false
}

func (r *reader) number() *int64 {
	if r.null() {
		return nil
	}
	n, err := strconv.ParseInt(r.word(), 10, 64)
	if err != nil {
		r.fail("%w", err)
	}
	return &n
}

// value reads what a [Literal] holds.
func (r *reader) value() Value {
	var v Value
	var err error
	switch r.next() {
	case '"':
		return r.quoted()
	case '{', '[':
		begin := r.at
		r.skip()
		v, err = ParseJSON([]byte(r.text[begin:r.at]))
	default:
		switch word := r.word(); word {
		case "null", "":
		case "true", "false":
			v = word == "true"
		default:
			v, err = wholeNumber(json.Number(word))
		}
	}
	if err != nil {
		r.fail("%w", err)
	}
	return v
}

// literal reads what [Literal.MarshalJSON] writes, and null as none.
func (r *reader) literal() *Literal {
	if r.null() {
		return nil
	}
	l := r.constant()
	return &l
}

// constant reads a literal that has to be there.
func (r *reader) constant() (l Literal) {
	values := 0
	r.sequence('[', ']', func() {
		l.Value = r.value()
		values++
	})
	if values != 1 {
		r.fail("want a literal")
	}
	return l
}

// list reads an array, nil for null, and each element with one.
func list[T any](r *reader, one func(*reader) T) []T {
	if r.null() {
		return nil
	}
	elems := make([]T, 0, 2) // most have no more
	r.sequence('[', ']', func() { elems = append(elems, one(r)) })
	return elems
}

// object reads an object, nil for null, and the value of each member with member.
func object[T any](r *reader, member func(v *T, name string)) *T {
	if r.null() {
		return nil
	}
	v := new(T)
	r.members(func(name string) { member(v, name) })
	return v
}

// end is the first mistake, which something after the value is, too.
func (r *reader) end() error {
	if r.next(); r.at < len(r.text) {
		r.fail("want nothing more")
	}
	return r.err
}
