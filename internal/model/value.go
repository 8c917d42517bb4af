package model

import (
	"bytes"
	"encoding/json"
	"fmt"
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
}

// Object is a JSON object. Its members are sorted by key, and no key is there
// twice.
type Object []Member

// Get returns the value of key and whether the object has it.
func (o Object) Get(key string) (Value, bool) {
	low, high := 0, len(o)
	for low < high {
		middle := (low + high) / 2
		switch c := strings.Compare(o[middle].Key, key); {
		case c == 0:
			return o[middle].Value, true
		case c < 0:
			low = middle + 1
		default:
			high = middle
		}
	}
	return nil, false
}

func sortMembers(o Object) {
	slices.SortStableFunc(o, func(a, b Member) int { return strings.Compare(a.Key, b.Key) })
}

// Literal is a constant. Unlike a bare Value it tells null from nothing.
type Literal struct{ Value Value }

// MarshalJSON stores the value in an array of one, because encoding/json would read a
// bare null as no literal at all.
func (l Literal) MarshalJSON() ([]byte, error) {
	return append(AppendJSON([]byte{'['}, l.Value), ']'), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Literal) UnmarshalJSON(data []byte) error {
	v, err := ParseJSON(data)
	if err != nil {
		return err
	}
	wrapped, ok := v.([]Value)
	if !ok || len(wrapped) != 1 {
		return fmt.Errorf("%s is not a literal", data)
	}
	l.Value = wrapped[0]
	return nil
}

// ParseJSON reads one JSON value. It fails as [FromJSON] does.
func ParseJSON(data []byte) (Value, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	return FromJSON(v)
}

// FromJSON turns what encoding/json decodes with UseNumber into a Value. It fails
// on numbers that are not whole or that do not fit in 64 bits.
func FromJSON(v any) (Value, error) {
	switch v := v.(type) {
	case nil, bool, string, int64:
		return v, nil
	case json.Number:
		n, err := strconv.ParseInt(v.String(), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s is not a whole number of 64 bits", v)
		}
		return n, nil
	case []any:
		list := make([]Value, len(v))
		for i := range v {
			var err error
			if list[i], err = FromJSON(v[i]); err != nil {
				return nil, err
			}
		}
		return list, nil
	case map[string]any:
		object := make(Object, 0, len(v))
		for key := range v {
			value, err := FromJSON(v[key])
			if err != nil {
				return nil, err
			}
			object = append(object, Member{key, value})
		}
		sortMembers(object)
		return object, nil
	}
	return nil, fmt.Errorf("%T is not a JSON value", v)
}
