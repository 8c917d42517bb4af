package hcl

// Expr is an expression.
type Expr interface {
	// layout is the text of the expression.
	layout(c context) text
}

// Name is a variable, a keyword, the name of a type, or a dotted reference of which all
// parts are known to be identifiers: var.owner.
type Name string

// Null is the absence of a value.
const Null Name = "null"

// Bool is true or false.
type Bool bool

// Int is a whole number.
type Int int64

// String is a text. One of several whole lines is written as a heredoc where it stands on the
// right of an equals sign, with nothing behind it. One of three lines or more, or of two that are
// too long for a line, is a heredoc inside of chomp if it has no line break at its end.
type String string

// Constant is an expression in a place where Terraform takes no calls: a text in it has one line,
// or is a heredoc on the right of an equals sign.
type Constant struct{ Expr }

// Commented is an expression with a comment in the lines before it, where it stands in a line
// of its own: as the value of an attribute, an element of a list or the argument of a call.
type Commented struct {
	Expr
	Comment string
}

// Template is a text with interpolations, written as a [String] is: a String among the parts is
// literal.
type Template []Expr

// Attribute is a step to an attribute: of.name, or of["name"] if that is no identifier.
type Attribute struct {
	Of   Expr
	Name string
}

// Index is a step to an element: of[key].
type Index struct{ Of, Key Expr }

// Call is a call of a function.
type Call struct {
	Function string
	Args     []Expr
	// Expand gives the elements of the last argument as arguments: f(list...).
	Expand bool
}

// Not is !x.
type Not struct{ X Expr }

// Op is an operator between two operands.
type Op string

// The operators.
const (
	Or       Op = "||"
	And      Op = "&&"
	Equal    Op = "=="
	NotEqual Op = "!="
	Less     Op = "<"
	LessEq   Op = "<="
	More     Op = ">"
	MoreEq   Op = ">="
	Add      Op = "+"
	Sub      Op = "-"
	Mul      Op = "*"
	Div      Op = "/"
	Mod      Op = "%"
)

// Binary is x op y.
type Binary struct {
	Op   Op
	X, Y Expr
}

// Chain is operands with an operator between them, each in a line of its own where they
// are too wide together. Those of an associative operator that are chains of the same one
// are part of it.
type Chain struct {
	Op       Op
	Operands []Expr
}

// Conditional is cond ? then : otherwise.
type Conditional struct{ Cond, Then, Else Expr }

// Tuple is [elems].
type Tuple []Expr

// Object is { members }.
type Object struct {
	Members []Member
	Shape   Shape
}

// Shape is how the members of an object stand.
type Shape int

// The shapes of objects.
const (
	Usual Shape = iota // one a line, unless there is a single short one
	Tall               // one a line, however short they are
	Short              // all in one line
)

// Member is a member of an object.
type Member struct {
	// Key is a String, which is written as an identifier where it is one, a Template, or
	// any other expression, which stands in parentheses.
	Key     Expr
	Value   Expr
	Comment string // lines before it, without #
}

// For is a comprehension: [for key, value in in : result if cond], or with a ResultKey
// { for key, value in in : result_key => result if cond }.
type For struct {
	Key, Value string // variables; "" for a key that is not used
	In         Expr
	ResultKey  Expr // nil for a list
	Result     Expr
	If         Expr // nil for all
	Group      bool // the result is a list of those with the same key
}
