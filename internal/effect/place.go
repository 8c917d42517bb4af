package effect

import "github.com/base-k8s/base-k8s/internal/model"

// place finds where the contract defines a part of an object. It is the zero Position when
// the model does not know its places, as a stored one does not.
type place struct {
	locals map[string]*model.Expr
	found  model.Position
	depth  int // of locals, which are looked through
}

// mostLocals bounds the locals that are looked through, one inside another.
const mostLocals = 32

func (c *contract) place(object string, steps []step) model.Position {
	o := c.model.Object(object)
	if o == nil {
		return model.Position{}
	}
	p := &place{locals: c.locals, found: o.Pos}
	if o.Body != nil {
		p.follow(o.Body, steps)
	}
	return p.found
}

// follow goes to where steps lead, as far as they are written out in the contract. A value
// that conditions choose is at the conditions.
func (p *place) follow(e *model.Expr, steps []step) {
	if e.Pos.Line > 0 {
		p.found = e.Pos
	}
	switch {
	case e.Op == model.OpLocal && p.locals[e.Name] != nil && p.depth < mostLocals:
		p.depth++
		p.follow(p.locals[e.Name], steps)
	case len(steps) == 0:
	case e.Op == model.OpObject || e.Op == model.OpList:
		if inner := p.element(e, steps[0]); inner != nil {
			p.follow(inner, steps[1:])
		}
	}
}

// element is the one that a step leads to, nil when there is not exactly one.
func (p *place) element(e *model.Expr, s step) *model.Expr {
	var found []*model.Expr
	for _, elem := range e.Elems {
		value := resolve(p.locals, elem.Value)
		switch {
		case !s.element && elem.Key == nil: // a spread
			if inner := p.element(value, s); inner != nil {
				found = append(found, inner)
			}
		case !s.element && elem.Key.IsLiteral(s.key), s.element && s.value != nil && p.named(value, s):
			found = append(found, elem.Value)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

func (p *place) named(e *model.Expr, s step) bool {
	for _, elem := range e.Elems {
		if elem.Key != nil && elem.Key.IsLiteral(s.key) {
			return elem.Value.IsLiteral(s.value)
		}
	}
	return false
}

// resolve is what a local stands for.
func resolve(locals map[string]*model.Expr, e *model.Expr) *model.Expr {
	for range mostLocals {
		if e.Op != model.OpLocal || locals[e.Name] == nil {
			break
		}
		e = locals[e.Name]
	}
	return e
}
