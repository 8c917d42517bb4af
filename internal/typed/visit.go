package typed

import "fmt"

// Visitor has a method for each kind of expression, so that a kind that a target forgets is
// an error of the Go compiler.
type Visitor[T any] interface {
	VisitLiteral(*Literal) T
	VisitInput(*Input) T
	VisitLocal(*Local) T
	VisitVar(*Var) T
	VisitGet(*Get) T
	VisitIndex(*Index) T
	VisitHas(*Has) T
	VisitText(*Text) T
	VisitIf(*If) T
	VisitNot(*Not) T
	VisitLogic(*Logic) T
	VisitBinary(*Binary) T
	VisitCall(*Call) T
	VisitList(*List) T
	VisitObject(*Object) T
	VisitObjectRef(*ObjectRef) T
	VisitRecorded(*Recorded) T
	VisitConverted(*Converted) T
	VisitForeign(*Foreign) T
}

// Visit calls the method for the kind of an expression.
func Visit[T any](e Expr, v Visitor[T]) T {
	switch e := e.(type) {
	case *Literal:
		return v.VisitLiteral(e)
	case *Input:
		return v.VisitInput(e)
	case *Local:
		return v.VisitLocal(e)
	case *Var:
		return v.VisitVar(e)
	case *Get:
		return v.VisitGet(e)
	case *Index:
		return v.VisitIndex(e)
	case *Has:
		return v.VisitHas(e)
	case *Text:
		return v.VisitText(e)
	case *If:
		return v.VisitIf(e)
	case *Not:
		return v.VisitNot(e)
	case *Logic:
		return v.VisitLogic(e)
	case *Binary:
		return v.VisitBinary(e)
	case *Call:
		return v.VisitCall(e)
	case *List:
		return v.VisitList(e)
	case *Object:
		return v.VisitObject(e)
	case *ObjectRef:
		return v.VisitObjectRef(e)
	case *Recorded:
		return v.VisitRecorded(e)
	case *Converted:
		return v.VisitConverted(e)
	case *Foreign:
		return v.VisitForeign(e)
	default:
		panic(fmt.Sprintf("no kind of expression: %T", e))
	}
}
