package model

// Surroundings is what a contract says that no evaluation needs: what stands around its module.
// It is not stored with the model.
type Surroundings struct {
	// Prerequisites are files that the users of the module apply before the first object.
	Prerequisites []*Prerequisite
	// Template is the Coder template around the module; nil when the contract describes none.
	Template *Template
	// Version is the semantic version that the contract gives itself; "" when it has none.
	Version string
	// Release is what is published besides what is generated.
	Release Release
	// Callers is what the contract says about those who call the module; nil for nothing.
	Callers *Callers
	// Promises are what the contract guarantees.
	Promises []*Promise
	// CustomKinds are the kinds of custom resources among the objects.
	CustomKinds []CustomKind
}

// CustomKind is a kind of custom resources that a contract has an object of.
type CustomKind struct {
	APIVersion, Kind string
	// Checked is set when a definition beside the contract says which fields there are.
	Checked bool
	// Pos is the first object of the kind.
	Pos Position
}

// Surroundings are those that the contract was compiled with, or none. The model has them behind an
// interface, so that the program in the browser, which asks for none, does not carry their types.
func (m *Model) Surroundings() *Surroundings {
	if s, ok := m.Around.(*Surroundings); ok {
		return s
	}
	return &Surroundings{}
}
