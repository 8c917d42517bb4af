package template

import (
	"bytes"
	"encoding/json"
	"errors"
	"os/exec"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	programs "github.com/base-k8s/base-k8s/e2e/build"
)

// shown is the form that Coder's library shows.
type shown struct {
	Parameters []shownParameter
	Presets    []struct {
		Name       string
		Parameters map[string]string
	}
	Said []string
}

type shownParameter struct {
	Name     string
	Type     string
	FormType string
	Mutable  bool
	Required bool
	Options  []string
	Value    string
}

// TestForm shows the template's form with the library that Coder itself shows forms with, without a
// preset and with each: it has nothing to say, and shows what Coder's provider has read. A value that
// the provider refuses is one that it complains of.
func TestForm(t *testing.T) {
	f := readForm(t)
	for _, p := range append([]preset{{Name: "no preset", Parameters: f.required(t)}}, f.presets...) {
		t.Run(p.Name, func(t *testing.T) {
			s := show(t, p.Parameters)
			for _, said := range s.Said {
				t.Error(said)
			}
			slices.SortFunc(s.Parameters, func(a, b shownParameter) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) })
			if diff := cmp.Diff(f.shown(p.Parameters), s.Parameters); diff != "" {
				t.Errorf("the form is another one (-provider +library):\n%s", diff)
			}
			if len(s.Presets) != len(f.presets) {
				t.Errorf("it has %d presets in place of %d", len(s.Presets), len(f.presets))
			}
		})
	}
	for name, value := range map[string]string{"cpu": "65", "os_type": "windows", "gui_vnc": "maybe"} {
		chosen := f.required(t)
		chosen[name] = value
		if len(show(t, chosen).Said) == 0 {
			t.Errorf("%s = %q is nothing to complain of", name, value)
		}
	}
}

// shown are the parameters as Coder's provider has read them, by name.
func (f *form) shown(chosen map[string]string) (list []shownParameter) {
	values := f.values(chosen)
	for _, p := range f.parameters {
		s := shownParameter{Name: p.Name, Type: p.Type, FormType: p.FormType, Mutable: p.Mutable, Required: p.Default == nil, Value: values[p.Label]}
		for _, o := range p.Option {
			s.Options = append(s.Options, o.Value)
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b shownParameter) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) })
	return list
}

// show asks Coder's library for the form, when some parameters are chosen.
func show(t *testing.T, chosen map[string]string) *shown {
	t.Helper()
	if err := programs.Fetch("form", "github.com/base-k8s/base-k8s/e2e/form"); err != nil {
		t.Skipf("Coder's library shows no form here, for its modules cannot be had: %v", err)
	}
	program, err := programs.Binary("form", "github.com/base-k8s/base-k8s/e2e/form")
	if err != nil {
		t.Fatal(err)
	}
	in, err := json.Marshal(chosen)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, generated)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		t.Fatalf("%v: %s", err, exit.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	s := new(shown)
	if err := json.Unmarshal(out, s); err != nil {
		t.Fatal(err)
	}
	return s
}
