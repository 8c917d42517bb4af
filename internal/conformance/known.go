package conformance

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"golang.org/x/text/unicode/norm"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/evaluator/terraform"
	"github.com/base-k8s/base-k8s/internal/model"
)

// KnownDifference is a way in which an evaluator changes inputs before it applies the
// contract, and the others do not. The evaluator is Terraform unless a field says otherwise;
// the others refuse such an input, or keep it as it is. Each has a case in
// testdata/known-differences.
type KnownDifference struct {
	Name   string
	Reason string

	// Refused is set where the model refuses such inputs and CUE keeps them as they are.
	Refused bool
	// Shared is set where Terraform and the model change such inputs alike. CUE, which
	// refuses them, is given the changed input.
	Shared bool

	// reason is what the model says where it is not the input that Terraform changes but what
	// the contract makes of it.
	reason string
	// topLevel is set where only the object of all inputs is changed, not what is inside.
	topLevel bool

	// applies reports whether Terraform changes value v of type t, or what is directly
	// inside it.
	applies func(v model.Value, t *model.Type) bool
}

// KnownDifferences are all of them. Where one applies to an input, Terraform's verdict is not
// compared unless the difference is shared, and CUE's is not where it is refused.
var KnownDifferences = []KnownDifference{
	{
		Name:     "undeclared variables are ignored",
		Reason:   "a key of a .tfvars.json file that is no variable is a warning; an argument of a module call that is none is an error",
		topLevel: true,
		applies:  hasUndeclared,
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
		Name:     "sensitive inputs are not looked into",
		Reason:   "a rule on a sensitive variable would print it when it fails, so that the printed module has none but for the names of attributes; a null or another type inside one fails later, in Terraform's words",
		topLevel: true,
		applies:  hasSensitiveFault,
	},
	{
		Name:    "strings are in NFC",
		Reason:  "Terraform normalises strings to Unicode NFC, also where it joins or decodes them; CUE and Kubernetes do not",
		Refused: true,
		reason:  model.NotNormal,
		applies: isDenormal,
	},
	{
		Name:    "numbers have 64 bits",
		Reason:  "int and uint have no bounds in CUE, where numbers are of any size; Terraform refuses those that do not fit in 64 bits with a sign",
		Refused: true,
		applies: isLarge,
	},
	{
		Name:    "null is absent",
		Reason:  "null for an input or an attribute that is optional or has a default is what an object of a declared type has there when it is passed on: `gen` and Terraform take it for absent, stock `cue` refuses it",
		Shared:  true,
		applies: hasAbsent,
	},
}

// FindKnownDifference returns the first difference that applies to an input or to something
// inside it, nil when none does or only shared ones do. Those that are refused come first.
func FindKnownDifference(input model.Value, inputs []*model.Field) *KnownDifference {
	t := &model.Type{Kind: model.Record, Fields: inputs}
	for _, refused := range []bool{true, false} {
		for i := range KnownDifferences {
			known := &KnownDifferences[i]
			if known.Refused == refused && !known.Shared && known.appliesTo(input, t) {
				return known
			}
		}
	}
	return nil
}

// knownFailure returns the difference because of which the model cannot evaluate the contract for
// an input, nil for none.
func knownFailure(verdict *evaluator.Verdict) *KnownDifference {
	for i, known := range KnownDifferences {
		if verdict.Failed && known.reason != "" && strings.Contains(verdict.Reason, known.reason) {
			return &KnownDifferences[i]
		}
	}
	return nil
}

// appliesTo reports whether the difference applies to an input of type t.
func (d *KnownDifference) appliesTo(input model.Value, t *model.Type) bool {
	if d.topLevel {
		return d.applies(input, t)
	}
	return evaluator.Anywhere(input, t, d.applies)
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

// isLarge reports whether a value is a whole number that does not fit in 64 bits, where the type
// has numbers up to those that do.
func isLarge(v model.Value, t *model.Type) bool {
	number, ok := v.(json.Number)
	if !ok || t.Kind != model.Number {
		return false
	}
	n, whole := new(big.Int).SetString(number.String(), 10)
	edge := int64(math.MaxInt64)
	if whole && n.Sign() < 0 {
		edge = math.MinInt64
	}
	return whole && !n.IsInt64() && t.Accepts(edge)
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
