package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// typeOf infers the type of an expression.
func (s *scope) typeOf(e *model.Expr) *typ {
	t := s.inferred(e)
	if !t.null || t.given != nil || len(s.notNulls) == 0 {
		return t
	}
	if path, ok := refPath(e); ok && slices.Contains(s.notNulls, path) {
		present := *t
		present.null = false
		return &present
	}
	return t
}

func (s *scope) inferred(e *model.Expr) *typ {
	switch e.Op {
	case model.OpLiteral:
		return valueTyp(e.Value.Value)
	case model.OpInput:
		f := s.p.inputs[e.Name]
		switch {
		case f == nil:
		case !strict(f.Type):
			return fieldTyp(f, s.raw)
		case s.own == f.Name:
			return given(f.Type, s.plain)
		default:
			return fieldTyp(f, false)
		}
	case model.OpLocal:
		return s.p.localType(e.Name)
	case model.OpVar:
		if t := s.types[e.Name]; t != nil {
			return t
		}
	case model.OpGet:
		f, _ := s.typeOf(e.Args[0]).field(e.Name)
		return orKind(f.typ, e.Kind)
	case model.OpIndex:
		return orKind(s.indexed(e), e.Kind)
	case model.OpIf:
		return join(s.typeOf(e.Args[1]), s.typeOf(e.Args[2]))
	case model.OpCall:
		return s.resultTyp(e)
	case opAttributes:
		return &typ{kind: model.Map, elem: &typ{kind: model.String}}
	case opFunction:
		return s.functionTyp(e)
	case model.OpList:
		return s.listTyp(e)
	case model.OpObject:
		return s.objectTyp(e)
	}
	return scalarTyp(e)
}

// functionTyp is the type of the functions that only this package uses.
func (s *scope) functionTyp(e *model.Expr) *typ {
	switch e.Name {
	case "keys":
		return &typ{kind: model.List, elem: &typ{kind: model.String}}
	case "range":
		return &typ{kind: model.List, elem: &typ{kind: model.Number}}
	case "nonsensitive", "try":
		return s.typeOf(e.Args[0])
	case "tostring":
		return &typ{kind: model.String, null: s.typeOf(e.Args[0]).null}
	case "tonumber":
		return &typ{kind: model.Number, null: s.typeOf(e.Args[0]).null}
	case "tobool":
		return &typ{kind: model.Bool, null: s.typeOf(e.Args[0]).null}
	case "coalesce":
		return s.typeOf(e.Args[len(e.Args)-1])
	case "can", "contains":
		return &typ{kind: model.Bool}
	case "floor", "ceil", "abs", "length", "min":
		return &typ{kind: model.Number}
	case "jsonencode", "format":
		return &typ{kind: model.String}
	}
	return unknown
}

func scalarTyp(e *model.Expr) *typ {
	switch e.Op {
	case model.OpText, model.OpObjRef, model.OpRecorded:
		return &typ{kind: model.String}
	case model.OpAdd, model.OpSub, model.OpMul, opDivide, opModulo:
		return &typ{kind: model.Number}
	case model.OpInput, model.OpVar:
		return &typ{kind: e.Kind}
	}
	return &typ{kind: model.Bool}
}

func orKind(t *typ, kind model.Kind) *typ {
	if t.kind == "" && kind != "" {
		return &typ{kind: kind, null: t.null}
	}
	return t
}

// localType is inferred once per local.
func (p *printer) localType(name string) *typ {
	if t, ok := p.localTypes[name]; ok {
		return t
	}
	local := p.locals[name]
	if local == nil {
		return unknown
	}
	p.localTypes[name] = unknown // a local cannot refer to itself
	t := p.scope().typeOf(local.Value)
	p.localTypes[name] = t
	return t
}

func (s *scope) indexed(e *model.Expr) *typ {
	of := s.typeOf(e.Args[0])
	if of.elem != nil {
		return of.elem
	}
	if key, ok := literalString(e.Args[1]); ok {
		f, _ := of.field(key)
		return f.typ
	}
	var all *typ
	for _, f := range of.fields {
		all = join(all, f.typ)
	}
	if all == nil {
		return unknown
	}
	return all
}

func (s *scope) resultTyp(e *model.Expr) *typ {
	function := model.LookupFunction(e.Name)
	if function == nil {
		return unknown
	}
	t := &typ{kind: function.Result}
	if t.kind != model.List {
		return t
	}
	if function.Elem != "" {
		t.elem = &typ{kind: function.Elem}
		return t
	}
	if function.Flattens {
		if inner := s.typeOf(e.Args[0]).elem; inner != nil {
			t.elem = inner.elem
		}
		return t
	}
	for _, arg := range e.Args {
		t.elem = join(t.elem, s.typeOf(arg).elem)
	}
	return t
}

func (s *scope) listTyp(e *model.Expr) *typ {
	t := &typ{kind: model.List}
	for _, elem := range e.Elems {
		t.elem = join(t.elem, s.within(elem.Clauses).typeOf(elem.Value))
	}
	return t
}

// objectTyp is an object when all keys are known, and a map otherwise.
func (s *scope) objectTyp(e *model.Expr) *typ {
	t := &typ{kind: model.Record}
	for _, elem := range e.Elems {
		inner := s.within(elem.Clauses)
		value := inner.typeOf(elem.Value)
		key, constant := literalString(elem.Key)
		switch {
		case elem.Key != nil && constant:
			t.fields = append(t.fields, typField{key, value, len(elem.Clauses) > 0})
		case elem.Key != nil:
			t.kind, t.elem = model.Map, join(t.elem, value)
		case value.kind == model.Record:
			for _, f := range value.fields {
				t.fields = append(t.fields, typField{f.name, f.typ, f.guarded || len(elem.Clauses) > 0})
			}
		default:
			t.kind, t.elem = model.Map, join(t.elem, value.elem)
		}
	}
	if t.kind == model.Map {
		for _, f := range t.fields {
			t.elem = join(t.elem, f.typ)
		}
	}
	return t
}
