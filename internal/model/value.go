package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Value is a JSON-like value: nil, bool, int64, string, []Value or [Object].
type Value = any

// Member is a key of an [Object] and its value.
type Member struct {
	Key   string
	Value Value
	// Default is set where the input leaves the attribute out and has the value of its default.
	Default bool
}

// Object is a JSON object. Its members are sorted by key, and no key is there
// twice.
type Object []Member

// Get returns the value of key and whether the object has it.
func (o Object) Get(key string) (Value, bool) {
	if m := o.member(key); m != nil {
		return m.Value, true
	}
	return nil, false
}

// gives reports whether the object has key, and not by a default.
func (o Object) gives(key string) bool {
	m := o.member(key)
	return m != nil && !m.Default
}

func (o Object) member(key string) *Member {
	low, high := 0, len(o)
	for low < high {
		middle := (low + high) / 2
		switch c := strings.Compare(o[middle].Key, key); {
		case c == 0:
			return &o[middle]
		case c < 0:
			low = middle + 1
		default:
			high = middle
		}
	}
	return nil
}

// With is a copy of the object with a value for key, which may be new.
func (o Object) With(key string, v Value) Object {
	at, found := slices.BinarySearchFunc(o, key, func(m Member, key string) int { return strings.Compare(m.Key, key) })
	changed := slices.Clone(o)
	if found {
		changed[at] = Member{Key: key, Value: v}
		return changed
	}
	return slices.Insert(changed, at, Member{Key: key, Value: v})
}

// Without is a copy of the object that does not have key.
func (o Object) Without(key string) Object {
	return slices.DeleteFunc(slices.Clone(o), func(m Member) bool { return m.Key == key })
}

// WithAt is a copy of the object with another value at a place inside objects, or without one there when it is
// nil.
func (o Object) WithAt(place []string, value *Literal) Object {
	key, inside := place[0], place[1:]
	switch {
	case len(inside) > 0:
		inner, _ := o.Get(key)
		object, _ := inner.(Object)
		return o.With(key, object.WithAt(inside, value))
	case value == nil:
		return o.Without(key)
	}
	return o.With(key, value.Value)
}

// At is the value inside objects that keys lead to; nil when there is none.
func At(v Value, keys ...string) Value {
	for _, key := range keys {
		object, _ := v.(Object)
		v, _ = object.Get(key)
	}
	return v
}

// Sort brings members that were put together in any order into that of their keys.
func (o Object) Sort() {
	slices.SortStableFunc(o, func(a, b Member) int { return strings.Compare(a.Key, b.Key) })
}

// Literal is a constant. Unlike a bare Value it distinguishes null from nothing.
type Literal struct{ Value Value }

// MarshalJSON stores the value in an array of one, because encoding/json would read a
// bare null as no literal at all.
func (l Literal) MarshalJSON() ([]byte, error) {
	return append(AppendJSON([]byte{'['}, l.Value), ']'), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Literal) UnmarshalJSON(data []byte) error {
	r := &reader{text: string(data)}
	*l = r.constant()
	return r.err
}

// ParseJSON reads one JSON value. It fails as [FromJSON] does.
func ParseJSON(data []byte) (Value, error) { return parseJSON(data, wholeNumber) }

// The limits on an input, whatever notation it is in. They are far beyond what a contract
// takes, and hold before anything is done that calls itself for what is inside: in a
// browser the stack is small.
const (
	MaxInputBytes = 1 << 20
	MaxInputDepth = 64 // of lists and objects inside each other
)

// ParseInput reads one JSON value that a user gave as input. A number that is not
// whole or does not fit in 64 bits stays a json.Number, for the model to refuse at its
// place. It fails on what is beyond the limits.
func ParseInput(data []byte) (Value, error) {
	if len(data) > MaxInputBytes {
		return nil, fmt.Errorf("it is larger than %d MiB", MaxInputBytes>>20)
	}
	if deeper(data, MaxInputDepth) {
		return nil, fmt.Errorf("it is nested deeper than %d levels", MaxInputDepth)
	}
	return parseJSON(data, func(n json.Number) (Value, error) {
		if whole, err := wholeNumber(n); err == nil {
			return whole, nil
		}
		return n, nil
	})
}

// deeper reports whether brackets in a JSON text are nested deeper than so many levels.
func deeper(text []byte, levels int) bool {
	depth, inString := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '[' || c == '{':
			if depth++; depth > levels {
				return true
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return false
}

func parseJSON(data []byte, number func(json.Number) (Value, error)) (Value, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("there is something after the end of the value")
	}
	return fromJSON(v, number)
}

// FromJSON turns what encoding/json decodes with UseNumber into a Value. It fails
// on numbers that are not whole or that do not fit in 64 bits.
func FromJSON(v any) (Value, error) { return fromJSON(v, wholeNumber) }

func wholeNumber(n json.Number) (Value, error) {
	whole, err := strconv.ParseInt(n.String(), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%s is not a whole number of 64 bits", n)
	}
	return whole, nil
}

func fromJSON(v any, number func(json.Number) (Value, error)) (Value, error) {
	switch v := v.(type) {
	case nil, bool, string, int64:
		return v, nil
	case json.Number:
		return number(v)
	case []any:
		list := make([]Value, len(v))
		for i := range v {
			var err error
			if list[i], err = fromJSON(v[i], number); err != nil {
				return nil, err
			}
		}
		return list, nil
	case map[string]any:
		object := make(Object, 0, len(v))
		for key := range v {
			value, err := fromJSON(v[key], number)
			if err != nil {
				return nil, err
			}
			object = append(object, Member{Key: key, Value: value})
		}
		object.Sort()
		return object, nil
	}
	return nil, fmt.Errorf("%T is not a JSON value", v)
}
