package model

import "sync"

// Operation describes an [Op] whatever it is applied to. The rest, how it is evaluated
// and how it is printed, is in switches that name every operation.
type Operation struct {
	Op Op
	// Min and Max bound the number of arguments; a Max of [Unbounded] is none.
	Min, Max int
	// Result is the kind of the result; "" where Name, Value or the arguments decide it.
	Result Kind
	// Reads says that the result comes from somewhere else than the arguments: an input, a
	// local, a variable, an object or the first apply. [Expr.IsInput] reports about OpHas.
	Reads bool
	// Opposite is the comparison that holds where this one does not, Mirrored the one that
	// holds for the same operands in the other order; "" for what is no comparison.
	Opposite, Mirrored Op

	numeric func(a, b int64) (Value, error) // of two numbers; nil for other operations
}

// Unbounded is the Max of an [Operation] that takes any number of arguments.
const Unbounded = 1 << 30

var operations = []*Operation{
	{Op: OpLiteral},
	{Op: OpInput, Reads: true},
	{Op: OpLocal, Reads: true},
	{Op: OpVar, Reads: true},
	{Op: OpGet, Min: 1, Max: 1},
	{Op: OpIndex, Min: 2, Max: 2},
	{Op: OpHas, Min: 0, Max: 1, Result: Bool},
	{Op: OpGiven, Min: 1, Max: 1, Result: Bool},
	{Op: OpHasKey, Min: 2, Max: 2, Result: Bool},
	{Op: OpText, Min: 0, Max: Unbounded, Result: String},
	{Op: OpIf, Min: 3, Max: 3},
	{Op: OpNot, Min: 1, Max: 1, Result: Bool},
	{Op: OpAnd, Min: 2, Max: 2, Result: Bool},
	{Op: OpOr, Min: 2, Max: 2, Result: Bool},
	{Op: OpEqual, Min: 2, Max: 2, Result: Bool, Opposite: OpNotEqual, Mirrored: OpEqual},
	{Op: OpNotEqual, Min: 2, Max: 2, Result: Bool, Opposite: OpEqual, Mirrored: OpNotEqual},
	{Op: OpLess, Min: 2, Max: 2, Result: Bool, Opposite: OpMoreEq, Mirrored: OpMore, numeric: compareInt(func(a, b int64) bool { return a < b })},
	{Op: OpLessEq, Min: 2, Max: 2, Result: Bool, Opposite: OpMore, Mirrored: OpMoreEq, numeric: compareInt(func(a, b int64) bool { return a <= b })},
	{Op: OpMore, Min: 2, Max: 2, Result: Bool, Opposite: OpLessEq, Mirrored: OpLess, numeric: compareInt(func(a, b int64) bool { return a > b })},
	{Op: OpMoreEq, Min: 2, Max: 2, Result: Bool, Opposite: OpLess, Mirrored: OpLessEq, numeric: compareInt(func(a, b int64) bool { return a >= b })},
	{Op: OpAdd, Min: 2, Max: 2, Result: Number, numeric: computeInt(addInt)},
	{Op: OpSub, Min: 2, Max: 2, Result: Number, numeric: computeInt(subInt)},
	{Op: OpMul, Min: 2, Max: 2, Result: Number, numeric: computeInt(mulInt)},
	{Op: OpCall, Min: 1, Max: Unbounded},
	{Op: OpList, Result: List},
	{Op: OpObject, Result: Record},
	{Op: OpObjRef, Min: 1, Max: 2, Reads: true},
	{Op: OpRecorded, Reads: true},
}

// Operations returns the table of operations, in the order of their declaration.
func Operations() []*Operation { return operations[:len(operations):len(operations)] }

// LookupOperation returns the operation of an Op, or nil.
func LookupOperation(op Op) *Operation { return operationsByOp()[op] }

var operationsByOp = sync.OnceValue(func() map[Op]*Operation {
	byOp := make(map[Op]*Operation, len(operations))
	for _, o := range operations {
		byOp[o.Op] = o
	}
	return byOp
})

// Opposite is the comparison that holds where op does not, and whether there is one.
func (op Op) Opposite() (Op, bool) {
	if o := LookupOperation(op); o != nil && o.Opposite != "" {
		return o.Opposite, true
	}
	return "", false
}

// Mirrored is the comparison that holds for the same operands in the other order, and whether
// op is one.
func (op Op) Mirrored() (Op, bool) {
	if o := LookupOperation(op); o != nil && o.Mirrored != "" {
		return o.Mirrored, true
	}
	return "", false
}

func compareInt(holds func(a, b int64) bool) func(a, b int64) (Value, error) {
	return func(a, b int64) (Value, error) { return holds(a, b), nil }
}

func computeInt(compute func(a, b int64) (int64, error)) func(a, b int64) (Value, error) {
	return func(a, b int64) (Value, error) { n, err := compute(a, b); return n, err }
}
