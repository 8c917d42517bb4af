package contract

import "github.com/base-k8s/base-k8s/internal/model"

// Field describes an input of a contract, or an attribute of an object inside one.
type Field struct {
	Name string
	Doc  string // Markdown; "" for none
	Type *Type
	// Required is set when an input must have the field.
	Required bool
	// HasDefault is set for a field with a default, which may be nil. Default is of the types of
	// [Result.Objects]; what it leaves out of an object has the defaults of the attributes.
	HasDefault bool
	Default    any
	// Sensitive inputs appear in no diagnostic and no output. Attributes are as sensitive as their input.
	Sensitive bool
	// Effect is the worst that a change of the field may do to what runs, in words: "restart". It is ""
	// where that is not known.
	Effect string
}

// Kind is the kind of a value in JSON.
type Kind string

// The kinds. A number is whole and has 64 bits. The keys of a map are the input's own, those of an
// object are named by the contract.
const (
	KindString Kind = "string"
	KindNumber Kind = "number"
	KindBool   Kind = "bool"
	KindList   Kind = "list"
	KindMap    Kind = "map"
	KindObject Kind = "object"
)

// Type is the type of a value.
type Type struct {
	Kind Kind
	// Nullable types have null as a value of its own.
	Nullable bool
	// Elem is the type of a list's elements, or of a map's values; nil for other kinds.
	Elem *Type
	// Fields are the attributes of an object.
	Fields []Field
	// Constraint is what the value must be besides, in words that follow "name = value: ", such as
	// "must be a whole number from 1 to 64"; "" for anything of the kind.
	Constraint string
	// Choices are the values that are accepted where the contract names each of them; nil otherwise.
	// They are of the types of [Result.Objects].
	Choices []any
}

// Inputs describes the inputs of the contract in the order in which it declares them. The description
// is a new copy at each call.
func (c *Contract) Inputs() []Field { return fieldsOf(c.model.Inputs) }

func fieldsOf(fields []*model.Field) []Field {
	all := make([]Field, len(fields))
	for i, f := range fields {
		all[i] = Field{
			Name: f.Name, Doc: f.Doc, Type: typeOf(f.Type),
			Required: f.Required(), Sensitive: f.Sensitive, Effect: f.Effect,
		}
		if f.Default != nil {
			all[i].HasDefault, all[i].Default = true, goValue(f.Default.Value)
		}
	}
	return all
}

func typeOf(t *model.Type) *Type {
	if t == nil {
		return nil
	}
	described := &Type{Kind: Kind(t.Kind), Nullable: t.Nullable, Elem: typeOf(t.Elem)}
	if t.Kind == model.Record {
		described.Fields = fieldsOf(t.Fields)
	}
	if c := t.Constraint; c != nil {
		described.Constraint, described.Choices = c.Words, choicesOf(c)
	}
	return described
}

// choicesOf are the values of a constraint that lists them.
func choicesOf(c *model.Constraint) (choices []any) {
	values, _ := c.Constants()
	for _, v := range values {
		choices = append(choices, goValue(v))
	}
	return choices
}
