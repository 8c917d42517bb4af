package terraform

import (
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Value converts a value of an input as Terraform reads it from a .tfvars.json file, before
// any conversion to a declared type. Strings become Unicode NFC.
func Value(v model.Value) (cty.Value, error) {
	switch v := v.(type) {
	case nil:
		return cty.NullVal(cty.DynamicPseudoType), nil
	case bool:
		return cty.BoolVal(v), nil
	case int64:
		return cty.NumberIntVal(v), nil
	case json.Number:
		return cty.ParseNumberVal(v.String())
	case string:
		return cty.StringVal(v), nil
	case []model.Value:
		elems := make([]cty.Value, len(v))
		for i := range v {
			var err error
			if elems[i], err = Value(v[i]); err != nil {
				return cty.NilVal, err
			}
		}
		return cty.TupleVal(elems), nil
	case model.Object:
		members := make(map[string]cty.Value, len(v))
		for _, member := range v {
			var err error
			if members[member.Key], err = Value(member.Value); err != nil {
				return cty.NilVal, err
			}
		}
		return cty.ObjectVal(members), nil
	}
	return cty.NilVal, fmt.Errorf("%T is not a value", v)
}

// fromCty is a value of an output as JSON. It fails on numbers that are not whole
// and on what is not known.
func fromCty(value cty.Value) (model.Value, error) {
	switch t := value.Type(); {
	case !value.IsKnown():
		return nil, fmt.Errorf("the value is not known")
	case value.IsNull():
		return nil, nil
	case t == cty.Bool:
		return value.True(), nil
	case t == cty.String:
		return value.AsString(), nil
	case t == cty.Number:
		return wholeNumber(value)
	case t.IsMapType() || t.IsObjectType():
		object := model.Object{}
		for key, v := range value.AsValueMap() {
			member, err := fromCty(v)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", key, err)
			}
			object = append(object, model.Member{Key: key, Value: member})
		}
		object.Sort()
		return object, nil
	}
	list := make([]model.Value, 0, value.LengthInt())
	for _, v := range value.AsValueSlice() {
		elem, err := fromCty(v)
		if err != nil {
			return nil, err
		}
		list = append(list, elem)
	}
	return list, nil
}

// wholeNumber fails on null, on fractions and on what needs more than 64 bits.
func wholeNumber(value cty.Value) (int64, error) {
	if value.Type() != cty.Number || value.IsNull() || !value.IsKnown() {
		return 0, fmt.Errorf("is not a number")
	}
	n, accuracy := value.AsBigFloat().Int64()
	if accuracy != big.Exact {
		return 0, fmt.Errorf("%s is not a whole number of 64 bits", value.AsBigFloat().Text('f', -1))
	}
	return n, nil
}
