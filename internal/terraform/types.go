package terraform

import "github.com/base-k8s/base-k8s/internal/model"

// typ is what is known of a value before Terraform evaluates it.
type typ struct {
	kind model.Kind // "" when it is not known
	// null says that the value may be null.
	null bool
	// elem is the type of a list's elements or a map's values.
	elem *typ
	// fields are an object's attributes.
	fields []typField
	// given is the type in the contract of a value that Terraform has not converted to it.
	given *model.Type
}

type typField struct {
	name string
	typ  *typ
	// guarded attributes are missing from the object, not null, when they are absent.
	guarded bool
}

var unknown = &typ{}

func (t *typ) field(name string) (typField, bool) {
	for _, f := range t.fields {
		if f.name == name {
			return f, true
		}
	}
	return typField{typ: unknown}, false
}

func (t *typ) nullable() *typ {
	c := *t
	c.null = true
	return &c
}

// fieldTyp is the type of an input or of an attribute of one. A raw value is one that
// Terraform's types let through: null may stand for attributes and elements that the
// contract requires.
func fieldTyp(f *model.Field, raw bool) *typ {
	t := inputTyp(f.Type, raw)
	t.null = f.Type.Nullable || f.Optional
	return t
}

func inputTyp(t *model.Type, raw bool) *typ {
	result := &typ{kind: t.Kind, null: t.Nullable}
	if t.Elem != nil {
		result.elem = inputTyp(t.Elem, raw)
		result.elem.null = result.elem.null || raw
	}
	for _, f := range t.Fields {
		attribute := fieldTyp(f, raw)
		attribute.null = attribute.null || raw && f.Required()
		result.fields = append(result.fields, typField{name: f.Name, typ: attribute})
	}
	return result
}

func valueTyp(v model.Value) *typ {
	t := &typ{kind: model.KindOf(v), null: v == nil}
	switch v := v.(type) {
	case []model.Value:
		for _, elem := range v {
			t.elem = join(t.elem, valueTyp(elem))
		}
	case model.Object:
		for _, m := range v {
			t.fields = append(t.fields, typField{name: m.Key, typ: valueTyp(m.Value)})
		}
	}
	return t
}

// join is the type of a value that is of the one or the other type.
func join(a, b *typ) *typ {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.kind == model.Null:
		return b.nullable()
	case b.kind == model.Null:
		return a.nullable()
	}
	t := &typ{null: a.null || b.null, elem: join(a.elem, b.elem)}
	switch {
	case a.kind == b.kind:
		t.kind = a.kind
	case isObject(a.kind) && isObject(b.kind):
		t.kind = model.Map
	}
	t.fields = joinFields(a.fields, b.fields)
	return t
}

func isObject(kind model.Kind) bool { return kind == model.Record || kind == model.Map }

func joinFields(a, b []typField) []typField {
	var fields []typField
	other := &typ{fields: b}
	for _, f := range a {
		g, both := other.field(f.name)
		if both {
			f.typ = join(f.typ, g.typ)
		}
		f.guarded = f.guarded || !both || g.guarded
		fields = append(fields, f)
	}
	first := &typ{fields: a}
	for _, g := range b {
		if _, both := first.field(g.name); !both {
			g.guarded = true
			fields = append(fields, g)
		}
	}
	return fields
}
