package effect

import "github.com/base-k8s/base-k8s/internal/model"

// Placeholders gives a recorded input the sensitive inputs that its contract requires and
// that it lacks: what is recorded has no secrets. Whoever compares contracts evaluates
// what is returned under both, so that the values make no difference. They are of the
// inputs' types, which is all that a contract may ask of a sensitive one by itself.
func Placeholders(recorded *model.Model, input model.Value) model.Value {
	object, ok := input.(model.Object)
	if !ok {
		return input
	}
	for _, f := range recorded.Inputs {
		if !f.Sensitive || !f.Required() {
			continue
		}
		if _, given := object.Get(f.Name); !given {
			object = set(object, []string{f.Name}, placeholder(f.Type))
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
				members = set(members, []string{f.Name}, v)
			}
		}
		return &model.Literal{Value: members}
	}
	return nil
}
