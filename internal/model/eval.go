package model

import "fmt"

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
	eval := l.observed(e, l.operation(e))
	if e.Op == OpLiteral || l.err != nil {
		return eval
	}
	if !e.IsConstant() {
		return l.once(e, eval)
	}
	v, err := eval(&frame{vars: make([]Value, l.most)})
	return func(*frame) (Value, error) { return v, err }
}

// once evaluates a collection or a call inside a comprehension only the first time, when
// it has none of the comprehension's variables: it is a local without a name. A list that
// is sorted to compare each element with the one before would be sorted for each of them.
func (l *linker) once(e *Expr, eval evalFunc) evalFunc {
	if len(l.vars) == 0 || e.Op != OpCall && e.Op != OpList && e.Op != OpObject || e.UsesOuter() {
		return eval
	}
	l.program.locals = append(l.program.locals, eval)
	return atMostOnce(len(l.program.locals) - 1)
}

// operation links one of the operations that expr.go lists.
func (l *linker) operation(e *Expr) evalFunc {
	args, err := l.arguments(e)
	if err != nil {
		return l.fail("%w", err)
	}
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
		return args[0]
	case OpList:
		return l.list(e.Elems)
	case OpObject:
		return l.object(e.Elems)
	case OpGet:
		return get(args[0], e.Name)
	case OpIndex:
		return index(args[0], args[1])
	case OpHas:
		if len(args) == 0 {
			return hasInput(e.Name)
		}
		return test(args[0], func(o Object) bool { return o.member(e.Name) != nil })
	case OpGiven:
		return test(args[0], func(o Object) bool { return o.gives(e.Name) })
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
	case OpEqual:
		return equal(args[0], args[1], true)
	case OpNotEqual:
		return equal(args[0], args[1], false)
	case OpLess, OpLessEq, OpMore, OpMoreEq, OpAdd, OpSub, OpMul:
		return numeric(e.Op, args[0], args[1])
	default:
		return l.fail("nothing evaluates %q", e.Op)
	}
}

// arguments links the arguments. It fails when the operation does not take so many.
func (l *linker) arguments(e *Expr) ([]evalFunc, error) {
	o := LookupOperation(e.Op)
	switch {
	case o == nil:
		return nil, fmt.Errorf("there is no operation %q", e.Op)
	case len(e.Args) < o.Min || len(e.Args) > o.Max:
		return nil, fmt.Errorf("%q has %d operands", e.Op, len(e.Args))
	}
	args := make([]evalFunc, len(e.Args))
	for i, arg := range e.Args {
		args[i] = l.argument(e.Op, i, arg)
	}
	return args, nil
}
