// Package partial evaluates expressions of a contract of which not everything is known.
//
// What goes in is an expression and what a caller knows about some expressions, such as the
// value of one input; what comes out is the value that the expression has whatever the rest
// is, if there is one. Why something is known is the caller's business.
package partial

import (
	"maps"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Evaluator evaluates what is known. It is for one goroutine.
type Evaluator struct {
	// Elements, when it is set, gives the indices or keys of a list or map that is not
	// known itself: what is the same about each whatever the values are. Known is then asked
	// about elements: a loop's variable is an index of what the loop goes through.
	Elements func(*model.Expr) (keys []model.Value, ok bool)

	locals map[string]*model.Expr
	known  func(*model.Expr) (model.Value, bool)
	// values are those of locals that were evaluated, nil for one that is not known.
	values map[string]*model.Literal
	vars   map[string]model.Value // comprehension variables that are known
	bound  map[string]*model.Expr // the others, as elements of what their loops go through
}

// New prepares to evaluate expressions that refer to a contract's locals. The function known
// is asked first about every expression but constants.
func New(m *model.Model, known func(*model.Expr) (model.Value, bool)) *Evaluator {
	p := &Evaluator{locals: map[string]*model.Expr{}, known: known, values: map[string]*model.Literal{}}
	for _, l := range m.Locals {
		p.locals[l.Name] = l.Value
	}
	return p
}

// Value is that of an expression, and whether it is known.
func (p *Evaluator) Value(e *model.Expr) (model.Value, bool) {
	if e.Op != model.OpLiteral {
		if v, ok := p.known(p.element(e)); ok {
			return v, true
		}
	}
	switch e.Op {
	case model.OpLiteral:
		return e.Value.Value, true
	case model.OpLocal:
		return p.local(e.Name)
	case model.OpVar:
		v, ok := p.vars[e.Name]
		return v, ok
	case model.OpGet, model.OpHas:
		return p.member(e)
	case model.OpAnd, model.OpOr:
		return p.either(e, e.Op == model.OpOr)
	case model.OpIf:
		v, ok := p.Value(e.Args[0])
		switch {
		case !ok:
			return nil, false
		case v == true:
			return p.Value(e.Args[1])
		}
		return p.Value(e.Args[2])
	case model.OpList, model.OpObject:
		return p.collection(e)
	case model.OpInput, model.OpObjRef, model.OpRecorded, model.OpGiven:
		return nil, false
	case model.OpIndex, model.OpHasKey, model.OpText, model.OpNot, model.OpCall,
		model.OpEqual, model.OpNotEqual, model.OpLess, model.OpLessEq, model.OpMore, model.OpMoreEq,
		model.OpAdd, model.OpSub, model.OpMul:
		return p.computed(e)
	default:
		panic("nothing evaluates the operation " + string(e.Op))
	}
}

func (p *Evaluator) local(name string) (model.Value, bool) {
	value, tried := p.values[name]
	if !tried {
		alone := *p
		alone.vars, alone.bound = nil, nil
		if v, ok := alone.Value(p.locals[name]); ok {
			value = &model.Literal{Value: v}
		}
		p.values[name] = value
	}
	if value == nil {
		return nil, false
	}
	return value.Value, true
}

// member is an attribute of a value that is known, or whether it is there.
func (p *Evaluator) member(e *model.Expr) (model.Value, bool) {
	if len(e.Args) == 0 { // an input
		return nil, false
	}
	v, ok := p.Value(e.Args[0])
	object, _ := v.(model.Object)
	inner, has := object.Get(e.Name)
	if e.Op == model.OpHas {
		return has, ok
	}
	return inner, ok && has
}

// either is a || b, or a && b, of which one may decide alone.
func (p *Evaluator) either(e *model.Expr, decides bool) (model.Value, bool) {
	a, first := p.Value(e.Args[0])
	b, second := p.Value(e.Args[1])
	if first && a == decides || second && b == decides {
		return decides, true
	}
	return !decides, first && second
}

// computed is an operation on values that are known.
func (p *Evaluator) computed(e *model.Expr) (model.Value, bool) {
	known := *e
	known.Args = nil
	for _, arg := range e.Args {
		v, ok := p.Value(arg)
		if !ok {
			return nil, false
		}
		known.Args = append(known.Args, &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: v}, Kind: arg.Kind})
	}
	return known.Constant()
}

// element is an expression with the element that a variable stands for in its place.
func (p *Evaluator) element(e *model.Expr) *model.Expr {
	switch {
	case len(p.bound) == 0:
	case e.Op == model.OpVar && p.bound[e.Name] != nil:
		return p.bound[e.Name]
	case e.Op == model.OpGet || e.Op == model.OpHas && len(e.Args) > 0 || e.Op == model.OpIndex:
		if of := p.element(e.Args[0]); of != e.Args[0] {
			copied := *e
			copied.Args = append([]*model.Expr{of}, e.Args[1:]...)
			return &copied
		}
	}
	return e
}

// collection is a list or an object.
func (p *Evaluator) collection(e *model.Expr) (model.Value, bool) {
	list, members := []model.Value{}, map[string]model.Value{}
	for _, elem := range e.Elems {
		turns, certain := p.turns(elem.Clauses)
		if !certain {
			return nil, false
		}
		for _, q := range turns {
			v, ok := q.Value(elem.Value)
			if !ok || e.Op == model.OpObject && elem.Key == nil {
				return nil, false
			}
			if e.Op == model.OpList {
				list = append(list, v)
				continue
			}
			key, ok := q.Value(elem.Key)
			if !ok {
				return nil, false
			}
			members[key.(string)] = v
		}
	}
	if e.Op == model.OpList {
		return list, true
	}
	object := model.Object{}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		object = append(object, model.Member{Key: key, Value: members[key]})
	}
	return object, true
}
