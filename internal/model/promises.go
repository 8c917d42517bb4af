package model

// Promise is what a contract guarantees, whatever its inputs are: a section of the contract
// says it, and a layer over the contract may not loosen it.
type Promise struct {
	Name string
	// Text is the promise in a sentence without its full stop.
	Text string
	// Objects are what objects of some kinds must be.
	Objects []*PromisedObjects
	// Sensitive is set for the promise that sensitive inputs stand in the data of Secrets, or
	// in hashes, and nowhere else: the compiler holds every contract to that.
	Sensitive bool
	Pos       Position
}

// PromisedObjects are the objects of some kinds, and what each must be.
type PromisedObjects struct {
	Kinds []string // none are all kinds
	Must  *Shape
	Pos   Position
}

// Shape is what a value must be: an instance of it, in the sense of CUE. All that is set must
// hold.
type Shape struct {
	// Never is set for _|_: there may be no such value.
	Never bool
	// Kind is the kind of the value; "" for any.
	Kind Kind
	// Tests are comparisons that the value must meet.
	Tests []ShapeTest
	// Fields are fields of an object.
	Fields []ShapeField
	// Patterns are what fields with certain names must be.
	Patterns []ShapePattern
	// Allows reports whether an object may have a field; nil when it may have any.
	Allows func(name string) bool
	// First are the first elements of a list, all of which must be there.
	First []*Shape
	// Items is what the elements after them must be; nil for anything. Closed is set when
	// there may be none.
	Items  *Shape
	Closed bool
	// Least is how many elements a list has at least.
	Least int
	// AnyOf are alternatives, of which one must hold; none when there are no alternatives.
	AnyOf []*Shape
	// All must hold besides.
	All []*Shape
	// Words say what the value must be; "" when the contract has no words for it.
	Words string
	// Source is the text of the contract, on one line, for a value without words.
	Source string
	Pos    Position
}

// ShapeTest is a comparison with the value on its left side.
type ShapeTest struct {
	Op Op // a comparison, or [OpCall] for a pattern that must match
	// Not is set for a pattern that must not match.
	Not   bool
	Value *Expr // may depend on the input
}

// ShapeField is a field of an object.
type ShapeField struct {
	Name     string
	Optional bool
	Shape    *Shape
}

// ShapePattern is what all fields must be whose names match.
type ShapePattern struct {
	Matches func(name string) bool
	Name    *Shape // what the names are that match
	Shape   *Shape
}
