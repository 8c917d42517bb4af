package testinput

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Each case under testdata is a contract and the inputs found for it, one a line: what is shown,
// and the inputs that are not as in the smallest input. UPDATE=1 rewrites them.
func TestFind(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		contract := archive.Files[0]
		archive.Files = []txtar.File{contract, {Name: "inputs", Data: []byte(list(t, contract.Data))}}
		return archive
	})
}

// list finds the inputs for a contract and writes them, one a line.
func list(t *testing.T, contract []byte) string {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "contract.cue"), contract, 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	set, err := Find(m)
	if err != nil {
		return err.Error() + "\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "smallest %s\n", encode(set.Base.Changes))
	for _, a := range set.Values {
		fmt.Fprintf(&b, "value %s = %s %s\n", a.Path, encode(a.Value), encode(a.Changes))
	}
	for _, r := range set.Refused {
		fmt.Fprintf(&b, "refused %s %s\n", title(r), encode(r.Changes))
	}
	for _, a := range set.Warned {
		fmt.Fprintf(&b, "warned %s %s\n", a.Warning.Name, encode(a.Changes))
	}
	for _, d := range set.Missing {
		fmt.Fprintf(&b, "missing %s\n", strings.ReplaceAll(d.String(), dir+"/", ""))
	}
	return b.String()
}

// title is the constraint or the checks that refuse an input.
func title(r *Refused) string {
	if len(r.Checks) == 0 {
		return "constraint " + string(r.Path)
	}
	var names []string
	for _, c := range r.Checks {
		names = append(names, c.Name)
	}
	return "check " + strings.Join(names, " ")
}

// TestContracts evaluates the inputs found for the project's contracts with the model as a
// whole, and demands one for every constraint, every check and every warning.
func TestContracts(t *testing.T) {
	for _, dir := range []string{"../../schema", "../../testdata/contracts/reports/schema"} {
		m, err := compile.Compile(dir)
		if err != nil {
			t.Fatal(err)
		}
		set, err := Find(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range set.Missing {
			t.Errorf("%s: %s", dir, d)
		}
		for _, a := range append(append(set.Values, set.Warned...), set.Base) {
			if result, diagnostics := m.Evaluate(over(set.Base.Changes, a.Changes)); result == nil {
				t.Errorf("%s: %s = %v: %s", dir, a.Path, a.Value, diagnostics)
			}
		}
		shown := map[string]bool{}
		for _, r := range set.Refused {
			if result, _ := m.Evaluate(over(set.Base.Changes, r.Changes)); result != nil {
				t.Errorf("%s: %s is not refused: %s", dir, title(r), encode(r.Changes))
			}
			if r.Check != nil && r.Check.Implied {
				continue // which #Input's own rules may leave nothing to refuse
			}
			if r.Check != nil {
				shown[r.Check.Name] = true
			} else if len(r.Checks) == 0 {
				shown[string(r.Path)] = true
			}
		}
		own := 0
		for _, c := range m.Checks {
			if !c.Implied {
				own++
			}
		}
		if want := own + constraints(m); len(shown) != want {
			t.Errorf("%s: %d constraints and checks are shown, want %d", dir, len(shown), want)
		}
		if len(set.Warned) != len(m.Warnings) {
			t.Errorf("%s: %d warnings are shown, want %d", dir, len(set.Warned), len(m.Warnings))
		}
	}
}

// over is the smallest input with changes.
func over(base, changes model.Object) model.Object {
	for _, m := range changes {
		base = base.With(m.Key, m.Value)
	}
	return base
}

// constraints counts what has a constraint, and objects, whose attributes are limited.
func constraints(m *model.Model) (n int) {
	for _, s := range allLocations(m) {
		if s.typ.Constraint != nil || s.typ.Kind == model.Record {
			n++
		}
	}
	return n
}
