package conformance

import (
	"encoding/json"
	"math/big"
	"slices"

	"golang.org/x/text/unicode/norm"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/evaluator/terraform"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Treatment is something that is done to inputs before a contract sees them, and not by
// all three readers of it: by Terraform, unless it is said otherwise. The others refuse
// what it is done to, or keep it as it is. Each has a case in testdata/treatments.
type Treatment struct {
	Name   string
	Reason string

	// Refused treatments are of inputs that the model refuses and CUE keeps as they are.
	Refused bool
	// Shared treatments are done by Terraform and the model alike. CUE, which refuses
	// such inputs, is asked for what they are treated as.
	Shared bool

	// inputs tells that it is done to the object of all inputs, not to what is inside.
	inputs bool

	// applies reports whether Terraform does it to value v of type t, or to what is
	// directly inside it.
	applies func(v model.Value, t *model.Type) bool
}

// Treatments are all such differences. Unless it is a shared one, Terraform's verdict on
// an input that one applies to is not compared, nor is CUE's where it is a refused one.
var Treatments = []Treatment{
	{
		Name:    "undeclared variables are ignored",
		Reason:  "a key of a .tfvars.json file that is no variable is a warning; an argument of a module call that is none is an error",
		inputs:  true,
		applies: hasUndeclared,
	},
	{
		Name:    "scalars are converted",
		Reason:  `Terraform converts between string, number and bool where it can: "4" for 4, "true" for true`,
		applies: isConverted,
	},
	{
		Name:    "4.0 is 4",
		Reason:  "Terraform has one kind of number, CUE's 4.0 is not an int",
		applies: isWholeFraction,
	},
	{
		Name:    "sensitive inputs are not looked into",
		Reason:  "a rule on a sensitive variable would print it when it fails, so that the printed module has none but for the names of attributes; a null or another type inside one fails later, in Terraform's words",
		inputs:  true,
		applies: hasSensitiveFault,
	},
	{
		Name:    "strings are in NFC",
		Reason:  "Terraform normalises strings to Unicode NFC, also where it joins them; CUE and Kubernetes do not",
		Refused: true,
		applies: isDenormal,
	},
	{
		Name:    "null is absent",
		Reason:  "null for an input or an attribute that is optional or has a default is what an object of a declared type has there when it is passed on: `gen` and Terraform take it for absent, stock `cue` refuses it",
		Shared:  true,
		applies: hasAbsent,
	},
}

// TreatmentOf returns the first treatment that applies to an input or to something inside
// it, and nil when none does, or a shared one alone. Those that are refused come first.
func TreatmentOf(input model.Value, inputs []*model.Field) *Treatment {
	t := &model.Type{Kind: model.Record, Fields: inputs}
	for _, refused := range []bool{true, false} {
		for i := range Treatments {
			treatment := &Treatments[i]
			if treatment.Refused == refused && !treatment.Shared && treatment.isApplied(input, t) {
				return treatment
			}
		}
	}
	return nil
}

// Treated returns the name of the treatment that applies to an input, "" when none does.
func Treated(input model.Value, inputs []*model.Field) string {
	if treatment := TreatmentOf(input, inputs); treatment != nil {
		return treatment.Name
	}
	return ""
}

// isApplied reports whether the treatment is done to an input of type t, or to something
// inside it unless it is a treatment of inputs alone.
func (treatment *Treatment) isApplied(input model.Value, t *model.Type) bool {
	if treatment.inputs {
		return treatment.applies(input, t)
	}
	return evaluator.Anywhere(input, t, treatment.applies)
}

func hasUndeclared(v model.Value, t *model.Type) bool {
	object, _ := v.(model.Object)
	for _, member := range object {
		if t.Field(member.Key) == nil {
			return true
		}
	}
	return false
}

func isConverted(v model.Value, t *model.Type) bool {
	value, err := terraform.Value(v)
	if err != nil || value.IsNull() || !value.Type().IsPrimitiveType() {
		return false
	}
	wanted, scalar := ctyScalars[t.Kind]
	return scalar && value.Type() != wanted && converts(value, wanted)
}

func hasAbsent(v model.Value, t *model.Type) bool {
	object, _ := v.(model.Object)
	for _, member := range object {
		if field := t.Field(member.Key); field != nil && member.Value == nil && evaluator.NullIsAbsent(field) {
			return true
		}
	}
	return false
}

// ctyScalars are the types of Terraform's variables that hold no others.
var ctyScalars = map[model.Kind]cty.Type{model.String: cty.String, model.Number: cty.Number, model.Bool: cty.Bool}

func converts(value cty.Value, t cty.Type) bool {
	_, err := convert.Convert(value, t)
	return err == nil
}

func isWholeFraction(v model.Value, t *model.Type) bool {
	number, ok := v.(json.Number)
	if !ok || t.Kind != model.Number {
		return false
	}
	parsed, _, err := big.ParseFloat(number.String(), 10, 512, big.ToNearestEven)
	return err == nil && parsed.IsInt()
}

func hasSensitiveFault(v model.Value, t *model.Type) bool {
	object, _ := v.(model.Object)
	for _, member := range object {
		field := t.Field(member.Key)
		if field != nil && field.Sensitive && (holdsNull(member.Value) || faulty(member.Value, field.Type)) {
			return true
		}
	}
	return false
}

// faulty reports whether something is wrong with a value of objects that conversion to a
// type would find: attributes are missing, or values are of other kinds.
func faulty(v model.Value, t *model.Type) bool {
	return hasObjects(t) && (evaluator.Anywhere(v, t, evaluator.IsMistyped) || evaluator.Anywhere(v, t, lacksAttribute))
}

func hasObjects(t *model.Type) bool {
	return t.Kind == model.Record || t.Elem != nil && hasObjects(t.Elem)
}

func lacksAttribute(v model.Value, t *model.Type) bool {
	object, _ := v.(model.Object)
	return t.Kind == model.Record && slices.ContainsFunc(t.Fields, func(f *model.Field) bool {
		_, given := object.Get(f.Name)
		return f.Required() && !given
	})
}

// holdsNull reports whether there is a null inside a list, map or object.
func holdsNull(v model.Value) bool {
	switch v := v.(type) {
	case []model.Value:
		return slices.ContainsFunc(v, func(elem model.Value) bool { return elem == nil || holdsNull(elem) })
	case model.Object:
		return slices.ContainsFunc(v, func(m model.Member) bool { return m.Value == nil || holdsNull(m.Value) })
	}
	return false
}

func isDenormal(v model.Value, _ *model.Type) bool {
	switch v := v.(type) {
	case string:
		return v != "" && !(norm.NFC.IsNormalString(v) && norm.NFC.PropertiesString(v).BoundaryBefore())
	case model.Object:
		for _, member := range v {
			if isDenormal(member.Key, nil) {
				return true
			}
		}
	}
	return false
}
