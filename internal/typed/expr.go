package typed

import "github.com/base-k8s/base-k8s/internal/model"

// Expr is an expression. The constructors of this package ([NewIf] and so on) make them and
// work out their types; they are not changed afterwards.
type Expr interface {
	// Type is what is known of the value wherever the expression stands.
	Type() *Type
	// Pos is where the contract has the expression, or what it was made for.
	Pos() model.Position

	// at sets the position.
	at(model.Position)
	// label distinguishes the expression from others of its kind, besides what it is made of.
	label() any
	// operands are the expressions directly inside, but for those in elements.
	operands() []Expr
	// elements are those of a list or an object.
	elements() []*Element
	// fails reports whether evaluation may be an error where the facts hold.
	fails(Facts) bool
}

// The expressions.
type (
	// Literal is a scalar constant or null. Constant lists and objects are a [List] and an
	// [Object].
	Literal struct {
		node
		Value model.Value
	}
	// Input is an input of the contract. An absent one is null.
	Input struct {
		node
		Name string
	}
	// Local is a named value.
	Local struct {
		node
		Name  string
		Value Expr
		// Inlined says that the value stands in the place of the name.
		Inlined bool
	}
	// Var is the value of a comprehension's variable.
	Var struct {
		node
		Variable *Variable
	}
	// Get is an attribute of an object.
	Get struct {
		node
		Of   Expr
		Name string
	}
	// Index is a list's element by number, or a map's by key.
	Index struct {
		node
		Of, Key Expr
	}
	// Has says that an input is there, or that an object has an attribute: Ref is that input
	// or attribute, and Test how a target tests for it.
	Has struct {
		node
		Ref, Test Expr
	}
	// Text is an interpolation: the parts one after another.
	Text struct {
		node
		Parts []Expr
	}
	// If is a conditional. Only the chosen branch is evaluated.
	If struct {
		node
		Cond, Then, Else Expr
	}
	// Not is a negation.
	Not struct {
		node
		X Expr
	}
	// Logic is && or ||: OpAnd or OpOr. Both operands are evaluated.
	Logic struct {
		node
		Op   model.Op
		X, Y Expr
	}
	// Binary is a comparison or an operation on numbers: OpEqual to OpMul.
	Binary struct {
		node
		Op   model.Op
		X, Y Expr
	}
	// Call is a call of a function.
	Call struct {
		node
		Function *Function
		Args     []Expr
	}
	// List is a list, written out or a comprehension.
	List struct {
		node
		Elems []*Element
	}
	// Object is an object or a map, written out or a comprehension.
	Object struct {
		node
		Elems []*Element
	}
	// ObjectRef is metadata.<Name> of another object of the contract, whose value is Value. Key
	// is that of a repeated object, nil for others.
	ObjectRef struct {
		node
		Object, Name string
		Key          Expr
		Value        Expr
	}
	// Recorded is a time that a target records once, under a name.
	Recorded struct {
		node
		Name string
	}
	// Converted is a given value (see [Type]) in the contract's type: Ref as it is given,
	// and Value what makes the one of the other.
	Converted struct {
		node
		Ref, Value Expr
	}
	// Foreign is a reference that only the target knows. It is never null.
	Foreign struct {
		node
		Name string
	}
)

// Element is an element of a list, or a member of an object. Its clauses decide whether it
// is there, and how often.
type Element struct {
	Clauses []*Clause
	// Key is a member's key. It is nil in lists, and in objects for a spread: all members of
	// Value are members there.
	Key   Expr
	Value Expr
	Doc   string // the comment on a member
}

// Clause is one if or one for of a comprehension.
type Clause struct {
	If  Expr  // nil in a for clause
	For *Loop // nil in an if clause
}

// Loop is a for clause: once for everything in a list, or a map in key order.
type Loop struct {
	Key   *Variable // the index or key; nil when it is not used
	Value *Variable // nil when it is not used
	In    Expr
}

// Variable is what a [Loop] declares. Two are the same when they are at one address.
type Variable struct {
	Name string // in the contract; others may have it too
	typ  *Type
}

// Type is what is known of the variable's values.
func (v *Variable) Type() *Type { return v.typ }

// node is what all expressions have.
type node struct {
	typ *Type
	pos model.Position
}

func (n *node) Type() *Type           { return n.typ }
func (n *node) Pos() model.Position   { return n.pos }
func (n *node) at(pos model.Position) { n.pos = pos }
func (n *node) elements() []*Element  { return nil }

// At sets the position of an expression that has just been made.
func At[E Expr](e E, pos model.Position) E {
	e.at(pos)
	return e
}
