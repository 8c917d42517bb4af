package model

import (
	"fmt"
	"slices"
	"strings"
)

// each calls do for everything that the clauses let through, the for variables
// set.
func each(f *frame, clauses []linkedClause, do func() error) error {
	if len(clauses) == 0 {
		return do()
	}
	c, rest := clauses[0], clauses[1:]
	if c.cond != nil {
		ok, err := truth(f, c.cond)
		if err != nil || !ok {
			return err
		}
		return each(f, rest, do)
	}
	in, err := c.in(f)
	if err != nil {
		return err
	}
	switch in := in.(type) {
	case []Value:
		for i, v := range in {
			c.set(f, int64(i), v)
			if err := each(f, rest, do); err != nil {
				return err
			}
		}
	case Object:
		for _, m := range in {
			c.set(f, m.Key, m.Value)
			if err := each(f, rest, do); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("for needs a list or a map, not %s", article(KindOf(in)))
	}
	return nil
}

func (c *linkedClause) set(f *frame, key, value Value) {
	if c.key >= 0 {
		f.vars[c.key] = key
	}
	if c.value >= 0 {
		f.vars[c.value] = value
	}
}

// linkedElem is an element of a list or a member of an object.
type linkedElem struct {
	clauses []linkedClause
	name    string   // a member's constant key
	key     evalFunc // a member's computed key; nil for a constant one and for a spread
	spread  bool
	value   evalFunc
}

func (l *linker) elem(e *Element) linkedElem {
	clauses, leave := l.clauses(e.Clauses)
	defer leave()
	linked := linkedElem{clauses: clauses, value: l.expr(e.Value), spread: e.Key == nil}
	switch {
	case e.Key == nil:
	case e.Key.Op == OpLiteral:
		name, ok := e.Key.Value.Value.(string)
		if !ok {
			l.fail("a key is not a string")
		}
		linked.name = name
	default:
		linked.key = l.expr(e.Key)
	}
	return linked
}

func (l *linker) list(elems []*Element) evalFunc {
	linked := make([]linkedElem, len(elems))
	for i, e := range elems {
		linked[i] = l.elem(e)
	}
	return func(f *frame) (Value, error) {
		list := make([]Value, 0, len(linked))
		for i := range linked {
			e := &linked[i]
			if len(e.clauses) == 0 {
				v, err := e.value(f)
				if err != nil {
					return nil, err
				}
				list = append(list, v)
				continue
			}
			err := each(f, e.clauses, func() error {
				v, err := e.value(f)
				list = append(list, v)
				return err
			})
			if err != nil {
				return nil, err
			}
		}
		return list, nil
	}
}

// object links an object. When all keys are constant the members are put in order
// here, once, and not at every evaluation.
func (l *linker) object(elems []*Element) evalFunc {
	linked := make([]linkedElem, len(elems))
	constant := true
	for i, e := range elems {
		linked[i] = l.elem(e)
		constant = constant && !linked[i].spread && linked[i].key == nil
	}
	distinct := constant
	if constant {
		slices.SortStableFunc(linked, func(a, b linkedElem) int { return strings.Compare(a.name, b.name) })
		for i := 1; i < len(linked); i++ {
			distinct = distinct && linked[i].name != linked[i-1].name
		}
	}
	return func(f *frame) (_ Value, err error) {
		object := make(Object, 0, len(linked))
		for i := range linked {
			e := &linked[i]
			if len(e.clauses) == 0 {
				object, err = e.appendTo(object, f)
			} else {
				err = each(f, e.clauses, func() error {
					object, err = e.appendTo(object, f)
					return err
				})
			}
			if err != nil {
				return nil, err
			}
		}
		if distinct {
			return object, nil
		}
		return normalize(object, constant)
	}
}

func (e *linkedElem) appendTo(object Object, f *frame) (Object, error) {
	v, err := e.value(f)
	if err != nil {
		return nil, err
	}
	if !e.spread && e.key == nil {
		return append(object, Member{Key: e.name, Value: v}), nil
	}
	if e.spread {
		members, ok := v.(Object)
		if !ok {
			return nil, fmt.Errorf("%s has no members", article(KindOf(v)))
		}
		return append(object, members...), nil
	}
	key, err := e.key(f)
	if err != nil {
		return nil, err
	}
	name, ok := key.(string)
	if !ok {
		return nil, fmt.Errorf("%s cannot be a key", article(KindOf(key)))
	}
	return append(object, Member{Key: name, Value: v}), nil
}

// normalize sorts the members. As CUE does, it takes the same key twice with the
// same value, and refuses it with two values.
func normalize(object Object, sorted bool) (Value, error) {
	if !sorted {
		object.Sort()
	}
	unique := object[:0]
	for _, m := range object {
		if n := len(unique); n > 0 && unique[n-1].Key == m.Key {
			if !Equal(unique[n-1].Value, m.Value) {
				return nil, fmt.Errorf("two values for the key %s", Quote(m.Key))
			}
			continue
		}
		unique = append(unique, m)
	}
	return unique, nil
}
