package model

import "fmt"

// CallArgument is what is known of the argument of a call before there is an input.
type CallArgument struct {
	// Type is the type that the argument has.
	Type *Type
	// Constant is its value, or nil where that depends on the input.
	Constant *Literal
	// Bounds are bounds of a number.
	Bounds Interval
}

// Objection says why a call does not mean the same in CUE and in Terraform, and what to
// write instead.
type Objection struct {
	// Arg is the index of the argument that it is about, or -1 for the whole call.
	Arg             int
	Summary, Detail string
}

const wholeCall = -1

// Objection finds arguments with which CUE and Terraform differ. It is nil for none.
func (f *Function) Objection(args []CallArgument) *Objection {
	if f.objects == nil {
		return nil
	}
	return f.objects(f, args)
}

// text is the argument's value if it is a constant string.
func (a CallArgument) text() (string, bool) {
	if a.Constant == nil {
		return "", false
	}
	s, ok := a.Constant.Value.(string)
	return s, ok
}

// number is the argument's value if it is a constant number.
func (a CallArgument) number() (int64, bool) {
	if a.Constant == nil {
		return 0, false
	}
	n, ok := a.Constant.Value.(int64)
	return n, ok
}

// tooLong objects to steps through an interval of some length, of which there can be more
// than Terraform's range() has elements.
func tooLong(arg int, length Interval, step int64) *Objection {
	if length.Max != nil && (*length.Max/step < MaxRange || *length.Max/step == MaxRange && *length.Max%step == 0) {
		return nil
	}
	return &Objection{arg, fmt.Sprintf("this can be more than %d, which is Terraform's limit", MaxRange),
		fmt.Sprintf("give the input bounds: int & >=0 & <=%d; for the length of a list, list.MaxItems(%d)", min(100, MaxRange), min(100, MaxRange))}
}
