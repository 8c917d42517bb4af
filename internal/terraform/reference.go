package terraform

import (
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// input is an input of the contract. One of type any is converted in its own validations;
// all else refers to the local that has it converted.
func (l *lowering) input(name string) typed.Expr {
	f := l.p.inputs[name]
	switch {
	case f == nil:
		return typed.NewInput(name, typed.Unknown)
	case l.own == name && f.Parts:
		value := function("try", l.p.convertedInput(f), fallback(f)) // what is of another type, another rule refuses
		return typed.NewConverted(l.p.asGiven(name), value, typed.OfField(f, false))
	case !strict(f):
		return typed.NewInput(name, typed.OfField(f, l.raw))
	case l.own == name:
		return conversion(l.p.asGiven(name), given(f.Type, false))
	}
	return typed.NewInput(name, typed.OfField(f, false))
}

// local is a named value, or what stands in its place.
func (l *lowering) local(e *model.Expr) typed.Expr {
	local := l.p.local(e.Name)
	if local == nil {
		l.p.refuse(e.Pos, "", "there is no local called %s", e.Name)
		return typed.NewLiteral(nil)
	}
	if l.inlined == nil || l.p.locals[e.Name].Value.Op == model.OpLiteral { // a constant can be in no cycle
		return typed.NewReference(local)
	}
	if l.inlined[e.Name] == nil {
		outside := *l
		outside.vars = nil
		l.inlined[e.Name] = outside.expr(l.p.locals[e.Name].Value)
	}
	return typed.NewInlined(local, l.inlined[e.Name])
}

func (l *lowering) variable(e *model.Expr) typed.Expr {
	v := l.vars[e.Name]
	if v == nil {
		l.p.refuse(e.Pos, "", "the comprehension variable %s is not in scope", e.Name)
		return typed.NewLiteral(nil)
	}
	if l.own != "" && v.Type().Given != nil {
		return conversion(typed.NewVar(v), v.Type())
	}
	return typed.NewVar(v)
}

// whole is a value that something is taken of.
type whole struct {
	value typed.Expr  // as it is given
	typ   *typed.Type // of what the contract refers to
	// given is the type of a value of type any, as far as it is converted: nil for others.
	given *typed.Type
}

func (l *lowering) whole(e *model.Expr) whole {
	value := l.expr(e)
	w := whole{value, value.Type(), nil}
	if l.inlined != nil {
		w.value = resolve(value, typed.Facts{})
	}
	if t := w.value.Type(); l.own != "" && t.Given != nil {
		w.given = t
	}
	w.value = typed.Whole(w.value)
	return w
}

// field is the attribute of a value of type any, nil for attributes of other values.
func (w whole) field(name string) *model.Field {
	if w.given == nil {
		return nil
	}
	return w.given.Given.Field(name)
}

func (l *lowering) get(e *model.Expr) typed.Expr {
	of := l.whole(e.Args[0])
	if f := of.field(e.Name); f != nil {
		attribute, _ := of.given.Field(e.Name)
		return typed.NewConverted(typed.NewGet(of.value, e.Name, e.Kind), convertedField(of.value, f, true), attribute.Type)
	}
	return typed.GetOf(of.value, of.typ, e.Name, e.Kind)
}

func (l *lowering) index(e *model.Expr) typed.Expr {
	of, key := l.whole(e.Args[0]), l.expr(e.Args[1])
	ref := typed.NewIndex(of.value, key, of.typ, e.Kind)
	if t := ref.Type(); t.Given != nil && l.own != "" {
		return conversion(typed.NewIndex(of.value, key, of.value.Type(), e.Kind), t)
	}
	return ref
}

// has tests for an input, which is null when it is absent, or for an attribute.
func (l *lowering) has(e *model.Expr) typed.Expr {
	if len(e.Args) == 0 {
		ref := l.p.asGiven(e.Name)
		return typed.NewHas(ref, isNotNull(ref))
	}
	of := l.whole(e.Args[0])
	if of.given != nil {
		ref := typed.NewGet(of.value, e.Name, "")
		return typed.NewHas(ref, typed.NewNot(absent(ref)))
	}
	return hasAttribute(typed.GetOf(of.value, of.typ, e.Name, ""), of.typ)
}

// given tests whether the variable of an input has an attribute, which is null or missing where
// it is left to its default.
func (l *lowering) given(e *model.Expr) typed.Expr {
	return typed.NewNot(absent(typed.NewGet(l.inVariable(e.Args[0]), e.Name, "")))
}

// inVariable is what is inside an input, as its variable has it.
func (l *lowering) inVariable(e *model.Expr) typed.Expr {
	switch {
	case e.Op == model.OpInput:
		return l.p.asGiven(e.Name)
	case e.Op == model.OpGet:
		return typed.NewGet(l.inVariable(e.Args[0]), e.Name, e.Kind)
	case e.Op == model.OpIndex:
		of := l.inVariable(e.Args[0])
		return typed.NewIndex(of, l.expr(e.Args[1]), of.Type(), e.Kind)
	}
	l.p.refuse(e.Pos, "", "the operation %q leads to no attribute of an input", e.Op)
	return typed.NewLiteral(nil)
}

// hasAttribute is the condition that an object of a type has an attribute. Absent attributes
// of inputs are null; a member that a contract guards with if is missing. In a list of both it
// is the one or the other.
func hasAttribute(ref *typed.Get, object *typed.Type) typed.Expr {
	test := isNotNull(ref)
	switch f, ok := object.Field(ref.Name); {
	case f.Guarded && f.Optional:
		test = isNotNull(function("try", ref, typed.Null))
	case !ok || f.Guarded:
		test = hasKey(ref.Of, typed.NewLiteral(ref.Name))
	}
	return typed.NewHas(ref, test)
}

func isNull(e typed.Expr) typed.Expr { return typed.NewBinary(model.OpEqual, e, typed.Null) }

func isNotNull(e typed.Expr) typed.Expr { return typed.NewBinary(model.OpNotEqual, e, typed.Null) }

func hasKey(of, key typed.Expr) typed.Expr {
	return function("contains", function("keys", of), key)
}

func (l *lowering) objectRef(e *model.Expr) typed.Expr {
	value := l.expr(e.Args[0])
	if l.inlined != nil || l.p.objects[e.Ref] == nil {
		return value
	}
	var key typed.Expr
	if len(e.Args) > 1 {
		key = l.expr(e.Args[1])
	}
	return typed.NewObjectRef(e.Ref, e.Name, key, value)
}

func (l *lowering) recorded(e *model.Expr) typed.Expr {
	if l.inlined != nil {
		l.p.refuse(e.Pos, "refer to inputs only", "a rule cannot depend on %s, which Terraform records at the first apply", e.Name)
	}
	return typed.NewRecorded(e.Name)
}
