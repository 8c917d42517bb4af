package model

// Release is what a contract says about its publication.
type Release struct {
	// Name begins the names of what is published; the contract's own name when it is "".
	Name string `json:"name"`
	// Readme are the sections of the README of the module that is published, where they
	// differ from those of [Model.Readme].
	Readme []*Section `json:"readme"`
	// Examples are root modules that call the module, by name.
	Examples map[string]*ExampleModule `json:"examples"`
	// Forms are further layouts of the module, by name, for registries that have rules of
	// their own.
	Forms map[string]*Form `json:"forms"`
	// Layer is the text of a layer to begin with over the contract, a CUE file without its
	// package clause.
	Layer string `json:"layer"`
}

// ExampleModule is a root module that calls the module with one of the contract's example inputs.
type ExampleModule struct {
	Input string `json:"input"` // the name of the input's file, without its extension
	Title string `json:"title"` // of its README
	Text  string `json:"text"`  // Markdown: what it shows, and what it needs

	Pos Position `json:"-"`
}

// Form is a layout of the module. Paths are relative to the module, with slashes; one that
// ends in a slash is a directory.
type Form struct {
	Without []string          `json:"without"` // what is left out
	Move    map[string]string `json:"move"`    // files that have another path
	Files   map[string]string `json:"files"`   // texts of files that are added, or replace one

	Pos Position `json:"-"`
}

// Published is the same model with the README of the module that is published.
func (m *Model) Published() *Model {
	published := m.Observed(nil)
	published.Texts = m.Texts
	if m.Surroundings().Release.Readme != nil {
		published.Readme = m.Surroundings().Release.Readme
	}
	return published
}
