package conformance

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// fault breaks the translation of the contract in testdata/faults.
type fault struct {
	name string
	// inModel changes the model, from which the module is then printed.
	inModel func(m *model.Model)
	// in and with are a text of the module and what takes its place.
	in, with string
	// example is an input of the user's; the others are made from the model, and do not
	// have what the model has lost.
	example string
}

var faults = []fault{
	{name: "none", inModel: func(*model.Model) {}},
	{name: "a constraint is dropped", inModel: func(m *model.Model) { input(m, "name").Type.Constraint = nil }},
	{name: "a bound is one too far", inModel: func(m *model.Model) { *input(m, "size").Type.Constraint.AnyOf[1].Max++ }},
	{name: "a bound is one too near", inModel: func(m *model.Model) { *input(m, "size").Type.Constraint.AnyOf[1].Max-- }},
	{name: "an alternative is dropped", inModel: func(m *model.Model) {
		c := input(m, "mode").Type.Constraint
		c.AnyOf = c.AnyOf[:1]
	}},
	{name: "a constraint inside a list is dropped", inModel: func(m *model.Model) { input(m, "ports").Type.Elem.Field("number").Type.Constraint = nil }},
	{name: "an optional field is dropped", inModel: func(m *model.Model) {
		elem := input(m, "ports").Type.Elem
		elem.Fields = elem.Fields[:1]
	}, example: `{"name": "a", "ports": [{"number": 1, "comment": "b"}]}`},
	{name: "another default", inModel: func(m *model.Model) { input(m, "size").Default.Value = int64(2) }},
	{name: "a check is dropped", inModel: func(m *model.Model) { m.Checks = nil }},
	{name: "a condition of a check is dropped", inModel: func(m *model.Model) { m.Checks[0].Clauses = m.Checks[0].Clauses[:1] }},
	{name: "another message", inModel: func(m *model.Model) { m.Checks[0].Message = said("size: is too large") }},
	{name: "an object is always there", inModel: func(m *model.Model) { object(m, "more").If = nil }},
	{name: "a member is always there", inModel: func(m *model.Model) { member(object(m, "main").Body, "data").Elems[1].Clauses = nil }},
	{name: "a member is dropped", inModel: func(m *model.Model) {
		data := member(object(m, "main").Body, "data")
		data.Elems = data.Elems[:1]
	}},
	{name: "branches are swapped", inModel: func(m *model.Model) {
		choice := member(member(object(m, "main").Body, "data"), "mode")
		choice.Args[1], choice.Args[2] = choice.Args[2], choice.Args[1]
	}},
	{name: "another constant", inModel: func(m *model.Model) { member(object(m, "main").Body, "kind").Value.Value = "Secret" }},
	{name: "a filter is dropped", inModel: func(m *model.Model) {
		elem := m.Outputs[1].Value.Elems[0]
		elem.Clauses = elem.Clauses[:1]
	}},
	{name: "an index is out of range", inModel: func(m *model.Model) {
		ports := &model.Expr{Op: model.OpInput, Name: "ports", Kind: model.List}
		first := &model.Expr{Op: model.OpIndex, Kind: model.Record, Args: []*model.Expr{ports, {Op: model.OpLiteral, Value: &model.Literal{Value: int64(0)}, Kind: model.Number}}}
		m.Outputs[0].Value = &model.Expr{Op: model.OpText, Kind: model.String, Args: []*model.Expr{{Op: model.OpGet, Name: "number", Kind: model.Number, Args: []*model.Expr{first}}}, Pos: m.Outputs[0].Value.Pos}
	}},
	{name: "a warning is dropped", inModel: func(m *model.Model) { m.Warnings = nil }},
	{name: "Terraform has another output", in: "value = var.name", with: "value = upper(var.name)"},
	{name: "Terraform has another condition", in: `var.size > 1`, with: `var.size > 2`},
	{name: "Terraform cannot evaluate", in: `"${var.name}-more"`, with: `var.ports[7].comment`},
	{name: "the module is damaged", in: `resource "kubernetes_config_map_v1" "more"`, with: `resource "kubernetes_config_map_v1" "more" "x" {`},
}

// TestFaults shows that each fault is found, by which input, and with which position. A
// file of the case is what is found of the fault that it is named after.
func TestFaults(t *testing.T) {
	golden.Run(t, "testdata/faults/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		dir := t.TempDir()
		schema := archive.Files[0]
		if err := os.WriteFile(filepath.Join(dir, schema.Name), schema.Data, 0o666); err != nil {
			t.Fatal(err)
		}
		archive.Files = []txtar.File{schema}
		for _, f := range faults {
			found := strings.ReplaceAll(f.find(t, dir), dir+"/", "")
			if (found == "") != (f.name == "none") {
				t.Errorf("%s: %q is found", f.name, found)
			}
			archive.Files = append(archive.Files, txtar.File{Name: f.name, Data: []byte(found + "\n")})
		}
		return archive
	})
}

// find makes the fault and returns what the check says.
func (f fault) find(t *testing.T, dir string) string {
	t.Helper()
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	if f.inModel != nil {
		f.inModel(m)
	}
	files, err := terraform.Print(m)
	if err != nil {
		t.Fatalf("%s: %v", f.name, err)
	}
	c := &Contract{Dir: dir, Model: m, Module: map[string][]byte{}}
	replaced := f.in == ""
	for _, file := range files {
		c.Module[file.Name] = bytes.Replace(file.Content, []byte(f.in), []byte(f.with), 1)
		replaced = replaced || bytes.Contains(file.Content, []byte(f.in))
	}
	if !replaced {
		t.Fatalf("%s: the module has no %s:\n%s", f.name, f.in, c.Module["main.tf"])
	}
	var examples [][]byte
	if f.example != "" {
		examples = append(examples, []byte(f.example))
	}
	inputs, err := c.Inputs(examples)
	if err != nil {
		return err.Error()
	}
	report, err := c.Check(inputs, nil)
	switch {
	case err != nil:
		return err.Error()
	case report.Difference != nil:
		return c.Explain(report.Difference).Error()
	}
	return ""
}

func input(m *model.Model, name string) *model.Field { return model.FindField(m.Inputs, name) }

func object(m *model.Model, name string) *model.KubernetesObject {
	for _, o := range m.Objects {
		if o.Name == name {
			return o
		}
	}
	return nil
}

// member is the value of a member of an object expression.
func member(e *model.Expr, name string) *model.Expr {
	for _, elem := range e.Elems {
		if elem.Key != nil && elem.Key.Value.Value == name {
			return elem.Value
		}
	}
	return nil
}

func said(s string) *model.Expr {
	return &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: s}, Kind: model.String}
}
