package compile

// Construct is a construct of CUE that has a form in Terraform.
type Construct struct {
	CUE       string // in Markdown
	Terraform string // its form, "" where there is none
	Note      string // where the languages differ
	Case      string // the case under testdata that shows it
}

// Constructs are the constructs that this package compiles, for the documentation.
func Constructs() []Construct {
	return []Construct{
		{"`[if c {a}, b][0]`", "`c ? a : b`", "the last element has no `if`, or the exact opposite of the one before", "choices"},
		{"`if c {…}` around a field", "`merge(…, c ? {…} : {})`, or an argument that is null", "guarded members of an attribute are of one kind", "conditions"},
		{"`if c {…}` around a block or a list element", "`dynamic` block, `concat(…, c ? […] : [])`", "", "conditions"},
		{"`if c {…}` around an object", "`count`, and `[0]` in references", "`c` depends on nothing sensitive", "conditions"},
		{"`for x in list`, `for k, v in map`", "`for`, `dynamic` block", "unrolled where the source is constant", "loops"},
		{"a label in the body of `for`", "a key of `for`", "it depends on the variables: `(k): v`", "errors-labels"},
		{"a list made from a map", "", "the order of keys differs: iterate over `list.SortStrings([for k, _ in m {k}])`", "errors-order"},
		{"`for k in list.SortStrings([for k, _ in m {k}]) {m[k]}`", "an element or a block for each, under the condition of its own", "`m` is a struct of the contract, whose members need not be alike", "named-members"},
		{"two struct literals for one field", "one block", "two values at the same time are an error unless their conditions exclude each other", "unification"},
		{"`_labels` beside other fields", "`merge(local.labels, {…})`", "", "unification"},
		{"`x.key != _|_`", "`x.key != null`, `contains(keys(x), k)`", "", "optional"},
		{"`&&`, `||`", "`&&`, `||`", "no short-circuit: guard with nested `if`", "conditions"},
		{"`\"\\(x)\"`, `+` on strings", "`\"${x}\"`", "strings, whole numbers and bools", "functions"},
		{"`==`, `!=`", "`==`, `!=`", "scalars and null only", "errors-operators"},
		{"`<`, `<=`, `>`, `>=`", "the same", "whole numbers only", "functions"},
		{"`+`, `-`, `*`", "the same", "whole numbers of 64 bits", "functions"},
		{"`/`, floats", "", "write `div(a, b)` and `mod(a, b)`", "errors-operators"},
		{"`s =~ \"re\"`", "`can(regex(\"re\", s))`", "constant patterns", "functions"},
		{"any function and operator of what does not depend on the input", "its value", "CUE evaluates it; no fractions, no bytes", "constant-calls"},
	}
}
