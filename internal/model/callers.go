package model

// Callers is what a contract says about the Terraform configurations that call its module.
type Callers struct {
	// Sources are regular expressions (RE2). A module block whose source has a match of one
	// calls the contract's module.
	Sources []string
	// States are those in which a configuration is applied.
	States []*CallerState
	// Rules are what a call must keep to, in the order in which the contract has them.
	Rules []*CallerRule
}

// CallerState is a state in which a configuration is applied, such as that of a workspace which
// is stopped: what its references are then.
type CallerState struct {
	// Name is an adjective: it follows "when", as in "when stopped".
	Name  string
	Facts []*CallerFact
}

// CallerFact is the value of a reference in a state.
type CallerFact struct {
	Reference Reference
	Value     Value
}

// CallerRule is a rule about a call of the module. One with From asks where an input comes
// from; one with a State asks what an input Is in it or, without an Input, whether the call is
// there at all.
type CallerRule struct {
	Name     string
	Severity Severity
	// Message says what must be, and what to write instead, without a full stop. It follows the
	// argument that it is about.
	Message string
	// Input is the name of an input, or "".
	Input string
	// From are references, one of which the input's argument has to depend on.
	From []Reference
	// State is the name of a state, or "".
	State string
	// Is is the value that the input has to have in the state.
	Is *Literal
	// When are values of inputs without which the rule does not hold.
	When []*InputValue

	Pos Position
}

// InputValue is the value of an input, or of an attribute of one.
type InputValue struct {
	Path  Path
	Value Value
}

// Reference is an attribute of resources or data sources of a configuration:
// data.example_thing.*.id is that of all of a type, and data.example_thing.main.id that of one.
type Reference struct {
	Data                  bool
	Type, Name, Attribute string // the Name is "*" for any
}

// String is the reference as a configuration has it.
func (r Reference) String() string {
	s := r.Type + "." + r.Name + "." + r.Attribute
	if r.Data {
		return "data." + s
	}
	return s
}

// Matches reports whether a reference to one resource is what r stands for.
func (r Reference) Matches(other Reference) bool {
	if r.Name == "*" {
		r.Name = other.Name
	}
	return r == other
}
