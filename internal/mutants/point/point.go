// Package point is what the instrumented compiler calls at each of its cases.
//
// A point is a place of the compiler's source that can be disabled: a case, an if or a
// loop. One point at a time is off, and behaves as though it were not written. What goes
// in is the number of a point; what stands at it is known to package main, which inserts them.
package point

// Point is a place of the compiler that can be disabled.
type Point struct {
	File string // of internal/compile
	Line int
	Func string
	Kind Kind
	Text string // the condition, the type or what is looped over
	// Refusal is set when all the place does is to report an error.
	Refusal bool
}

// Kind is the kind of statement that a point is.
type Kind string

// The kinds of points.
const (
	Case    Kind = "case"    // one expression or type of a case clause
	Default Kind = "default" // a default clause
	If      Kind = "if"      // an if, whose else is taken instead
	Loop    Kind = "loop"    // a range clause, which has no turns
)

// None is the number of no point.
const None = -1

// The state is written by one goroutine, which starts those of the compiler.
var (
	off     = None
	reached []bool
)

// Disable disables a point, or none, and forgets which points have been reached.
func Disable(n int) {
	off = n
	reached = make([]bool, len(Points))
}

// Reached are the points that would have been taken since Disable.
func Reached() (list []int) {
	for n, r := range reached {
		if r {
			list = append(list, n)
		}
	}
	return list
}

// Taken is the condition of a case or an if: it never holds when the point is off.
func Taken(n int, holds bool) bool { return holds && !Off(n) }

// Off notes that a point has been reached and reports whether it is disabled. It is not while the
// compiler's variables get their values, before Disable.
func Off(n int) bool {
	if reached == nil {
		return false
	}
	reached[n] = true
	return n == off
}

// hidden is of no type that a type switch has a case for.
type hidden struct{}

// Hide is the operand of a type switch. number says which point a value's own case is;
// when that is off, no case but the default is taken.
func Hide(operand any, number func(any) int) any {
	if n := number(operand); n != None && Off(n) {
		return hidden{}
	}
	return operand
}
