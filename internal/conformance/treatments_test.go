package conformance

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
	printer "github.com/base-k8s/base-k8s/internal/terraform"
)

// treatedModel is a small contract.
var treatedModel = &model.Model{
	Inputs: []*model.Field{
		{Name: "name", Type: &model.Type{Kind: model.String}, Default: &model.Literal{Value: "a"}},
		{Name: "size", Default: &model.Literal{Value: model.Object{}}, Type: &model.Type{Kind: model.Record, Fields: []*model.Field{
			{Name: "cpu", Type: &model.Type{Kind: model.Number}, Default: &model.Literal{Value: int64(4)}},
			{Name: "gpu", Type: &model.Type{Kind: model.String, Nullable: true}, Default: &model.Literal{Value: "t4"}},
		}}},
		{Name: "token", Sensitive: true, Default: &model.Literal{Value: model.Object{{Key: "id", Value: "a"}}}, Type: &model.Type{Kind: model.Record, Fields: []*model.Field{
			{Name: "id", Type: &model.Type{Kind: model.String}},
		}}},
		{Name: "secrets", Sensitive: true, Default: &model.Literal{Value: model.Object{}}, Type: &model.Type{Kind: model.Map, Elem: &model.Type{Kind: model.String}}},
	},
	Outputs: []*model.Output{
		{Name: "name", Value: &model.Expr{Op: model.OpInput, Name: "name"}},
		{Name: "size", Value: &model.Expr{Op: model.OpInput, Name: "size"}},
	},
}

// TestTreatments shows for each treatment an input on which Terraform and the model
// do not agree because of it.
func TestTreatments(t *testing.T) {
	inputs := map[string]string{
		"undeclared variables are ignored":     `{"disk": 1}`,
		"scalars are converted":                `{"size": {"cpu": "4"}}`,
		"4.0 is 4":                             `{"size": {"cpu": 4.0}}`,
		"sensitive inputs are not looked into": `{"secrets": {"a": null}}`,
		"strings are in NFC":                   `{"name": "e\u0301"}`,
	}
	terraform := treatedTerraform(t)
	for _, treatment := range Treatments {
		t.Run(treatment.Name, func(t *testing.T) {
			input := []byte(inputs[treatment.Name])
			parsed, err := parseInput(input)
			if err != nil {
				t.Fatal(err)
			}
			if name := Treated(parsed, treatedModel.Inputs); name != treatment.Name {
				t.Errorf("%s: treatment %q", input, name)
			}
			if judgeBoth(t, terraform, input) == nil {
				t.Errorf("%s: Terraform and the model agree: the treatment need not be listed", input)
			}
		})
	}
}

// TestUntreated shows that what looks similar is compared.
func TestUntreated(t *testing.T) {
	terraform := treatedTerraform(t)
	for _, input := range []string{
		`{}`, `{"name": null}`, `{"size": {"cpu": null}}`, `{"size": {"cpu": "four"}}`, `{"size": {"cpu": [4]}}`,
		`{"name": {}}`, `{"name": "\u00e9"}`, `{"size": []}`, `{"size": {"gpu": "v100"}}`,
		`{"size": {"disk": 1}}`, `{"size": {"gpu": null}}`, `{"size": {"cpus": 4, "GPU": "a"}}`, `{"token": {"id": "a", "ids": 1}}`,
		`{"secrets": null}`, `{"secrets": {"a": {}}}`,
	} {
		parsed, _ := parseInput([]byte(input))
		if name := Treated(parsed, treatedModel.Inputs); name != "" {
			t.Errorf("%s: treatment %q", input, name)
		}
		if d := judgeBoth(t, terraform, []byte(input)); d != nil {
			t.Errorf("%s: %v", input, d)
		}
	}
}

func treatedTerraform(t *testing.T) *Terraform {
	t.Helper()
	files, err := printer.Print(treatedModel)
	if err != nil {
		t.Fatal(err)
	}
	module := map[string][]byte{}
	for _, f := range files {
		module[f.Name] = f.Content
	}
	terraform, err := NewTerraform(module)
	if err != nil {
		t.Fatal(err)
	}
	return terraform
}

// judgeBoth returns the difference between the verdicts of Terraform and the model.
func judgeBoth(t *testing.T, terraform *Terraform, input []byte) *Difference {
	t.Helper()
	byTerraform, err := terraform.Judge(input)
	if err != nil {
		t.Fatal(err)
	}
	byModel, err := NewModel(treatedModel).Judge(input)
	if err != nil {
		t.Fatal(err)
	}
	return compareTerraform(byTerraform, byModel)
}
