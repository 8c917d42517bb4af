package terraform

import (
	"maps"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// lowering translates a contract's expressions into typed ones that have no more than
// Terraform has: values of type any are converted, and a test for an attribute is one for
// null or for a key.
type lowering struct {
	p *printer
	// inline replaces locals by their values: a validation may refer to variables only.
	inline bool
	// raw says that inputs are as Terraform's types let them through, before validation.
	raw bool
	// own is the input that a validation belongs to, "" elsewhere.
	own  string
	vars map[string]*typed.Variable // the comprehension variables in scope
}

// lower is an expression of the contract outside of validations.
func (p *printer) lower(e *model.Expr) typed.Expr { return (&lowering{p: p}).expr(e) }

// expr is an expression of the contract.
func (l *lowering) expr(e *model.Expr) typed.Expr { return typed.At(l.lowered(e), e.Pos) }

func (l *lowering) lowered(e *model.Expr) typed.Expr {
	switch e.Op {
	case model.OpLiteral:
		return typed.LiteralAt(e.Value.Value, e.Pos)
	case model.OpInput:
		return l.input(e.Name)
	case model.OpLocal:
		return l.local(e)
	case model.OpVar:
		return l.variable(e)
	case model.OpGet:
		return l.get(e)
	case model.OpIndex:
		return l.index(e)
	case model.OpHas:
		return l.has(e)
	case model.OpHasKey:
		return hasKey(typed.Whole(l.expr(e.Args[0])), l.expr(e.Args[1]))
	case model.OpText:
		return typed.NewText(l.exprs(e.Args)...)
	case model.OpIf:
		return typed.NewIf(l.expr(e.Args[0]), l.expr(e.Args[1]), l.expr(e.Args[2]))
	case model.OpNot:
		return typed.NewNot(l.expr(e.Args[0]))
	case model.OpAnd, model.OpOr:
		return typed.NewLogic(e.Op, l.expr(e.Args[0]), l.expr(e.Args[1]))
	case model.OpEqual, model.OpNotEqual:
		return l.equality(e)
	case model.OpLess, model.OpLessEq, model.OpMore, model.OpMoreEq, model.OpAdd, model.OpSub, model.OpMul:
		return typed.NewBinary(e.Op, l.expr(e.Args[0]), l.expr(e.Args[1]))
	case model.OpCall:
		return l.call(e)
	case model.OpList:
		return typed.NewList(l.elements(e.Elems))
	case model.OpObject:
		return typed.NewObject(l.elements(e.Elems))
	case model.OpObjRef:
		return l.objectRef(e)
	case model.OpRecorded:
		return l.recorded(e)
	}
	l.p.refuse(e.Pos, "", "the operation %q has no form in Terraform", e.Op)
	return typed.NewLiteral(nil)
}

func (l *lowering) exprs(all []*model.Expr) []typed.Expr {
	exprs := make([]typed.Expr, len(all))
	for i, e := range all {
		exprs[i] = l.expr(e)
	}
	return exprs
}

// input is an input of the contract. One of type any is converted in its own validations;
// all else refers to the local that has it converted.
func (l *lowering) input(name string) typed.Expr {
	f := l.p.inputs[name]
	switch {
	case f == nil:
		return typed.NewInput(name, typed.Unknown)
	case !strict(f.Type):
		return typed.NewInput(name, typed.OfField(f, l.raw))
	case l.own == name:
		return conversion(l.p.asGiven(name), given(f.Type, false))
	}
	return typed.NewInput(name, typed.OfField(f, false))
}

// local is a named value. It is lowered once, and again where it is inlined.
func (l *lowering) local(e *model.Expr) typed.Expr {
	local := l.p.local(e.Name)
	if local == nil {
		l.p.refuse(e.Pos, "", "there is no local called %s", e.Name)
		return typed.NewLiteral(nil)
	}
	if !l.inline {
		return typed.NewReference(local)
	}
	inlined := *l
	inlined.vars = nil
	return typed.NewInlined(local, inlined.expr(l.p.locals[e.Name].Value))
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
	if l.inline {
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

// hasAttribute is the condition that an object of a type has an attribute. Absent attributes
// of inputs are null; a member that a contract guards with if is missing.
func hasAttribute(ref *typed.Get, object *typed.Type) typed.Expr {
	test := isNotNull(ref)
	if f, ok := object.Field(ref.Name); !ok || f.Guarded {
		test = hasKey(ref.Of, typed.NewLiteral(ref.Name))
	}
	return typed.NewHas(ref, test)
}

func isNull(e typed.Expr) typed.Expr { return typed.NewBinary(model.OpEqual, e, typed.Null) }

func isNotNull(e typed.Expr) typed.Expr { return typed.NewBinary(model.OpNotEqual, e, typed.Null) }

func hasKey(of, key typed.Expr) typed.Expr {
	return function("contains", function("keys", of), key)
}

// equality is == or !=. Whether mod(a, b) is 0 does not depend on its sign, so that the
// shorter rem(a, b) says the same.
func (l *lowering) equality(e *model.Expr) typed.Expr {
	x, y := l.expr(e.Args[0]), l.expr(e.Args[1])
	if compared := l.comparison(e.Args[0], y); compared != nil {
		return typed.NewBinary(e.Op, compared, y)
	}
	if call, ok := x.(*typed.Call); ok && call.Function.Name == "mod" && typed.IsLiteral(y, int64(0)) {
		x = typed.At(typed.NewCall(typed.Contract(model.LookupFunction("rem")), call.Args...), call.Pos())
	}
	return typed.NewBinary(e.Op, x, y)
}

// comparison is an attribute that is compared with another string than its default, so that
// the default does not matter; nil for other comparisons.
func (l *lowering) comparison(e *model.Expr, y typed.Expr) typed.Expr {
	text, constant := typed.ConstantText(y)
	if !constant || e.Op != model.OpGet || l.own == "" {
		return nil
	}
	of := l.whole(e.Args[0])
	f := of.field(e.Name)
	if f == nil || f.Default == nil || f.Default.Value == text || f.Type.Kind != model.String {
		return nil
	}
	return function("try", function("tostring", attributeOf(of.value, f)), typed.Null)
}

func (l *lowering) call(e *model.Expr) typed.Expr {
	f := model.LookupFunction(e.Name)
	if f == nil {
		l.p.refuse(e.Pos, "", "there is no function %s", e.Name)
		return typed.NewLiteral(nil)
	}
	return typed.NewCall(typed.Contract(f), l.exprs(e.Args)...)
}

func (l *lowering) objectRef(e *model.Expr) typed.Expr {
	value := l.expr(e.Args[0])
	if l.inline || l.p.objects[e.Ref] == nil {
		return value
	}
	return typed.NewObjectRef(e.Ref, e.Name, value)
}

func (l *lowering) recorded(e *model.Expr) typed.Expr {
	if l.inline {
		l.p.refuse(e.Pos, "refer to inputs only", "a rule cannot depend on %s, which Terraform records at the first apply", e.Name)
	}
	return typed.NewRecorded(e.Name)
}

func (l *lowering) elements(elems []*model.Element) []*typed.Element {
	all := make([]*typed.Element, len(elems))
	for i, elem := range elems {
		clauses, inner := l.clauses(elem.Clauses)
		all[i] = &typed.Element{Clauses: clauses, Value: inner.expr(elem.Value), Doc: elem.Doc}
		if elem.Key != nil {
			all[i].Key = inner.expr(elem.Key)
		}
	}
	return all
}

// clauses are clauses and the lowering of what is inside them.
func (l *lowering) clauses(clauses []*model.Clause) ([]*typed.Clause, *lowering) {
	var all []*typed.Clause
	for _, c := range clauses {
		if c.For == nil {
			all = append(all, &typed.Clause{If: l.expr(c.If)})
			continue
		}
		loop := typed.NewLoop(c.For.Key, c.For.Value, l.expr(c.For.In))
		all = append(all, &typed.Clause{For: loop})
		l = l.declare(c.For.Key, loop.Key).declare(c.For.Value, loop.Value)
	}
	return all, l
}

func (l *lowering) declare(name string, v *typed.Variable) *lowering {
	if v == nil {
		return l
	}
	inner := *l
	inner.vars = maps.Clone(l.vars)
	if inner.vars == nil {
		inner.vars = map[string]*typed.Variable{}
	}
	inner.vars[name] = v
	return &inner
}
