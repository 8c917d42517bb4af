package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// frame is the state of evaluating one input.
type frame struct {
	program *program
	input   Object
	vars    []Value
	locals  []Value
	done    []bool // which locals have been evaluated
}

// evalFunc evaluates one linked expression.
type evalFunc func(*frame) (Value, error)

// expr links e. What does not depend on the input is evaluated here, once.
func (l *linker) expr(e *Expr) evalFunc {
	eval := l.operation(e)
	if e.Op == OpLiteral || !isConstant(e) || l.err != nil {
		return eval
	}
	v, err := eval(&frame{})
	return func(*frame) (Value, error) { return v, err }
}

// isConstant reports whether e refers to nothing.
func isConstant(e *Expr) bool {
	switch e.Op {
	case OpInput, OpLocal, OpVar, OpHas, OpObjRef:
		return false
	}
	for _, arg := range e.Args {
		if !isConstant(arg) {
			return false
		}
	}
	for _, elem := range e.Elems {
		if len(elem.Clauses) > 0 || elem.Key != nil && !isConstant(elem.Key) || !isConstant(elem.Value) {
			return false
		}
	}
	return true
}

// operation links one of the operations that expr.go lists.
func (l *linker) operation(e *Expr) evalFunc {
	switch e.Op {
	case OpLiteral:
		v := e.Value.Value
		return func(*frame) (Value, error) { return v, nil }
	case OpRecorded:
		return func(*frame) (Value, error) { return nil, nil }
	case OpInput:
		return l.input(e.Name)
	case OpLocal:
		return l.local(e.Name)
	case OpVar:
		return l.variable(e.Name)
	case OpObjRef:
		return l.expr(e.Args[0])
	case OpList:
		return l.list(e.Elems)
	case OpObject:
		return l.object(e.Elems)
	}
	args := make([]evalFunc, len(e.Args))
	for i, arg := range e.Args {
		args[i] = l.expr(arg)
	}
	switch e.Op {
	case OpGet:
		return get(args[0], e.Name)
	case OpIndex:
		return index(args[0], args[1])
	case OpHas:
		if len(args) == 0 {
			return hasInput(e.Name)
		}
		return has(args[0], e.Name)
	case OpHasKey:
		return hasKey(args[0], args[1])
	case OpText:
		return text(args)
	case OpIf:
		return choose(args[0], args[1], args[2])
	case OpNot:
		return not(args[0])
	case OpAnd:
		return both(args[0], args[1], false)
	case OpOr:
		return both(args[0], args[1], true)
	case OpCall:
		return l.call(e.Name, args)
	}
	return l.binary(e.Op, args)
}

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

func has(object evalFunc, name string) evalFunc {
	return func(f *frame) (Value, error) {
		x, err := object(f)
		if err != nil {
			return nil, err
		}
		o, _ := x.(Object)
		_, ok := o.Get(name)
		return ok, nil
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

func text(parts []evalFunc) evalFunc {
	return func(f *frame) (Value, error) {
		var few [8]string
		pieces := few[:0]
		for _, part := range parts {
			v, err := part(f)
			if err != nil {
				return nil, err
			}
			switch v := v.(type) {
			case string:
				pieces = append(pieces, v)
			case int64:
				pieces = append(pieces, strconv.FormatInt(v, 10))
			default:
				return nil, fmt.Errorf("%s cannot stand in a string", article(KindOf(v)))
			}
		}
		return strings.Join(pieces, ""), nil
	}
}

func choose(cond, then, otherwise evalFunc) evalFunc {
	return func(f *frame) (Value, error) {
		ok, err := truth(f, cond)
		if err != nil {
			return nil, err
		}
		if ok {
			return then(f)
		}
		return otherwise(f)
	}
}

func truth(f *frame, cond evalFunc) (bool, error) {
	v, err := cond(f)
	if err != nil {
		return false, err
	}
	b, ok := v.(bool)
	if !ok {
		return false, fmt.Errorf("a condition is %s", article(KindOf(v)))
	}
	return b, nil
}

func not(x evalFunc) evalFunc {
	return func(f *frame) (Value, error) {
		b, err := truth(f, x)
		return !b, err
	}
}

// both evaluates x and y, in that order, as && (deciding false) or || (deciding
// true). It does not short-circuit, because neither CUE nor Terraform does: an error
// on either side is an error.
func both(x, y evalFunc, deciding bool) evalFunc {
	return func(f *frame) (Value, error) {
		a, err := truth(f, x)
		if err != nil {
			return nil, err
		}
		b, err := truth(f, y)
		if err != nil {
			return nil, err
		}
		if deciding {
			return a || b, nil
		}
		return a && b, nil
	}
}

func (l *linker) call(name string, args []evalFunc) evalFunc {
	function := LookupFunction(name)
	if function == nil {
		return l.fail("there is no function %s", name)
	}
	return func(f *frame) (Value, error) {
		values := make([]Value, len(args))
		for i, arg := range args {
			var err error
			if values[i], err = arg(f); err != nil {
				return nil, err
			}
		}
		return function.Call(values...)
	}
}

// pair evaluates two expressions.
func pair(f *frame, x, y evalFunc) (a, b Value, err error) {
	if a, err = x(f); err != nil {
		return nil, nil, err
	}
	b, err = y(f)
	return a, b, err
}

func (l *linker) binary(op Op, args []evalFunc) evalFunc {
	if len(args) != 2 {
		return l.fail("%q has %d operands", op, len(args))
	}
	x, y := args[0], args[1]
	if op == OpEqual || op == OpNotEqual {
		return func(f *frame) (Value, error) {
			a, b, err := pair(f, x, y)
			return Equal(a, b) == (op == OpEqual), err
		}
	}
	numeric, ok := numericOps[op]
	if !ok {
		return l.fail("there is no operation %q", op)
	}
	return func(f *frame) (Value, error) {
		a, b, err := pair(f, x, y)
		if err != nil {
			return nil, err
		}
		m, isNumber := a.(int64)
		n, alsoNumber := b.(int64)
		if !isNumber || !alsoNumber {
			return nil, fmt.Errorf("%s is for numbers", op)
		}
		return numeric(m, n)
	}
}

var numericOps = map[Op]func(a, b int64) (Value, error){
	OpLess:   func(a, b int64) (Value, error) { return a < b, nil },
	OpLessEq: func(a, b int64) (Value, error) { return a <= b, nil },
	OpMore:   func(a, b int64) (Value, error) { return a > b, nil },
	OpMoreEq: func(a, b int64) (Value, error) { return a >= b, nil },
	OpAdd:    func(a, b int64) (Value, error) { n, err := addInt(a, b); return n, err },
	OpSub:    func(a, b int64) (Value, error) { n, err := subInt(a, b); return n, err },
	OpMul:    func(a, b int64) (Value, error) { n, err := mulInt(a, b); return n, err },
}

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
		return append(object, Member{e.name, v}), nil
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
	return append(object, Member{name, v}), nil
}

// normalize sorts the members. As CUE does, it takes the same key twice with the
// same value, and refuses it with two values.
func normalize(object Object, sorted bool) (Value, error) {
	if !sorted {
		sortMembers(object)
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
