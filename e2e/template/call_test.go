package template

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/base-k8s/base-k8s/internal/model"
)

// metaArguments are those of a module block that are no input.
var metaArguments = []string{"count", "depends_on", "for_each", "providers", "source", "version"}

// input is what the generated module is called with, as Terraform converts it to the types of the
// module's variables. The error is Terraform's: a value that it cannot convert.
func (e *evaluation) input(m *model.Model) (model.Object, error) {
	arguments := map[string]cty.Value{}
	for name, attribute := range e.call.Body.Attributes {
		if slices.Contains(metaArguments, name) {
			continue
		}
		value, err := e.value(attribute.Expr)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		arguments[name] = value
	}
	converted, err := asFields(arguments, m.Inputs)
	if err != nil {
		return nil, err
	}
	text, err := ctyjson.Marshal(converted, converted.Type())
	if err != nil {
		return nil, err
	}
	value, err := model.ParseInput(text)
	if err != nil {
		return nil, err
	}
	return value.(model.Object), nil
}

// asFields converts attributes to the types of fields. Those that there is no field for stay.
func asFields(attributes map[string]cty.Value, fields []*model.Field) (cty.Value, error) {
	converted := map[string]cty.Value{}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		value := attributes[name]
		if field := model.FindField(fields, name); field != nil {
			var err error
			if value, err = as(value, field.Type); err != nil {
				return value, fmt.Errorf("%s: %w", name, err)
			}
		}
		converted[name] = value
	}
	return cty.ObjectVal(converted), nil
}

// as converts a value to a type of the contract, as Terraform does.
func as(value cty.Value, typ *model.Type) (cty.Value, error) {
	if value.IsNull() {
		return value, nil
	}
	if !value.CanIterateElements() && slices.Contains([]model.Kind{model.List, model.Map, model.Record}, typ.Kind) {
		return value, fmt.Errorf("%s is no %s", value.Type().FriendlyName(), typ.Kind)
	}
	switch typ.Kind {
	case model.String:
		return convert.Convert(value, cty.String)
	case model.Number:
		return convert.Convert(value, cty.Number)
	case model.Bool:
		return convert.Convert(value, cty.Bool)
	case model.Record:
		return asFields(value.AsValueMap(), typ.Fields)
	case model.Map:
		members := value.AsValueMap()
		for key, member := range members {
			var err error
			if members[key], err = as(member, typ.Elem); err != nil {
				return value, fmt.Errorf("%s: %w", key, err)
			}
		}
		return cty.ObjectVal(members), nil
	case model.List:
		elements := value.AsValueSlice()
		for i, element := range elements {
			var err error
			if elements[i], err = as(element, typ.Elem); err != nil {
				return value, fmt.Errorf("%d: %w", i, err)
			}
		}
		return cty.TupleVal(elements), nil
	case model.Null:
	}
	return value, fmt.Errorf("%s is given, and the contract has null there", value.Type().FriendlyName())
}

// places are those in the module's inputs that a parameter goes to, directly or through locals.
func (r *root) places(label string) (places [][]string) {
	for name, attribute := range r.call.Body.Attributes {
		if !slices.Contains(metaArguments, name) {
			places = append(places, r.placesIn(attribute.Expr, label, []string{name})...)
		}
	}
	return places
}

func (r *root) placesIn(expr hclsyntax.Expression, label string, at []string) (places [][]string) {
	object, ok := expr.(*hclsyntax.ObjectConsExpr)
	if !ok {
		if r.uses(expr, label) {
			places = append(places, at)
		}
		return places
	}
	for _, item := range object.Items {
		place := append(slices.Clone(at), hcl.ExprAsKeyword(item.KeyExpr))
		places = append(places, r.placesIn(item.ValueExpr, label, place)...)
	}
	return places
}

// uses reports whether an expression refers to a parameter.
func (r *root) uses(expr hcl.Expression, label string) bool {
	for _, traversal := range expr.Variables() {
		var names []string
		for _, step := range traversal[1:] {
			if attribute, ok := step.(hcl.TraverseAttr); ok {
				names = append(names, attribute.Name)
			}
		}
		switch {
		case traversal.RootName() == "local" && r.uses(r.locals[names[0]], label):
			return true
		case traversal.RootName() == "data" && len(names) > 1 && names[0] == "coder_parameter" && names[1] == label:
			return true
		}
	}
	return false
}

// parameterAt is the label of the parameter whose block a line is in.
func (r *root) parameterAt(file string, line int) string {
	for label, block := range r.parameters {
		at := hcl.RangeBetween(block.TypeRange, block.CloseBraceRange)
		if filepath.Base(at.Filename) == filepath.Base(file) && at.Start.Line <= line && line <= at.End.Line {
			return label
		}
	}
	return ""
}
