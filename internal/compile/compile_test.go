package compile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/load"
	cuejson "cuelang.org/go/encoding/json"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// Each case under testdata is a contract in contract.cue with either
//
//   - error: the diagnostics that it is refused with, and the contract after their advice
//     has been followed in advised.cue, which compiles, or
//   - locals.tf: the locals that it becomes in Terraform (if any), and for each
//     input NAME.json what the model makes of it in NAME.out: the outputs or the
//     refusal. CUE itself must have the same outputs.
//
// Files in directories are those of the contract's CUE module, for packages that it imports;
// those below advised/ are there beside advised.cue, or in their place.
//
// UPDATE=1 rewrites the golden files.
func TestContracts(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", compiled)
}

// compiled is a case with its compiled contract.
func compiled(t *testing.T, archive *txtar.Archive) *txtar.Archive {
	got := &txtar.Archive{Comment: archive.Comment}
	contract := golden.Data(archive, "contract.cue")
	got.Files = append(got.Files, txtar.File{Name: "contract.cue", Data: contract})
	module := inDirectories(archive)
	got.Files = append(got.Files, module...)

	unpack(t, contract, module)
	m, err := compile.Compile(".")
	if err != nil {
		advised := golden.Data(archive, "advised.cue")
		got.Files = append(got.Files, txtar.File{Name: "error", Data: []byte(err.Error() + "\n")}, txtar.File{Name: "advised.cue", Data: advised})
		checkAdvice(t, advised, module)
	} else {
		got.Files = append(got.Files, outcomes(t, archive, m)...)
	}
	return got
}

// inDirectories are the files of a case that are not the contract's own.
func inDirectories(archive *txtar.Archive) (files []txtar.File) {
	for _, f := range archive.Files {
		if strings.Contains(f.Name, "/") {
			files = append(files, f)
		}
	}
	return files
}

// unpack writes a contract and the other files of its module into the current directory,
// which is a new one.
func unpack(t *testing.T, contract []byte, module []txtar.File) {
	t.Chdir(t.TempDir())
	writeModule(t, append(module[:len(module):len(module)], txtar.File{Name: "contract.cue", Data: contract}))
}

// checkAdvice demands that the advice of an error works.
func checkAdvice(t *testing.T, advised []byte, module []txtar.File) {
	after := map[string][]byte{}
	for _, f := range module {
		name, isAdvised := strings.CutPrefix(f.Name, "advised/")
		if after[name] == nil || isAdvised {
			after[name] = f.Data
		}
	}
	var files []txtar.File
	for name, data := range after {
		files = append(files, txtar.File{Name: name, Data: data})
	}
	unpack(t, advised, files)
	m, err := compile.Compile(".")
	if err == nil {
		_, err = terraform.Print(m)
	}
	if err != nil {
		t.Errorf("the contract in advised.cue, which follows the advice, is refused:\n%v", err)
	}
}

// outcomes evaluates the inputs of a case.
func outcomes(t *testing.T, archive *txtar.Archive, m *model.Model) (files []txtar.File) {
	if locals := printedLocals(t, m); locals != "" {
		files = append(files, txtar.File{Name: "locals.tf", Data: []byte(locals)})
	}
	for _, f := range archive.Files {
		name, isInput := strings.CutSuffix(f.Name, ".json")
		if !isInput {
			continue
		}
		input, err := model.ParseJSON(f.Data)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		result, diagnostics := m.Evaluate(input)
		out := diagnostics.Error()
		if result != nil {
			out = lines(result.Outputs)
			checkAgainstCUE(t, f, result)
		} else {
			checkRefusedByCUE(t, f, strings.Contains(out, "normal form C"))
		}
		files = append(files, f, txtar.File{Name: name + ".out", Data: []byte(strings.TrimSuffix(out, "\n") + "\n")})
	}
	return files
}

