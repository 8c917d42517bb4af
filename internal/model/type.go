package model

// Field is an input, or an attribute of an object-typed input.
type Field struct {
	Name string `json:"name"`
	Doc  string `json:"doc,omitempty"`
	Type *Type  `json:"type"`
	// Optional fields may be absent, and then have no value at all.
	Optional bool `json:"optional,omitempty"`
	// Default is the value of a field that is left out; nil when there is none.
	// A default of null is a literal whose value is nil.
	Default *Literal `json:"default,omitempty"`
	// Parts says that the default, an object or a list, stands for every value that is a part of
	// it: {} and {cpu: "1"} are parts of {cpu: "1", memory: "1Gi"}, and [{}] of [{key: "a"}]. CUE
	// takes the default where it can be unified with what is given, and a definition being
	// closed, that is where nothing is given besides.
	Parts bool `json:"parts,omitempty"`
	// Sensitive inputs appear in no message, output or pod. Only inputs, not
	// attributes of inputs, can be sensitive.
	Sensitive bool `json:"sensitive,omitempty"`
	// Subject is what an input is about, as the contract's files divide it: "network". It is ""
	// in a contract that they do not divide, and for an attribute.
	Subject string `json:"subject,omitempty"`
	// Effect is what a change of the field does to a workspace that runs, in words:
	// "restart; data loss without id". It is "" where nobody has found it out.
	Effect string `json:"effect,omitempty"`

	Pos Position `json:"-"`
}

// Required reports whether an input must give the field.
func (f *Field) Required() bool { return !f.Optional && f.Default == nil }

// Kind is the kind of a [Type] or of an expression's value.
type Kind string

// The kinds of values. A number is a whole number: fractions print differently in
// CUE, Terraform and JSON. A map has keys that the input chooses and values of one
// type, an object has the attributes that the contract names.
const (
	String Kind = "string"
	Number Kind = "number"
	Bool   Kind = "bool"
	List   Kind = "list"
	Map    Kind = "map"
	Record Kind = "object"
	Null   Kind = "null"
)

// Type is the type of an input value and the constraint on it.
type Type struct {
	Kind Kind `json:"kind"`
	// Nullable types have null as a value of its own.
	Nullable bool `json:"nullable,omitempty"`
	// Elem is the type of a list's elements or of a map's values.
	Elem *Type `json:"elem,omitempty"`
	// Fields are the attributes of an object.
	Fields []*Field `json:"fields,omitempty"`
	// Constraint limits the values; nil allows every value of the type.
	Constraint *Constraint `json:"constraint,omitempty"`
}

// Field returns the attribute called name, or nil.
func (t *Type) Field(name string) *Field {
	if t == nil {
		return nil
	}
	return FindField(t.Fields, name)
}

// Member is the type of a member of an object or a map; nil for an attribute that the object has
// not.
func (t *Type) Member(key string) *Type {
	if t.Kind == Map {
		return t.Elem
	}
	if f := t.Field(key); f != nil {
		return f.Type
	}
	return nil
}

// FieldAt returns the field that names lead to, through attributes of objects, or nil.
func FieldAt(fields []*Field, names []string) (f *Field) {
	for _, name := range names {
		if f = FindField(fields, name); f == nil {
			return nil
		}
		fields = f.Type.Fields
	}
	return f
}

// Known is an input with no more than the fields name: neither other inputs nor other
// attributes of objects, also inside lists and maps.
func Known(input Object, fields []*Field) (known Object) {
	for _, m := range input {
		if f := FindField(fields, m.Key); f != nil {
			known = append(known, Member{Key: m.Key, Value: knownOf(m.Value, f.Type)})
		}
	}
	return known
}

func knownOf(v Value, t *Type) Value {
	switch v := v.(type) {
	case []Value:
		if t.Kind == List {
			list := make([]Value, len(v))
			for i := range v {
				list[i] = knownOf(v[i], t.Elem)
			}
			return list
		}
	case Object:
		if t.Kind == Record {
			return append(Object{}, Known(v, t.Fields)...)
		}
		if t.Kind == Map {
			mapping := make(Object, len(v))
			for i, m := range v {
				mapping[i] = Member{Key: m.Key, Value: knownOf(m.Value, t.Elem)}
			}
			return mapping
		}
	}
	return v
}

// FindField returns the field called name, or nil.
func FindField(fields []*Field, name string) *Field {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Constraint accepts a value that any one of its rules accepts. Null values of
// nullable types are always accepted.
type Constraint struct {
	AnyOf []*Rule `json:"any_of"`
	// Doc is the comment on what is written out in the rules.
	Doc string `json:"-"`
	// Words complete the sentence "<input> = <value>: …", without a full stop:
	// "must be a whole number from 1 to 64".
	Words string `json:"words"`

	Pos Position `json:"-"`
}

// Rule accepts a value that meets everything the rule states.
type Rule struct {
	// Equals, when set, is the one value that is accepted.
	Equals *Literal `json:"equals,omitempty"`
	// Min and Max bound a number, or the length of a list or map; inclusive.
	Min *int64 `json:"min,omitempty"`
	Max *int64 `json:"max,omitempty"`
	// Match and NoMatch are regular expressions (RE2) that a string must and must
	// not contain a match of.
	Match   []string `json:"match,omitempty"`
	NoMatch []string `json:"no_match,omitempty"`
}
