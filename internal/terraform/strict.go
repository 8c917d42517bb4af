package terraform

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Conversion to an object type drops the attributes that the type does not name, so that a
// misspelt attribute would be no error. A variable whose type has objects is therefore of
// type any: its validations refuse unknown attributes and wrong types, and a local has the
// value that the type would have given, with defaults and conversions. All but the
// variable's own validations refer to the local; those may not, as that were a cycle.

// strict reports whether a variable is of type any.
func strict(t *model.Type) bool {
	return t.Kind == model.Record || t.Elem != nil && strict(t.Elem)
}

// nameLocals gives names to the locals that no hidden field of the contract stands for.
func (p *printer) nameLocals() {
	taken := map[string]bool{}
	free := func(name string) string {
		for p.locals[name] != nil || taken[name] {
			name += "_input"
		}
		taken[name] = true
		return name
	}
	for _, f := range p.model.Inputs {
		if strict(f.Type) {
			p.converted[f.Name] = free(f.Name)
		}
	}
	p.attributes = free("attributes")
}

// convertedInputs are the locals of the inputs of type any that something refers to.
func (p *printer) convertedInputs() *hcl.Body {
	b := &hcl.Body{}
	for _, f := range p.model.Inputs {
		if !p.usedInputs[f.Name] {
			continue
		}
		s := p.scope()
		s.own, s.plain = f.Name, true
		t := *f.Type
		t.Nullable = t.Nullable || f.Optional
		b.Gap()
		b.Attribute(p.converted[f.Name], s.expr(converted(&model.Expr{Op: model.OpInput, Name: f.Name, Kind: t.Kind}, &t, 0)))
	}
	return b
}

// given is the type of a value as a caller gives it to a variable of type any. It may be
// anything, and null stands for that here. Where plain is set, what is inside the objects
// is as it is given too. Otherwise it is converted, but for objects inside them, of which
// no more than an attribute is converted at a time.
func given(t *model.Type, plain bool) *typ {
	result := &typ{kind: t.Kind, null: true, given: t}
	if t.Elem != nil {
		result.elem = given(t.Elem, plain)
	}
	for _, f := range t.Fields {
		attribute := fieldTyp(f, true)
		if plain || f.Type.Kind == model.Record {
			attribute = given(f.Type, plain)
		}
		result.fields = append(result.fields, typField{name: f.Name, typ: attribute})
	}
	return result
}

// inputRef is an input, in its own variable's validations the variable.
func (s *scope) inputRef(name string) hcl.Expr {
	local, any := s.p.converted[name]
	if !any || s.own == name {
		return hcl.Name("var." + name)
	}
	s.p.usedInputs[name] = true
	return hcl.Name("local." + local)
}

// asGiven is the scope in which a value of type any is written as it is.
func (s *scope) asGiven() *scope {
	c := *s
	c.plain = true
	return &c
}

// conversion is what the contract's types make of a value of type any; nil for other
// expressions.
func (s *scope) conversion(e *model.Expr) *model.Expr {
	if s.plain || s.own == "" {
		return nil
	}
	switch e.Op {
	case model.OpGet:
		if f := s.givenObject(e.Args[0]).Field(e.Name); f != nil {
			return convertedField(s.resolvedInline(e.Args[0]), f, true)
		}
	case model.OpEqual, model.OpNotEqual:
		return s.comparison(e)
	case model.OpInput, model.OpVar, model.OpIndex:
		if t := s.typeOf(e).given; t != nil {
			return converted(e, t, 0)
		}
	}
	return nil
}

// givenObject is the type of an object as it is given, nil for other values.
func (s *scope) givenObject(e *model.Expr) *model.Type { return s.typeOf(s.resolvedInline(e)).given }

func (s *scope) resolvedInline(e *model.Expr) *model.Expr {
	if s.inline {
		return s.resolve(e)
	}
	return e
}

// comparison compares an attribute with another string than its default, so that the
// default does not matter; nil for other comparisons.
func (s *scope) comparison(e *model.Expr) *model.Expr {
	text, constant := literalString(e.Args[1])
	if !constant || e.Args[0].Op != model.OpGet {
		return nil
	}
	f := s.givenObject(e.Args[0].Args[0]).Field(e.Args[0].Name)
	if f == nil || f.Default == nil || f.Default.Value == text || f.Type.Kind != model.String {
		return nil
	}
	ref := attributeOf(s.resolvedInline(e.Args[0].Args[0]), f)
	return operation(e.Op, function("try", function("tostring", ref), exprNull), e.Args[1])
}

