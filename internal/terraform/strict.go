package terraform

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// Conversion to an object type drops the attributes that the type does not name, so that a
// misspelt attribute would be no error. A variable whose type has objects is therefore of
// type any: its validations refuse unknown attributes and wrong types, and a local has the
// value that the type would have given, with defaults and conversions. All but the
// variable's own validations refer to the local; those may not, as that were a cycle.

// strict reports whether the variable of an input is of type any. One with a default that stands
// for its parts is, too: what refers to it needs the value that these make.
func strict(f *model.Field) bool { return hasObjects(f.Type) || f.Parts }

func hasObjects(t *model.Type) bool {
	return t.Kind == model.Record || t.Elem != nil && hasObjects(t.Elem)
}

// nameLocals gives names to the locals that no hidden field of the contract stands for.
func (p *printer) nameLocals() {
	taken := map[string]bool{}
	free := func(name, suffix string) string {
		for p.locals[name] != nil || taken[name] {
			name += suffix
		}
		taken[name] = true
		return name
	}
	for _, f := range p.model.Inputs {
		if strict(f) {
			p.converted[f.Name] = free(f.Variable(), "_input")
		}
	}
	p.attributes = free("attributes", "_input")
	p.nameTexts(free)
}

// convertedInputs prints the locals of the inputs of type any that something refers to. It
// comes last for that.
func (p *printer) convertedInputs(file *hcl.Body) {
	b := &hcl.Body{}
	for _, f := range p.model.Inputs {
		if !p.usedInputs[f.Name] {
			continue
		}
		b.Gap()
		b.Attribute(p.converted[f.Name], p.scope().expr(p.convertedInput(f)))
	}
	if !b.Empty() {
		file.Block(convertedDoc, b, "locals")
	}
}

// convertedInput is the value of an input.
func (p *printer) convertedInput(f *model.Field) typed.Expr {
	t := *f.Type
	t.Nullable = t.Nullable || f.Optional
	ref := p.asGiven(f.Name)
	return completed(ref, f, converted(ref, &t, 0))
}

// given is the type of a value as a caller gives it to a variable of type any. It may be
// anything, and null stands for that here. Where plain is set, what is inside the objects
// is as it is given too. Otherwise it is converted, but for objects inside them, of which
// no more than an attribute is converted at a time.
func given(t *model.Type, plain bool) *typed.Type {
	result := &typed.Type{Kind: t.Kind, Null: true, Given: t}
	if t.Elem != nil {
		result.Elem = given(t.Elem, plain)
	}
	for _, f := range t.Fields {
		attribute := typed.OfField(f, true)
		if plain || f.Type.Kind == model.Record && !f.Parts {
			attribute = given(f.Type, plain)
		}
		result.Fields = append(result.Fields, typed.Field{Name: f.Name, Type: attribute, Optional: f.Optional})
	}
	return result
}

// asGiven is an input as a caller gives it.
func (p *printer) asGiven(name string) typed.Expr {
	f := p.inputs[name]
	switch {
	case f == nil:
		return typed.NewInput(name, typed.Unknown)
	case strict(f):
		return typed.NewInput(name, given(f.Type, true))
	}
	return typed.NewInput(name, typed.OfField(f, true))
}

// conversion is what the contract's type makes of a value as it is given, which is of type
// t for what refers to it.
func conversion(ref typed.Expr, t *typed.Type) typed.Expr {
	return typed.NewConverted(ref, converted(ref, t.Given, 0), t)
}

// conversions are Terraform's functions that convert to a type.
var conversions = map[model.Kind]string{model.String: "tostring", model.Number: "tonumber", model.Bool: "tobool"}

