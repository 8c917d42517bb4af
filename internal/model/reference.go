package model

import "fmt"

func (l *linker) input(name string) evalFunc {
	return func(f *frame) (Value, error) {
		v, ok := f.input.Get(name)
		if !ok {
			return nil, fmt.Errorf("input %s is absent", name)
		}
		return v, nil
	}
}

func (l *linker) local(name string) evalFunc {
	i, ok := l.locals[name]
	if !ok {
		return l.fail("local %s does not come before its use", name)
	}
	return atMostOnce(i)
}

// atMostOnce is the value of a local, which is evaluated where it is first used.
func atMostOnce(i int) evalFunc {
	return func(f *frame) (Value, error) {
		if f.done[i] {
			return f.locals[i], nil
		}
		v, err := f.program.locals[i](f)
		if err == nil {
			f.locals[i], f.done[i] = v, true
		}
		return v, err
	}
}

func (l *linker) variable(name string) evalFunc {
	slot := l.slot(name)
	if slot < 0 {
		return l.fail("variable %s is not in scope", name)
	}
	return func(f *frame) (Value, error) { return f.vars[slot], nil }
}

func get(object evalFunc, name string) evalFunc {
	return func(f *frame) (Value, error) {
		x, err := object(f)
		if err != nil {
			return nil, err
		}
		return member(x, name)
	}
}

func member(x Value, key string) (Value, error) {
	o, ok := x.(Object)
	if !ok {
		return nil, fmt.Errorf("%s is not an attribute of a %s", key, KindOf(x))
	}
	v, ok := o.Get(key)
	if !ok {
		return nil, fmt.Errorf("%s is absent", key)
	}
	return v, nil
}

func index(collection, key evalFunc) evalFunc {
	return func(f *frame) (Value, error) {
		x, k, err := pair(f, collection, key)
		if err != nil {
			return nil, err
		}
		if s, ok := k.(string); ok {
			return member(x, s)
		}
		list, isList := x.([]Value)
		i, isNumber := k.(int64)
		if !isList || !isNumber || i < 0 || i >= int64(len(list)) {
			return nil, fmt.Errorf("index %s is out of range", AppendJSON(nil, k))
		}
		return list[i], nil
	}
}

// test is whether something holds for an object.
func test(object evalFunc, holds func(Object) bool) evalFunc {
	return func(f *frame) (Value, error) {
		x, err := object(f)
		if err != nil {
			return nil, err
		}
		o, _ := x.(Object)
		return holds(o), nil
	}
}

func hasInput(name string) evalFunc {
	return func(f *frame) (Value, error) {
		_, ok := f.input.Get(name)
		return ok, nil
	}
}

func hasKey(object, key evalFunc) evalFunc {
	return func(f *frame) (Value, error) {
		x, k, err := pair(f, object, key)
		if err != nil {
			return nil, err
		}
		o, _ := x.(Object)
		s, _ := k.(string)
		_, ok := o.Get(s)
		return ok, nil
	}
}
