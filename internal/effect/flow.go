package effect

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// flow is where the values of some inputs go in a contract: into expressions that contain
// them, and into what a condition on them, or a comprehension over them, decides. It does
// not change after it is made.
type flow struct {
	locals  map[string]*model.Expr
	reached map[*model.Expr]bool
}

// newFlow follows the given sources through a contract's objects.
func newFlow(m *model.Model, locals map[string]*model.Expr, source func(*model.Expr) bool) *flow {
	f := &flow{locals, map[*model.Expr]bool{}}
	v := &flowVisitor{flow: f, source: source, visited: map[string]bool{}}
	for _, o := range m.Objects {
		v.visit(o.If, nil)
		v.visit(o.Whole(), nil)
	}
	return f
}

// newSecrets follows the sensitive inputs.
func newSecrets(m *model.Model, locals map[string]*model.Expr) *flow {
	sensitive := m.Sensitive()
	if len(sensitive) == 0 {
		return &flow{}
	}
	return newFlow(m, locals, func(e *model.Expr) bool {
		return slices.Contains(sensitive, e.Name) && e.IsInput()
	})
}

// flowVisitor visits every expression of the objects, and each local once.
type flowVisitor struct {
	*flow
	source  func(*model.Expr) bool
	visited map[string]bool // locals
}

// visit reports whether an input reaches e, where the variables are those that one does.
func (v *flowVisitor) visit(e *model.Expr, variables []string) bool {
	if e == nil {
		return false
	}
	reached := v.source(e)
	switch {
	case e.Op == model.OpVar:
		reached = slices.Contains(variables, e.Name)
	case e.Op == model.OpLocal:
		local := v.locals[e.Name]
		if !v.visited[e.Name] {
			v.visited[e.Name] = true
			v.visit(local, nil)
		}
		reached = v.reached[local]
	}
	for child, loops := range e.Children() {
		inner := slices.Clip(variables)
		for _, loop := range loops {
			if v.reached[loop.In] {
				inner = append(inner, loop.Key, loop.Value)
			}
		}
		reached = v.visit(child, inner) || reached
	}
	if reached {
		v.reached[e] = true
	}
	return reached
}

// at reports whether an input reaches the part of e that steps lead to. Where the contract
// does not show the part, it is e that counts.
func (f *flow) at(e *model.Expr, steps []step) bool {
	return (&flowPath{f, mostFollowed}).at(e, steps)
}

// mostFollowed bounds the expressions that are looked at for one place: branches of
// conditions that are locals with conditions are twice as many at each level.
const mostFollowed = 1000

type flowPath struct {
	*flow
	left int
}

func (p *flowPath) at(e *model.Expr, steps []step) bool {
	if e == nil || !p.reached[e] {
		return false
	}
	if p.left--; p.left < 0 || len(steps) == 0 {
		return true
	}
	switch e.Op {
	case model.OpLocal:
		return p.at(p.locals[e.Name], steps)
	case model.OpObjRef:
		return p.at(e.Args[0], steps)
	case model.OpGet:
		return p.at(e.Args[0], append([]step{{key: e.Name}}, steps...))
	case model.OpIf:
		return p.reached[e.Args[0]] || p.at(e.Args[1], steps) || p.at(e.Args[2], steps)
	case model.OpObject, model.OpList:
		return p.elements(e, steps)
	case model.OpLiteral, model.OpInput, model.OpVar, model.OpIndex, model.OpCall, model.OpRecorded,
		model.OpText, model.OpHas, model.OpGiven, model.OpHasKey, model.OpNot, model.OpAnd, model.OpOr,
		model.OpEqual, model.OpNotEqual, model.OpLess, model.OpLessEq, model.OpMore, model.OpMoreEq,
		model.OpAdd, model.OpSub, model.OpMul:
		return true // its parts are not shown
	default:
		panic("where the operation " + string(e.Op) + " has its parts is not known")
	}
}

// elements follows the first step into those that it may lead to: into that one alone
// which is always there and is written out to be what the step asks for.
func (p *flowPath) elements(e *model.Expr, steps []step) bool {
	for _, elem := range e.Elems {
		if len(elem.Clauses) == 0 && p.is(elem, steps[0]) {
			return p.at(elem.Value, steps[1:])
		}
	}
	for _, elem := range e.Elems {
		isIt, rest := p.leadsTo(elem, steps)
		if isIt && (p.decided(elem) || p.at(elem.Value, rest)) {
			return true
		}
	}
	return false
}

func (p *flowPath) is(elem *model.Element, s step) bool {
	switch {
	case s.element:
		name := p.member(elem.Value, s.key)
		return s.value != nil && name != nil && name.IsLiteral(s.value)
	case elem.Key != nil:
		return elem.Key.IsLiteral(s.key)
	}
	return false
}

// member is what an object literal has under a literal key, nil for none.
func (p *flowPath) member(e *model.Expr, key string) *model.Expr {
	for _, elem := range resolve(p.locals, e).Elems {
		if elem.Key != nil && elem.Key.IsLiteral(key) {
			return resolve(p.locals, elem.Value)
		}
	}
	return nil
}

// decided reports whether an input decides if the element is there, or what its key is.
func (p *flowPath) decided(elem *model.Element) bool {
	return elem.Key != nil && p.reached[elem.Key] || slices.ContainsFunc(model.Exprs(elem.Clauses), func(e *model.Expr) bool { return p.reached[e] })
}

// leadsTo reports whether the first step may lead to an element, and which steps are left
// from there.
func (p *flowPath) leadsTo(elem *model.Element, steps []step) (bool, []step) {
	s := steps[0]
	switch {
	case s.element:
		return s.value == nil || p.mayBeNamed(elem.Value, s), steps[1:]
	case elem.Key == nil: // a spread
		return p.mayHave(elem.Value, s), steps
	case elem.Key.Op == model.OpLiteral:
		return elem.Key.IsLiteral(s.key), steps[1:]
	}
	return true, steps[1:]
}

// mayHave reports whether an object may have the member that a step leads to.
func (p *flowPath) mayHave(e *model.Expr, s step) bool {
	e = resolve(p.locals, e)
	return e.Op != model.OpObject || slices.ContainsFunc(e.Elems, func(elem *model.Element) bool {
		return elem.Key == nil || elem.Key.Op != model.OpLiteral || elem.Key.IsLiteral(s.key)
	})
}

// mayBeNamed reports whether an element of a list may have the value that a step asks for.
func (p *flowPath) mayBeNamed(e *model.Expr, s step) bool {
	name := p.member(e, s.key)
	return name == nil || name.Op != model.OpLiteral || name.IsLiteral(s.value)
}