// converted is a value with the defaults of all attributes, in the types of the contract.
func converted(ref typed.Expr, t *model.Type, depth int) typed.Expr {
	var result typed.Expr
	switch t.Kind {
	case model.List:
		loop := typed.NewLoop("", nth("vwxyz", depth), ref)
		result = typed.NewList([]*typed.Element{{Clauses: []*typed.Clause{{For: loop}}, Value: converted(typed.NewVar(loop.Value), t.Elem, depth+1)}})
	case model.Map:
		loop := typed.NewLoop(nth("klmn", depth), nth("vwxyz", depth), ref)
		elem := &typed.Element{Clauses: []*typed.Clause{{For: loop}}, Key: typed.NewVar(loop.Key), Value: converted(typed.NewVar(loop.Value), t.Elem, depth+1)}
		result = typed.NewObject([]*typed.Element{elem})
	case model.Record:
		var members []*typed.Element
		for _, f := range t.Fields {
			members = append(members, &typed.Element{Key: typed.NewLiteral(f.Name), Value: convertedIn(ref, f, false, depth)})
		}
		result = typed.NewObject(members)
	case model.String, model.Number, model.Bool, model.Null:
		return function(conversions[t.Kind], ref)
	}
	result = typed.At(result, ref.Pos())
	if t.Nullable {
		return typed.NewIf(isNull(ref), typed.Null, result)
	}
	return result
}

// convertedField is an attribute with its default. A total one is no error where an
// optional attribute is of another type, which another rule refuses.
func convertedField(object typed.Expr, f *model.Field, total bool) typed.Expr {
	return convertedIn(object, f, total, 0)
}

func convertedIn(object typed.Expr, f *model.Field, total bool, depth int) typed.Expr {
	ref := attributeOf(object, f)
	value := completed(ref, f, converted(ref, f.Type, depth))
	if f.Parts && total {
		value = function("try", value, fallback(f))
	}
	conversion, scalar := conversions[f.Type.Kind]
	switch {
	case f.Required():
		return value
	case f.Default != nil && f.Type.Nullable: // null is a value of its own
		return typed.NewIf(function("contains", function("keys", object), typed.NewLiteral(f.Name)), value, fallback(f))
	case scalar && (f.Default == nil || f.Default.Value == nil):
		return function(conversion, function("try", ref, typed.Null))
	case scalar && total && f.Type.Kind != model.String: // coalesce() passes over ""
		return function("coalesce", function("try", value, typed.Null), fallback(f))
	case f.Parts:
		return value
	}
	return typed.NewIf(absent(ref), fallback(f), value)
}

func attributeOf(object typed.Expr, f *model.Field) *typed.Get {
	return typed.NewGet(object, f.Name, f.Type.Kind)
}

// absent is the condition that there is no value, or that it is null. That try() is around
// the comparison keeps the answer known where a part of the value is not.
func absent(ref typed.Expr) typed.Expr {
	return function("try", isNull(ref), typed.True)
}

// isGivenObject is the condition that a value is an object or a map.
func isGivenObject(ref typed.Expr) typed.Expr {
	return function("can", function("keys", ref))
}

// isGivenList is the condition that a value can be iterated over, and is no object.
func isGivenList(ref typed.Expr) typed.Expr {
	return typed.NewLogic(model.OpAnd, iterates(ref), typed.NewNot(isGivenObject(ref)))
}

func iterates(ref typed.Expr) typed.Expr {
	loop := typed.NewLoop("", "elem", ref)
	return function("can", typed.NewList([]*typed.Element{{Clauses: []*typed.Clause{{For: loop}}, Value: typed.True}}))
}

// fallback is the default of an attribute, null for the optional attributes of an object.
func fallback(f *model.Field) typed.Expr {
	if f.Default == nil {
		return typed.Null
	}
	return filled(f.Default.Value, f.Type, f.Pos)
}

// filled is a constant of a type, with the defaults of the attributes inside it.
func filled(v model.Value, t *model.Type, pos model.Position) typed.Expr {
	switch v := v.(type) {
	case model.Object:
		return typed.At(typed.NewObject(filledMembers(v, t)), pos)
	case []model.Value:
		var elems []*typed.Element
		for _, elem := range v {
			elems = append(elems, &typed.Element{Value: filled(elem, t.Elem, pos)})
		}
		return typed.At(typed.NewList(elems), pos)
	}
	return typed.LiteralAt(v, pos)
}

func filledMembers(v model.Object, t *model.Type) (members []*typed.Element) {
	if t.Kind == model.Map {
		for _, m := range v {
			members = append(members, &typed.Element{Key: typed.NewLiteral(m.Key), Value: filled(m.Value, t.Elem, model.Position{})})
		}
		return members
	}
	for _, f := range t.Fields {
		value := fallback(f)
		if given, ok := v.Get(f.Name); ok {
			value = filled(given, f.Type, f.Pos)
		}
		members = append(members, &typed.Element{Key: typed.NewLiteral(f.Name), Value: value})
	}
	return members
}
