package preview_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/preview"
)

// Each case is two contracts and the recorded inputs of workspaces, a line each. UPDATE=1
// rewrites the reports.
func TestFleet(t *testing.T) {
	golden.Run(t, "testdata/fleet/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		f := fleetOf(t, golden.Data(archive, "old.cue"), golden.Data(archive, "new.cue"))
		got := &txtar.Archive{Comment: archive.Comment}
		for _, file := range archive.Files {
			if file.Name != "report" {
				got.Files = append(got.Files, file)
			}
		}
		each := map[string]int{}
		for i, line := range strings.Split(strings.TrimSpace(string(golden.Data(archive, "fleet.ndjson"))), "\n") {
			if !json.Valid([]byte(line)) {
				f.Unreadable(i+1, "the document is not JSON")
			} else if problem := f.Compare(i+1, line); problem != "" {
				t.Error(problem)
			}
			each[f.Effect()]++
		}
		var sum report
		if err := json.Unmarshal([]byte(f.Report()), &sum); err != nil {
			t.Fatal(err)
		}
		for _, e := range sum.Effects {
			if each[e.Effect] != e.Count {
				t.Errorf("%d inputs were said to have the effect %s, and %d have", each[e.Effect], e.Effect, e.Count)
			}
		}
		got.Files = append(got.Files, txtar.File{Name: "report", Data: indented(t, []byte(f.Report()))})
		return got
	})
}

// fleetOf compares two contracts of a file each.
func fleetOf(t *testing.T, old, new []byte) *preview.Fleet {
	t.Helper()
	f, err := compiled(t, new).Fleet(storedModel(t, old))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// storedModel is the model.json of a contract of one file.
func storedModel(t *testing.T, contract []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "contract.cue"), contract, 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

type report struct {
	Compared int
	Effects  []struct {
		Effect     string
		Count      int
		Workspaces []struct {
			Number, Line int
			Name, Effect string
			Diagnostics  model.Diagnostics
		}
	}
}

func reportOf(t *testing.T, f *preview.Fleet) (r report) {
	t.Helper()
	if err := json.Unmarshal([]byte(f.Report()), &r); err != nil {
		t.Fatalf("%v in %s", err, f.Report())
	}
	return r
}

// One contract twice changes nothing for any input that it accepts.
func TestFleetUnderOneContract(t *testing.T) {
	for _, c := range contracts(t) {
		text, err := json.Marshal(c.model)
		if err != nil {
			t.Fatal(err)
		}
		f, err := c.engine.Fleet(text)
		if err != nil {
			t.Fatal(err)
		}
		inputs := c.files(t, "inputs")
		for i, file := range inputs {
			if problem := f.Compare(i+1, string(model.AppendJSON(nil, read(t, file)))); problem != "" {
				t.Error(problem)
			}
		}
		if r := reportOf(t, f); len(r.Effects) != 1 || r.Effects[0].Effect != "none" || r.Effects[0].Count != len(inputs) {
			t.Errorf("the report is %+v", r)
		}
	}
}

// Any number of workspaces is counted, and as many are reported as a person reads.
func TestFleetTellsTheFirst(t *testing.T) {
	contract := `package p
#Input: name: string
input: #Input
objects: config: {apiVersion: "v1", kind: "ConfigMap", metadata: name: input.name, data: version: "%d"}
`
	f := fleetOf(t, fmt.Appendf(nil, contract, 1), fmt.Appendf(nil, contract, 2))
	for i := range 1000 {
		f.Compare(i+1, fmt.Sprintf(`{"name": "a%d"}`, i))
	}
	r := reportOf(t, f)
	if r.Compared != 1000 || len(r.Effects) != 1 || r.Effects[0].Count != 1000 || len(r.Effects[0].Workspaces) != 20 {
		t.Fatalf("the report is %+v", r)
	}
	if last := r.Effects[0].Workspaces[19]; last.Line != 20 || last.Name != "a19" {
		t.Errorf("the last one reported is %+v", last)
	}
}

func TestFleetRefusesWhatIsNoModel(t *testing.T) {
	e := own(t).engine
	for name, text := range map[string]string{
		"nothing":          ``,
		"an input":         `{"workspace_name": "dev"}`,
		"a list":           `[]`,
		"another record":   `{"digest": "x"}`,
		"text":             `workspace_name: dev`,
		"a later operator": `{"digest": "x", "inputs": [{"name": "a", "type": {"kind": "string"}}], "objects": [], "outputs": [{"name": "x", "value": {"op": "later"}}]}`,
		"half a model":     string(storedModel(t, []byte("package p\n#Input: a: string\ninput: #Input\n"))[:40]),
	} {
		const want = "the older contract is not a model.json that this page can read: "
		if _, err := e.Fleet([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
}

// An older contract that cannot be evaluated is reported; the page goes on.
func TestFleetSurvivesADamagedModel(t *testing.T) {
	f, err := own(t).engine.Fleet([]byte(`{"digest": "x", "inputs": [{"name": "a field without a type"}], "objects": []}`))
	if err != nil {
		t.Fatal(err)
	}
	if problem := f.Compare(1, `{"a field without a type": 1}`); !strings.HasPrefix(problem, "the engine failed") {
		t.Errorf("got %q", problem)
	}
}

// No secret of a recorded input is in a report.
func TestFleetHoldsNoSecrets(t *testing.T) {
	eachSecretInput(t, func(t *testing.T, c *contract, in model.Object) {
		older := &model.Model{Digest: "older", Inputs: c.model.Inputs, Locals: c.model.Locals, Objects: c.model.Objects[:len(c.model.Objects)/2]}
		text, err := json.Marshal(older)
		if err != nil {
			t.Fatal(err)
		}
		f, err := c.engine.Fleet(text)
		if err != nil {
			t.Fatal(err)
		}
		f.Compare(1, string(model.AppendJSON(nil, in)))
		if trace := traceIn(f.Report()); trace != "" {
			t.Errorf("%s is in the report:\n%s", trace, f.Report())
		}
	})
}