// conversions are Terraform's functions that convert to a type.
var conversions = map[model.Kind]string{model.String: "tostring", model.Number: "tonumber", model.Bool: "tobool"}

// converted is a value with the defaults of all attributes, in the types of the contract.
func converted(ref *model.Expr, t *model.Type, depth int) *model.Expr {
	value := variable(string("vwxyz"[depth%5]), "")
	loop := &model.For{Value: value.Name, In: ref}
	result := &model.Expr{Kind: t.Kind, Pos: ref.Pos}
	switch t.Kind {
	case model.List:
		result.Op = model.OpList
		result.Elems = []*model.Element{{Clauses: []*model.Clause{{For: loop}}, Value: converted(value, t.Elem, depth+1)}}
	case model.Map:
		loop.Key = string("klmn"[depth%4])
		result.Op = model.OpObject
		result.Elems = []*model.Element{{Clauses: []*model.Clause{{For: loop}}, Key: variable(loop.Key, model.String), Value: converted(value, t.Elem, depth+1)}}
	case model.Record:
		result.Op = model.OpObject
		for _, f := range t.Fields {
			result.Elems = append(result.Elems, &model.Element{Key: textLiteral(f.Name), Value: convertedIn(ref, f, false, depth)})
		}
	default:
		return function(conversions[t.Kind], ref)
	}
	if t.Nullable {
		return operation(model.OpIf, operation(model.OpEqual, ref, exprNull), exprNull, result)
	}
	return result
}

// convertedField is an attribute with its default. A total one is no error where an
// optional attribute is of another type, which another rule refuses.
func convertedField(object *model.Expr, f *model.Field, total bool) *model.Expr {
	return convertedIn(object, f, total, 0)
}

func convertedIn(object *model.Expr, f *model.Field, total bool, depth int) *model.Expr {
	ref := attributeOf(object, f)
	value := converted(ref, f.Type, depth)
	conversion, scalar := conversions[f.Type.Kind]
	switch {
	case f.Required():
		return value
	case f.Default != nil && f.Type.Nullable: // null is a value of its own
		return operation(model.OpIf, function("contains", function("keys", object), textLiteral(f.Name)), value, fallback(f))
	case scalar && (f.Default == nil || f.Default.Value == nil):
		return function(conversion, function("try", ref, exprNull))
	case scalar && total && f.Type.Kind != model.String: // coalesce() passes over ""
		return function("coalesce", function("try", value, exprNull), fallback(f))
	}
	return operation(model.OpIf, absent(ref), fallback(f), value)
}

func attributeOf(object *model.Expr, f *model.Field) *model.Expr {
	return &model.Expr{Op: model.OpGet, Name: f.Name, Args: []*model.Expr{object}, Kind: f.Type.Kind, Pos: object.Pos}
}

// absent is the condition that there is no value, or that it is null. That try() is around
// the comparison keeps the answer known where a part of the value is not.
func absent(ref *model.Expr) *model.Expr {
	return function("try", operation(model.OpEqual, ref, exprNull), exprTrue)
}

// isGivenObject is the condition that a value is an object or a map.
func isGivenObject(ref *model.Expr) *model.Expr {
	return function("can", function("keys", ref))
}

// isGivenList is the condition that a value can be iterated over, and is no object.
func isGivenList(ref *model.Expr) *model.Expr {
	return operation(model.OpAnd, iterates(ref), operation(model.OpNot, isGivenObject(ref)))
}

func iterates(ref *model.Expr) *model.Expr {
	loop := &model.For{Value: "elem", In: ref}
	return function("can", &model.Expr{Op: model.OpList, Kind: model.List, Elems: []*model.Element{{Clauses: []*model.Clause{{For: loop}}, Value: exprTrue}}})
}

// fallback is the default of an attribute, null for the optional attributes of an object.
// The default of a collection of objects is empty, and that of an object its attributes'.
func fallback(f *model.Field) *model.Expr {
	if f.Default == nil {
		return exprNull
	}
	if f.Default.Value == nil || f.Type.Kind != model.Record {
		return &model.Expr{Op: model.OpLiteral, Kind: f.Type.Kind, Value: f.Default, Pos: f.Pos}
	}
	whole := &model.Expr{Op: model.OpObject, Kind: model.Record, Pos: f.Pos}
	for _, attribute := range f.Type.Fields {
		whole.Elems = append(whole.Elems, &model.Element{Key: textLiteral(attribute.Name), Value: fallback(attribute)})
	}
	return whole
}
