package conformance

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/evaluator/terraform"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	fleet "github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// TestRecordedInput takes what Terraform gives for a recorded input as the input: with the
// sensitive inputs of the one before beside it, gen and stock CUE make the same of it. Nothing
// sensitive is in it, and nothing that could be left out.
//
// Shows: output recorded_input.
func TestRecordedInput(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/constructs/recorded-input.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files, dir := byName(archive), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "schema.cue"), files["schema.cue"], 0o666); err != nil {
		t.Fatal(err)
	}
	base := contracts()[0]
	for _, c := range []contract{{name: "construct", schema: dir}, base} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var inputs [][]byte
			for _, name := range slices.Sorted(maps.Keys(files)) {
				if c.schema == dir && strings.HasSuffix(name, ".json") {
					inputs = append(inputs, files[name])
				}
			}
			for _, folder := range c.inputs[:min(1, len(c.inputs))] {
				examples, _ := filepath.Glob(filepath.Join(folder, "*.*"))
				for _, example := range examples {
					text, err := readInput(example)
					if err != nil {
						t.Fatal(err)
					}
					inputs = append(inputs, text)
				}
			}
			generator := random.New(c.compile(t).model, 1)
			for range 60 {
				inputs = append(inputs, generator.Next())
			}
			recordedAgain(t, c, inputs)
		})
	}
}

func recordedAgain(t *testing.T, c contract, inputs [][]byte) {
	m := c.compile(t).model
	i := slices.IndexFunc(m.Outputs, func(o *model.Output) bool { return o.RecordsInput })
	if i < 0 {
		t.Fatal("the contract records no input")
	}
	terraform, err := terraform.New(c.compile(t).module, m.Inputs)
	if err != nil {
		t.Fatal(err)
	}
	stock, err := evaluator.NewCUE(c.schema, nil)
	if err != nil {
		t.Fatal(err)
	}
	recorded := 0
	for _, text := range inputs {
		given := parsed(t, text)
		before, _ := m.Evaluate(given)
		if before == nil {
			continue
		}
		verdict, err := terraform.Evaluate(text)
		if err != nil || verdict.Refused {
			t.Errorf("Terraform refuses %s: %v", text, err)
			continue
		}
		recorded++
		output, _ := verdict.Outputs.Get(m.Outputs[i].Name)
		line := append(model.AppendJSON(nil, output), '\n')
		record := parsed(t, line).(model.Object)
		leanly(t, m, record)
		for _, f := range m.Inputs {
			if v, ok := given.(model.Object).Get(f.Name); ok && v != nil && f.Sensitive {
				record = append(record, model.Member{Key: f.Name, Value: v})
			}
		}
		record.Sort()
		after, refused := m.Evaluate(record)
		if before == nil || after == nil || !model.Equal(before.Input, after.Input) || !model.Equal(before.Outputs, after.Outputs) {
			t.Errorf("%s is recorded as %s, which gives something else %v", text, line, refused)
			continue
		}
		byCUE, err := stock.Evaluate(model.AppendJSON(nil, record))
		if err != nil || byCUE.Refused || !model.Equal(byCUE.Objects, objectsOf(before)) {
			t.Errorf("%s is recorded as %s, of which stock CUE makes something else: %v", text, line, err)
		}
	}
	t.Logf("%d of %d inputs are recorded", recorded, len(inputs))
	if recorded < len(inputs)/4 {
		t.Errorf("only %d of %d inputs are recorded", recorded, len(inputs))
	}
}

// parsed reads one line as gen reads a fleet.
func parsed(t *testing.T, line []byte) model.Value {
	t.Helper()
	var joined bytes.Buffer
	for part := range bytes.Lines(line) {
		joined.Write(bytes.TrimSpace(part))
	}
	doc, err := fleet.NewReader(&joined, "fleet.ndjson", fleet.NDJSON).Next()
	if err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	return doc.Value
}

func objectsOf(r *model.Result) model.Value {
	objects := model.Object{}
	for _, o := range r.Objects {
		objects = append(objects, model.Member{Key: o.Name, Value: o.Body})
	}
	objects.Sort()
	return objects
}

// leanly wants nothing sensitive in a record, and no scalar or list that could be left out.
func leanly(t *testing.T, m *model.Model, record model.Object) {
	t.Helper()
	whole, _ := m.Accept(record)
	for i, member := range record {
		f := model.FindField(m.Inputs, member.Key)
		if f.Sensitive {
			t.Errorf("%s is sensitive, and recorded", f.Name)
		}
		without, refused := m.Accept(slices.Delete(slices.Clone(record), i, i+1))
		if f.Type.Kind != model.Record && len(refused) == 0 && model.Equal(whole, without) {
			t.Errorf("%s is recorded though it is at its default: %s", f.Name, model.AppendJSON(nil, record))
		}
	}
}
