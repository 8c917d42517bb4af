package typed

import "github.com/base-k8s/base-k8s/internal/model"

// Literals that expressions are often made of.
var (
	True  = NewLiteral(true)
	False = NewLiteral(false)
	Null  = NewLiteral(nil)
)

// NewLiteral is a constant, which may be a list or an object.
func NewLiteral(v model.Value) Expr { return LiteralAt(v, model.Position{}) }

// LiteralAt is a constant with a position, which may be a list or an object.
func LiteralAt(v model.Value, pos model.Position) Expr {
	switch v := v.(type) {
	case []model.Value:
		elems := make([]*Element, len(v))
		for i, elem := range v {
			elems[i] = &Element{Value: LiteralAt(elem, pos)}
		}
		return At(NewList(elems), pos)
	case model.Object:
		elems := make([]*Element, len(v))
		for i, m := range v {
			elems[i] = &Element{Key: LiteralAt(m.Key, pos), Value: LiteralAt(m.Value, pos)}
		}
		return At(NewObject(elems), pos)
	}
	return &Literal{node{&Type{Kind: model.KindOf(v), Null: v == nil}, pos}, v}
}

// IsLiteral reports whether an expression is a scalar constant, or null.
func IsLiteral(e Expr, v model.Value) bool {
	literal, ok := e.(*Literal)
	return ok && model.Equal(literal.Value, v)
}

// ConstantText is the text of a constant string. A nil e is none.
func ConstantText(e Expr) (text string, ok bool) {
	literal, ok := e.(*Literal)
	if !ok {
		return "", false
	}
	text, ok = literal.Value.(string)
	return text, ok
}

// NewInput is an input of a type.
func NewInput(name string, t *Type) *Input { return &Input{node{typ: t}, name} }

// NewLocal is a named value.
func NewLocal(name string, value Expr) *Local {
	return &Local{node{typ: value.Type()}, name, value, false}
}

// NewReference is another reference to a local.
func NewReference(local *Local) *Local {
	c := *local
	return &c
}

// NewInlined is a value that stands in the place of a local's name. Its type is the local's.
func NewInlined(local *Local, value Expr) *Local {
	return &Local{node{typ: local.typ}, local.Name, value, true}
}

// NewVariable is a variable of a type.
func NewVariable(name string, t *Type) *Variable { return &Variable{name, t} }

// NewVar is the value of a variable.
func NewVar(v *Variable) *Var { return &Var{node{typ: v.typ}, v} }

// NewGet is an attribute of an object, of a kind where the object's type does not say.
func NewGet(of Expr, name string, kind model.Kind) *Get { return GetOf(of, of.Type(), name, kind) }

// GetOf is [NewGet] for an object of another type than of says.
func GetOf(of Expr, object *Type, name string, kind model.Kind) *Get {
	f, _ := object.Field(name)
	return &Get{node{f.Type.orKind(kind), of.Pos()}, of, name}
}

// NewIndex is an element of a collection of a type, of a kind where that does not say.
func NewIndex(of, key Expr, collection *Type, kind model.Kind) *Index {
	return &Index{node{collection.At(key).orKind(kind), of.Pos()}, of, key}
}

// NewHas says that there is ref, an input or an attribute, which test tests for.
func NewHas(ref, test Expr) *Has { return &Has{node{boolean, ref.Pos()}, ref, test} }

// NewText is an interpolation.
func NewText(parts ...Expr) *Text { return &Text{node{typ: &Type{Kind: model.String}}, parts} }

// NewIf is a conditional.
func NewIf(cond, then, otherwise Expr) *If {
	return &If{node{Join(then.Type(), otherwise.Type()), cond.Pos()}, cond, then, otherwise}
}

var boolean = &Type{Kind: model.Bool}

// NewNot is a negation, written as one. [Negate] writes it as a person would.
func NewNot(x Expr) *Not { return &Not{node{boolean, x.Pos()}, x} }

// NewLogic is a conjunction or a disjunction. One of x and y may be nil, and is left out
// then.
func NewLogic(op model.Op, x, y Expr) Expr {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	}
	return &Logic{node{boolean, x.Pos()}, op, x, y}
}

// NewBinary is a comparison or an operation on numbers.
func NewBinary(op model.Op, x, y Expr) *Binary {
	return &Binary{node{&Type{Kind: model.LookupOperation(op).Result}, x.Pos()}, op, x, y}
}

// NewCall is a call of a function.
func NewCall(f *Function, args ...Expr) *Call {
	types := make([]*Type, len(args))
	for i, arg := range args {
		types[i] = arg.Type()
	}
	c := &Call{node{typ: f.Result(types)}, f, args}
	if len(args) > 0 {
		c.pos = args[0].Pos()
	}
	return c
}

// NewList is a list of elements.
func NewList(elems []*Element) *List {
	t := &Type{Kind: model.List}
	for _, elem := range elems {
		t.Elem = Join(t.Elem, elem.Value.Type())
	}
	return &List{node{typ: t}, elems}
}

// NewObject is an object of members. Its type is that of an object when all keys are
// constant, and that of a map otherwise.
func NewObject(elems []*Element) *Object {
	t := &Type{Kind: model.Record}
	for _, elem := range elems {
		t.addMember(elem)
	}
	return &Object{node{typ: t.mixed()}, elems}
}

func (t *Type) addMember(elem *Element) {
	value, guarded := elem.Value.Type(), len(elem.Clauses) > 0
	key, constant := ConstantText(elem.Key)
	switch {
	case constant:
		t.Fields = append(t.Fields, Field{Name: key, Type: value, Guarded: guarded})
	case elem.Key != nil:
		t.Kind, t.Elem = model.Map, Join(t.Elem, value)
	case value.Kind == model.Record:
		for _, f := range value.Fields {
			f.Guarded = f.Guarded || guarded
			t.Fields = append(t.Fields, f)
		}
	default:
		t.Kind, t.Elem = model.Map, Join(t.Elem, value.Elem)
	}
}

// NewLoop is a for clause with new variables; a name is "" for one that is not used.
func NewLoop(key, value string, in Expr) *Loop {
	k, v := in.Type().elements()
	loop := &Loop{In: in}
	if key != "" {
		loop.Key = NewVariable(key, k)
	}
	if value != "" {
		loop.Value = NewVariable(value, v)
	}
	return loop
}

// NewObjectRef is metadata.<name> of an object, whose value is value. A key is that of a
// repeated object, and nil for others.
func NewObjectRef(object, name string, key, value Expr) *ObjectRef {
	return &ObjectRef{node{&Type{Kind: model.String}, value.Pos()}, object, name, key, value}
}

// NewRecorded is a recorded time.
func NewRecorded(name string) *Recorded { return &Recorded{node{typ: &Type{Kind: model.String}}, name} }

// NewConverted is ref in a type, which value makes of it.
func NewConverted(ref, value Expr, t *Type) *Converted {
	return &Converted{node{t, ref.Pos()}, ref, value}
}

// NewForeign is a reference of a type that only the target knows.
func NewForeign(name string, t *Type) *Foreign { return &Foreign{node{typ: t}, name} }

// Whole is a value of which something is taken: one that is converted part by part is taken
// as it is given.
func Whole(e Expr) Expr {
	if c, ok := e.(*Converted); ok && c.typ.Given != nil {
		return c.Ref
	}
	return e
}

// Branch is the branch that is chosen when the condition has a value.
func (e *If) Branch(cond bool) Expr {
	if cond {
		return e.Then
	}
	return e.Else
}
