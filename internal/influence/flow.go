package influence

import (
	"github.com/base-k8s/base-k8s/internal/model"
)

// expr is the shape of an expression's value.
func (a *Analysis) expr(e *model.Expr) *shape {
	switch e.Op {
	case model.OpLiteral:
		return constantShape(e.Value.Value)
	case model.OpInput:
		return a.input(e.Name)
	case model.OpLocal:
		return a.local(e.Name)
	case model.OpVar:
		return a.vars[e.Name]
	case model.OpGet:
		return a.expr(e.Args[0]).member(e.Name)
	case model.OpIndex:
		return a.index(e)
	case model.OpIf:
		return a.choice(e)
	case model.OpList, model.OpObject:
		return a.collection(e)
	case model.OpObjRef:
		return a.expr(e.Args[0])
	case model.OpRecorded:
		return nothing
	case model.OpCall:
		return a.call(e)
	case model.OpHas:
		return &shape{deps: a.presence(e)}
	case model.OpGiven: // a default that is given may be another than none
		return &shape{deps: a.expr(e.Args[0]).member(e.Name).all()}
	case model.OpHasKey:
		return &shape{deps: a.expr(e.Args[0]).keys().or(a.expr(e.Args[1]).all())}
	case model.OpText, model.OpNot, model.OpAnd, model.OpOr,
		model.OpEqual, model.OpNotEqual, model.OpLess, model.OpLessEq, model.OpMore, model.OpMoreEq,
		model.OpAdd, model.OpSub, model.OpMul:
		return &shape{deps: a.everything(e.Args)}
	default:
		panic("what reaches the operation " + string(e.Op) + " is not known")
	}
}

func (a *Analysis) everything(args []*model.Expr) (deps set) {
	for _, arg := range args {
		deps = deps.or(a.expr(arg).all())
	}
	return deps
}

func (a *Analysis) local(name string) *shape {
	l := a.locals[name]
	if l.shape == nil {
		outside := a.vars
		a.vars = map[string]*shape{}
		l.shape = a.expr(l.expr)
		a.vars = outside
	}
	return l.shape
}

func (a *Analysis) input(name string) *shape {
	return a.field(model.FindField(a.model.Inputs, name))
}

// field is the shape of an input or an attribute.
func (a *Analysis) field(f *model.Field) *shape {
	if a.fields[f] == nil {
		a.fields[f] = a.newField(f)
	}
	return a.fields[f]
}

func (a *Analysis) newField(f *model.Field) *shape {
	if fact := a.facts[f]; fact != nil && fact.is != nil {
		return constantShape(fact.is.Value)
	}
	own := single(a.numbers[f])
	s := a.typed(f.Type, own)
	if f.Optional || f.Type.Nullable {
		s = s.under(own)
	}
	if f.Optional {
		s = s.when(own)
	}
	return s
}

// typed is the shape of a value of a type, in a field.
func (a *Analysis) typed(t *model.Type, own set) *shape {
	switch t.Kind {
	case model.Record:
		s := &shape{members: map[string]*shape{}}
		for _, f := range t.Fields {
			s.members[f.Name] = a.field(f)
		}
		return s
	case model.List:
		return &shape{deps: own, elems: a.typed(t.Elem, own)}
	case model.Map:
		return &shape{deps: own, rest: a.typed(t.Elem, own).when(own)}
	case model.String, model.Number, model.Bool, model.Null:
		return &shape{deps: own}
	default:
		panic("an input of the kind " + string(t.Kind))
	}
}

// presence is what decides whether an attribute, or an input, is there.
func (a *Analysis) presence(e *model.Expr) set {
	if len(e.Args) == 0 {
		return a.input(e.Name).present
	}
	object := a.expr(e.Args[0])
	m := object.members[e.Name]
	if object.rest != nil {
		m = join(m, object.rest)
	}
	if m == nil {
		m = nothing
	}
	return object.deps.or(m.present)
}

