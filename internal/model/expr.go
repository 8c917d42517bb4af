package model

// Op is the operation of an [Expr].
type Op string

// The operations. X, Y and so on are the expression's arguments, Name its name.
const (
	OpLiteral  Op = "literal"    // Value
	OpInput    Op = "input"      // the input called Name
	OpLocal    Op = "local"      // the local called Name
	OpVar      Op = "var"        // the comprehension variable called Name
	OpGet      Op = "get"        // X.Name: attribute of an object
	OpIndex    Op = "index"      // X[Y]: list element by number, map value by key
	OpHas      Op = "has"        // X has the attribute Name; without X, the input has the input Name, which may be absent
	OpGiven    Op = "given"      // the input gives the attribute Name of X, which is inside it, and does not leave it to a default
	OpHasKey   Op = "has_key"    // the map X has the key Y
	OpText     Op = "text"       // string interpolation: the arguments, strings and numbers, one after another
	OpIf       Op = "if"         // X ? Y : Z; only the chosen branch is evaluated
	OpNot      Op = "not"        // !X
	OpAnd      Op = "and"        // X && Y
	OpOr       Op = "or"         // X || Y
	OpEqual    Op = "=="         // X == Y, scalars or null
	OpNotEqual Op = "!="         // X != Y, scalars or null
	OpLess     Op = "<"          // X < Y, numbers
	OpLessEq   Op = "<="         // X <= Y, numbers
	OpMore     Op = ">"          // X > Y, numbers
	OpMoreEq   Op = ">="         // X >= Y, numbers
	OpAdd      Op = "+"          // X + Y, numbers
	OpSub      Op = "-"          // X - Y, numbers
	OpMul      Op = "*"          // X * Y, numbers
	OpCall     Op = "call"       // the function called Name, see [Functions]
	OpList     Op = "list"       // Elems
	OpObject   Op = "object"     // Elems, each with a key or spread
	OpObjRef   Op = "object_ref" // metadata.<Name> of the object Ref, whose value is X; Y is the key of a repeated object
	OpRecorded Op = "recorded"   // a timestamp that Terraform records at the first apply under Name; null elsewhere
)

// Expr is an expression over inputs, locals and comprehension variables. Op says
// which of the other fields are in use.
type Expr struct {
	Op    Op         `json:"op"`
	Name  string     `json:"name,omitempty"`
	Ref   string     `json:"ref,omitempty"`
	Value *Literal   `json:"value,omitempty"`
	Args  []*Expr    `json:"args,omitempty"`
	Elems []*Element `json:"elems,omitempty"`
	// Kind is the kind of the value where it is known: "" when it is not.
	Kind Kind `json:"kind,omitempty"`

	// Pos is where the contract has the expression.
	Pos Position `json:"-"`
}

// Element is an element of a list, or a member of an object. Its clauses decide
// whether it is there, and how often.
type Element struct {
	Clauses []*Clause `json:"clauses,omitempty"`
	// Key is a member's key: a literal string, or any string expression below a for
	// clause. It is nil in lists, and in objects for a spread.
	Key *Expr `json:"key,omitempty"`
	// Value is the value. In an object an element without a key is a spread: all
	// members of Value, an object or map, are members here.
	Value *Expr `json:"value"`
	// Doc is the comment above the element, above the comprehension that it comes from, and
	// on what is written out in it.
	Doc string `json:"-"`
}

// Clause is one if or one for of a comprehension.
type Clause struct {
	// If lets an element through when it is true; nil in a for clause.
	If *Expr `json:"if,omitempty"`
	// For repeats the element for everything in a list, or a map in key order.
	For *For `json:"for,omitempty"`
}

// For is a for clause. Names are unique within the expression that they are in.
type For struct {
	// Key is the variable for the index or key; "" when it is not used.
	Key string `json:"key,omitempty"`
	// Value is the variable for the element.
	Value string `json:"value,omitempty"`
	In    *Expr  `json:"in"`
}
