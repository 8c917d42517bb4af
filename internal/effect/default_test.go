package effect_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/effect"
)

// TestDefaults: every default of the API server has a case in which only one side has the
// field. That is no change, whichever side it is, and any other value is one. A real API server
// confirms the cases: see e2e/cluster.
func TestDefaults(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/defaults.txtar")
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string][]byte{}
	for _, f := range archive.Files {
		if name, ok := strings.CutSuffix(f.Name, ".yaml"); ok {
			cases[name] = f.Data
		}
	}
	// Of a StatefulSet, whose name can be no longer than 63 characters, long words are short.
	shorter := strings.NewReplacer(".", "-", " ", "-", "persistentVolumeClaimRetentionPolicy", "retention", "updateStrategy", "update")
	for _, d := range effect.Defaults() {
		for _, kind := range d.Kinds {
			path := d.Path
			if kind == "pod" {
				kind, path = "Deployment", "spec.template.spec."+path
			}
			name := strings.ToLower(shorter.Replace(strings.TrimSpace(kind + " " + path + " " + d.When)))
			documents := cases[name]
			if documents == nil {
				t.Errorf("there is no case %s for %s", name, d)
				continue
			}
			before, after, _ := strings.Cut(string(documents), "---\n")
			for _, both := range []string{before + "---\n" + after, after + "---\n" + before} {
				if c := compare(t, []byte(both), nil); len(c.Objects) != 0 {
					t.Errorf("%s: %s\n%s", d, c.Effect, both)
				}
			}
			value := string(d.Value)
			if d.When == "same as port" {
				value = "80"
			}
			last := path[strings.LastIndex(path, ".")+1:]
			other := strings.Replace(after, `"`+last+`": `+value, `"`+last+`": 4711`, 1)
			if c := compare(t, []byte(before+"---\n"+other), nil); len(c.Objects) == 0 {
				t.Errorf("%s: nothing changes\n%s", d, other)
			}
		}
	}
}
