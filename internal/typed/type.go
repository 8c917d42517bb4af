package typed

import "github.com/base-k8s/base-k8s/internal/model"

// Type is what is known of a value before there is an input.
type Type struct {
	Kind model.Kind // "" when it is not known
	// Null says that the value may be null.
	Null bool
	// Elem is the type of a list's elements or a map's values; nil when it is not known.
	Elem *Type
	// Fields are an object's attributes.
	Fields []Field
	// Given is the contract's type of a value that has not been converted to it: it may be
	// of any type, so that no condition rules out null, which stands for all of them.
	Given *model.Type
}

// Field is an attribute of an object.
type Field struct {
	Name string
	Type *Type
	// Guarded attributes are missing from the object, not null, when they are absent.
	Guarded bool
	// Optional attributes are null when they are absent. For others null is a value.
	Optional bool
}

// Unknown is the type of a value of which nothing is known.
var Unknown = &Type{}

// Field is the attribute called name. Where there is none its type is [Unknown].
func (t *Type) Field(name string) (f Field, ok bool) {
	for _, f := range t.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{Type: Unknown}, false
}

// IsObject reports whether values have members: those of an object or of a map.
func (t *Type) IsObject() bool { return t.Kind == model.Record || t.Kind == model.Map }

func (t *Type) withNull(null bool) *Type {
	if t.Null == null {
		return t
	}
	c := *t
	c.Null = null
	return &c
}

// orKind is t, or the kind when nothing is known of it.
func (t *Type) orKind(kind model.Kind) *Type {
	if t.Kind == "" && kind != "" {
		return &Type{Kind: kind, Null: t.Null}
	}
	return t
}

// OfField is the type of an input, or of an attribute of one. A raw value is one from before
// validation: null may stand for attributes and elements that the contract requires.
func OfField(f *model.Field, raw bool) *Type {
	t := ofInput(f.Type, raw)
	t.Null = f.Type.Nullable || f.Optional
	return t
}

func ofInput(t *model.Type, raw bool) *Type {
	result := &Type{Kind: t.Kind, Null: t.Nullable}
	if t.Elem != nil {
		result.Elem = ofInput(t.Elem, raw)
		result.Elem.Null = result.Elem.Null || raw
	}
	for _, f := range t.Fields {
		attribute := OfField(f, raw)
		attribute.Null = attribute.Null || raw && f.Required()
		result.Fields = append(result.Fields, Field{Name: f.Name, Type: attribute, Optional: f.Optional})
	}
	return result
}

// elements are the types of a collection's keys or indices, and of its elements.
func (t *Type) elements() (key, elem *Type) {
	key, elem = &Type{Kind: model.Number}, t.Elem
	if t.IsObject() {
		key = &Type{Kind: model.String}
		for _, f := range t.Fields {
			elem = Join(elem, f.Type)
		}
	}
	if elem == nil {
		elem = Unknown
	}
	return key, elem
}

// At is the type of the element that a key leads to.
func (t *Type) At(key Expr) *Type {
	if t.Elem != nil {
		return t.Elem
	}
	if name, constant := ConstantText(key); constant {
		f, _ := t.Field(name)
		return f.Type
	}
	var all *Type
	for _, f := range t.Fields {
		all = Join(all, f.Type)
	}
	if all == nil {
		return Unknown
	}
	return all
}

// Join is the type of a value that is of the one or the other type. A nil type is that of no
// value.
func Join(a, b *Type) *Type {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.Kind == model.Null:
		return b.withNull(true)
	case b.Kind == model.Null:
		return a.withNull(true)
	}
	t := &Type{Null: a.Null || b.Null, Elem: Join(a.Elem, b.Elem)}
	switch {
	case a.Kind == b.Kind:
		t.Kind = a.Kind
	case a.IsObject() && b.IsObject():
		t.Kind = model.Map
	}
	t.Fields = joinFields(a, b)
	return t.mixed()
}

// mixed is a map that may have been an object: its attributes are among its elements. Other types
// stay as they are.
func (t *Type) mixed() *Type {
	if t.Kind == model.Map {
		for _, f := range t.Fields {
			t.Elem = Join(t.Elem, f.Type)
		}
	}
	return t
}

// joinFields are the attributes of both. One that not both have is guarded.
func joinFields(a, b *Type) (fields []Field) {
	for _, f := range a.Fields {
		g, both := b.Field(f.Name)
		if both {
			f.Type = Join(f.Type, g.Type)
		}
		f.Guarded = f.Guarded || !both || g.Guarded
		f.Optional = f.Optional || g.Optional
		fields = append(fields, f)
	}
	for _, g := range b.Fields {
		if _, both := a.Field(g.Name); !both {
			g.Guarded = true
			fields = append(fields, g)
		}
	}
	return fields
}
