package template

import (
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
)

// form is a template's form, as Coder's provider reads it, and the root module around it.
type form struct {
	*root
	parameters []parameter
	presets    []preset
}

// parameter is a coder_parameter.
type parameter struct {
	Label    string `json:"-"`
	Name     string
	Type     string
	FormType string `json:"form_type"`
	Mutable  bool
	Default  *string
	Option   []struct{ Value string }
	// Validation has one element, or none.
	Validation []struct {
		Min, Max    int
		MinDisabled bool `json:"min_disabled"`
		MaxDisabled bool `json:"max_disabled"`
		Monotonic   string
		Regex       string
	}
	// Raw is all that a state has of it.
	Raw map[string]json.RawMessage `json:"-"`
}

// preset is a coder_workspace_preset.
type preset struct {
	Name       string
	Default    bool
	Parameters map[string]string
	Prebuilds  []struct{ Instances int }
}

// theForm is that of the generated template.
var theForm struct {
	sync.Once
	*form
}

func readForm(t *testing.T) *form {
	t.Helper()
	theForm.Do(func() { theForm.form = formOf(t, generated) })
	if theForm.form == nil {
		t.Fatal("the form of the template cannot be read")
	}
	return theForm.form
}

// formOf reads the form of a template, from a plan of the first engine there always is.
func formOf(t *testing.T, dir string) *form {
	t.Helper()
	e, err := engine.OpenTofu()
	if err != nil {
		t.Fatal(err)
	}
	provider, err := standIn()
	if err != nil {
		t.Fatal(err)
	}
	root, err := newRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	plan := initialize(t, e, provider, dir).plan(t, start(root.required(t)))
	f := &form{root: root}
	for _, r := range plan.Prior.Values.Root.Resources {
		switch r.Type {
		case "coder_parameter":
			p := parameter{Label: r.Name, Raw: r.Values}
			decode(t, r, &p)
			f.parameters = append(f.parameters, p)
		case "coder_workspace_preset":
			var p preset
			decode(t, r, &p)
			f.presets = append(f.presets, p)
		}
	}
	if len(f.parameters) == 0 || len(f.presets) == 0 {
		t.Fatalf("%s has %d parameters and %d presets", dir, len(f.parameters), len(f.presets))
	}
	return f
}

// decode reads the values of a resource.
func decode(t *testing.T, r engine.Resource, into any) {
	t.Helper()
	text, err := json.Marshal(r.Values)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", r.Address, err)
	}
}

// required are the parameters without a default, with values of the first preset that has them.
func (r *root) required(t *testing.T) map[string]string {
	t.Helper()
	values := map[string]string{}
	for label, block := range r.parameters {
		if block.Body.Attributes["default"] != nil {
			continue
		}
		name := r.name(label)
		for _, preset := range slices.Sorted(maps.Keys(r.presets)) {
			if value, ok := r.presetParameters(t, preset)[name]; ok {
				values[name] = value
				break
			}
		}
		if _, ok := values[name]; !ok {
			t.Errorf("parameter %s is required, and no preset has it", name)
		}
	}
	return values
}

// presetParameters are what a preset sets, as the text of the template has it.
func (r *root) presetParameters(t *testing.T, label string) map[string]string {
	t.Helper()
	value, err := r.evaluate(start(nil), nil).value(r.presets[label].Body.Attributes["parameters"].Expr)
	if err != nil {
		t.Fatal(err)
	}
	parameters := map[string]string{}
	for name, text := range value.AsValueMap() {
		parameters[name] = text.AsString()
	}
	return parameters
}

// values are those of all parameters, by label, when some are chosen by name.
func (f *form) values(chosen map[string]string) map[string]string {
	all := map[string]string{}
	for _, p := range f.parameters {
		if value, ok := chosen[p.Name]; ok {
			all[p.Label] = value
		} else if p.Default != nil {
			all[p.Label] = *p.Default
		}
	}
	return all
}

// byName are values of all parameters by their names, in place of labels.
func (f *form) byName(values map[string]string) map[string]string {
	named := map[string]string{}
	for _, p := range f.parameters {
		named[p.Name] = values[p.Label]
	}
	return named
}

// telling are the presets that show most: the default one, and those with a desktop, which has a
// password.
func (f *form) telling() (list []preset) {
	for _, p := range f.presets {
		if p.Default || p.Parameters["gui_vnc"] == "true" {
			list = append(list, p)
		}
	}
	return list
}
