package model

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
	if !isConstant(e) {
		return l.once(e, eval)
	}
	v, err := eval(&frame{})
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
		args[i] = l.argument(e.Op, i, arg)
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