func (a *Analysis) index(e *model.Expr) *shape {
	collection, key := a.expr(e.Args[0]), a.expr(e.Args[1])
	if key.constant != nil {
		if name, ok := key.constant.Value.(string); ok {
			return collection.member(name)
		}
	}
	return collection.any().under(key.all())
}

func (a *Analysis) choice(e *model.Expr) *shape {
	if v, ok := a.known(e.Args[0]); ok {
		if v == true {
			return a.expr(e.Args[1])
		}
		return a.expr(e.Args[2])
	}
	deps := a.deciding(e.Args[0])
	return join(a.expr(e.Args[1]), a.expr(e.Args[2])).under(deps)
}

// deciding is what a condition depends on.
func (a *Analysis) deciding(e *model.Expr) set {
	deps := a.expr(e).all()
	a.decides = a.decides.or(deps)
	return deps
}

// condition is what it depends on; it never holds when it is known not to.
func (a *Analysis) condition(e *model.Expr) (deps set, holds bool) {
	if e == nil {
		return nil, true
	}
	if v, ok := a.known(e); ok {
		return nil, v == true
	}
	return a.deciding(e), true
}

// collection is a list or an object.
func (a *Analysis) collection(e *model.Expr) *shape {
	s := &shape{}
	for _, elem := range e.Elems {
		deps, holds := a.clauses(elem.Clauses)
		if holds {
			a.element(s, e.Op, elem, deps)
		}
	}
	return s
}

// clauses brings variables into scope. Names are unique within an expression.
func (a *Analysis) clauses(clauses []*model.Clause) (deps set, holds bool) {
	for _, c := range clauses {
		if c.For == nil {
			more, ok := a.condition(c.If)
			if !ok {
				return nil, false
			}
			deps = deps.or(more)
			continue
		}
		in := a.expr(c.For.In)
		keys := in.keys()
		a.vars[c.For.Key] = &shape{deps: keys}
		a.vars[c.For.Value] = in.any().under(keys)
		deps = deps.or(keys)
		a.decides = a.decides.or(keys)
	}
	return deps, true
}

// element adds one to a list or an object.
func (a *Analysis) element(s *shape, op model.Op, elem *model.Element, deps set) {
	value := a.expr(elem.Value)
	switch {
	case op == model.OpList:
		s.deps = s.deps.or(deps)
		s.elems = join(s.elems, value.taken(nil))
	case elem.Key == nil:
		a.spread(s, value, deps)
	case elem.Key.Op == model.OpLiteral:
		s.add(elem.Key.Value.Value.(string), value.taken(nil).when(deps))
	default:
		s.rest = join(s.rest, value.taken(nil).when(deps.or(a.expr(elem.Key).all())))
	}
}

// spread adds all members of a value.
func (a *Analysis) spread(s, value *shape, deps set) {
	deps = deps.or(value.deps).or(value.present)
	for _, key := range value.sorted() {
		s.add(key, value.members[key].when(deps))
	}
	if value.rest != nil {
		s.rest = join(s.rest, value.rest.when(deps))
	}
}

func (s *shape) add(key string, m *shape) {
	if s.members == nil {
		s.members = map[string]*shape{}
	}
	s.members[key] = join(s.members[key], m)
}

// call is the result of a function. A list has the elements of the lists that it is made from,
// in their order or in one that depends on all of them.
func (a *Analysis) call(e *model.Expr) *shape {
	f := model.LookupFunction(e.Name)
	if f == nil || f.Result != model.List {
		return &shape{deps: a.everything(e.Args)}
	}
	s := &shape{}
	for _, arg := range e.Args {
		value := a.expr(arg)
		if value.elems == nil || f.Order != model.KeepsOrder {
			s.deps = s.deps.or(value.all())
		}
		s.deps = s.deps.or(value.deps)
		elems := value.elems
		if f.Flattens && elems != nil {
			s.deps = s.deps.or(elems.deps)
			elems = elems.elems
		}
		s.elems = join(s.elems, elems)
	}
	return s
}
