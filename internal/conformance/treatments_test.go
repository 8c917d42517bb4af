package conformance

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
)

// treatedModel and treatedModule are the same small contract.
var treatedModel = &model.Model{
	Inputs: []*model.Field{
		{Name: "name", Type: &model.Type{Kind: model.String}, Default: &model.Literal{Value: "a"}},
		{Name: "size", Default: &model.Literal{Value: model.Object{}}, Type: &model.Type{Kind: model.Record, Fields: []*model.Field{
			{Name: "cpu", Type: &model.Type{Kind: model.Number}, Default: &model.Literal{Value: int64(4)}},
			{Name: "gpu", Type: &model.Type{Kind: model.String, Nullable: true}, Default: &model.Literal{Value: "t4"}},
		}}},
		{Name: "secrets", Sensitive: true, Default: &model.Literal{Value: model.Object{}}, Type: &model.Type{Kind: model.Map, Elem: &model.Type{Kind: model.String}}},
	},
	Outputs: []*model.Output{
		{Name: "name", Value: &model.Expr{Op: model.OpInput, Name: "name"}},
		{Name: "size", Value: &model.Expr{Op: model.OpInput, Name: "size"}},
	},
}

const treatedModule = `
variable "name" {
  type     = string
  default  = "a"
  nullable = false
}
variable "size" {
  type     = object({ cpu = optional(number, 4), gpu = optional(string, "t4") })
  default  = {}
  nullable = false
}
variable "secrets" {
  type      = map(string)
  default   = {}
  nullable  = false
  sensitive = true
}
output "name" { value = var.name }
output "size" { value = var.size }
`

// TestTreatments shows for each treatment an input on which Terraform and the model
// do not agree because of it.
func TestTreatments(t *testing.T) {
	inputs := map[string]string{
		"undeclared keys are dropped":                  `{"size": {"disk": 1}}`,
		"scalars are converted":                        `{"size": {"cpu": "4"}}`,
		"null is the default":                          `{"size": {"gpu": null}}`,
		"4.0 is 4":                                     `{"size": {"cpu": 4.0}}`,
		"nulls in sensitive inputs are not looked for": `{"secrets": {"a": null}}`,
		"strings are in NFC":                           `{"name": "e\u0301"}`,
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
	terraform, err := NewTerraform(map[string][]byte{"main.tf": []byte(treatedModule)})
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
