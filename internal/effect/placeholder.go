package effect

import "github.com/base-k8s/base-k8s/internal/model"

// Placeholders gives a recorded input the sensitive inputs that it lacks, because records have
// no secrets: those that the contract requires or, with texts, also the texts for which it has
// a default. A placeholder depends on the type of the input alone, so that it makes no
// difference between two contracts. A contract can require no more than the type of a
// sensitive input by itself.
func Placeholders(m *model.Model, input model.Value, texts bool) model.Value {
	object, ok := input.(model.Object)
	if !ok {
		return input
	}
	for _, f := range m.Inputs {
		_, given := object.Get(f.Name)
		if !given && f.Sensitive && (f.Required() || texts && f.Type.Kind == model.String) {
			if v := placeholder(f.Type); v != nil {
				object = object.With(f.Name, v.Value)
			}
		}
	}
	return object
}

// placeholder is a value of a type; nil when only a constraint says which.
func placeholder(t *model.Type) *model.Literal {
	switch t.Kind {
	case model.String:
		return &model.Literal{Value: "placeholder"}
	case model.Bool:
		return &model.Literal{Value: false}
	case model.List:
		return &model.Literal{Value: []model.Value{}}
	case model.Map:
		return &model.Literal{Value: model.Object{}}
	case model.Record:
		members := model.Object{}
		for _, f := range t.Fields {
			if v := placeholder(f.Type); v != nil && f.Required() {
				members = members.With(f.Name, v.Value)
			}
		}
		return &model.Literal{Value: members}
	case model.Number, model.Null:
		return nil
	default:
		panic("an input of the kind " + string(t.Kind))
	}
}