// printedLocals is the locals block of the Terraform module.
func printedLocals(t *testing.T, m *model.Model) string {
	files, err := terraform.Print(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name != "main.tf" {
			continue
		}
		if _, rest, ok := strings.Cut(string(f.Content), "locals {\n"); ok {
			block, _, _ := strings.Cut(rest, "\n}\n")
			return "locals {\n" + block + "\n}\n"
		}
	}
	return ""
}

// lines writes one output a line.
func lines(outputs model.Object) string {
	var b strings.Builder
	for _, m := range outputs {
		fmt.Fprintf(&b, "%s = %s\n", m.Key, model.AppendJSON(nil, m.Value))
	}
	return b.String()
}

// cueValue unifies the contract with an input, in CUE.
func cueValue(t *testing.T, input txtar.File) cue.Value {
	instance := load.Instances(nil, nil)[0]
	if instance.Err != nil {
		t.Fatal(instance.Err)
	}
	expr, err := cuejson.Extract(input.Name, input.Data)
	if err != nil {
		t.Fatal(err)
	}
	ctx := cuecontext.New()
	return ctx.BuildInstance(instance).FillPath(cue.ParsePath("input"), ctx.BuildExpr(expr))
}

func checkAgainstCUE(t *testing.T, input txtar.File, result *model.Result) {
	v := cueValue(t, input)
	for field, got := range map[string]model.Value{"outputs": result.Outputs, "objects": objectsOf(result)} {
		data, err := v.LookupPath(cue.ParsePath(field)).MarshalJSON()
		if err != nil {
			t.Errorf("%s: CUE refuses what the model accepts: %v", input.Name, err)
			continue
		}
		want, err := model.ParseJSON(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s differ from CUE's (-CUE +model):\n%s", input.Name, field, diff)
		}
	}
}

func objectsOf(result *model.Result) model.Value {
	byName := map[string]any{}
	for _, o := range result.Objects {
		byName[o.Name] = nil
	}
	objects, _ := model.FromJSON(byName)
	for i, member := range objects.(model.Object) {
		for _, o := range result.Objects {
			if o.Name == member.Key {
				objects.(model.Object)[i].Value = o.Body
			}
		}
	}
	return objects
}

// checkRefusedByCUE wants CUE to refuse an input too, or not to where it is known to keep
// text that Terraform would change.
func checkRefusedByCUE(t *testing.T, input txtar.File, keeps bool) {
	v := cueValue(t, input)
	err := v.LookupPath(cue.ParsePath("input")).Validate(cue.Concrete(true))
	for _, field := range []string{"objects", "outputs"} { // what they demand is a rule on inputs, too
		if part := v.LookupPath(cue.ParsePath(field)); err == nil && part.Exists() {
			err = part.Validate(cue.Concrete(true))
		}
	}
	if (err == nil) != keeps {
		t.Errorf("%s: the model refuses it, CUE says %v", input.Name, err)
	}
}

// sourceDir is where the test started; the cases run in directories of their own.
var sourceDir = func() string {
	dir, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	return dir
}()

const minimalInput = `{"workspace_name": "dev", "owner": "ada", "compute_profile": {"cpu": 4, "memory": "8Gi", "storage": "50Gi"}, "toolchain_template": {"name": "x", "version": "1.0.0"}}`

// A stored model evaluates as the compiled one does.
func TestStoredModel(t *testing.T) {
	m, err := compile.Compile("../../schema")
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	stored := &model.Model{}
	if err := json.Unmarshal(data, stored); err != nil {
		t.Fatal(err)
	}
	input, err := model.ParseJSON([]byte(minimalInput))
	if err != nil {
		t.Fatal(err)
	}
	want, diagnostics := m.Evaluate(input)
	if want == nil {
		t.Fatal(diagnostics)
	}
	got, _ := stored.Evaluate(input)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestErrorIsDiagnostics: the error of Compile has the diagnostics as data.
func TestErrorIsDiagnostics(t *testing.T) {
	_, err := compile.Compile(t.TempDir())
	var diagnostics model.Diagnostics
	if !errors.As(err, &diagnostics) {
		t.Fatalf("%T is not model.Diagnostics", err)
	}
}
