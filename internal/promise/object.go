package promise

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// object follows the members of an object.
func (w *walk) object(e *model.Expr, s *model.Shape, p path) {
	if !isKind(e.Kind, model.Record) {
		w.broken(e, s, p, must(s, "must be an object"), nil)
		return
	}
	for _, f := range s.Fields {
		w.field(e, f, p)
	}
	for _, pattern := range s.Patterns {
		w.named(e, p, pattern)
	}
	if s.Allows != nil {
		other := &model.Shape{Never: true, Words: "must not be there: " + s.Source + " has no such field", Pos: s.Pos}
		w.named(e, p, model.ShapePattern{Matches: func(name string) bool { return !s.Allows(name) }, Shape: other})
	}
}

// field follows the field of an object.
func (w *walk) field(e *model.Expr, f model.ShapeField, p path) {
	all := w.members(e, f.Name)
	if !f.Optional && !always(all) {
		there := model.NewLiteral(false)
		for _, m := range all {
			there = &model.Expr{Op: model.OpOr, Args: []*model.Expr{there, count(m.clauses)}, Kind: model.Bool}
		}
		w.broken(e, f.Shape, p.field(f.Name), must(f.Shape, "must be there"), there)
	}
	for _, m := range all {
		w.value(at(m.value, e.Pos), f.Shape, p.field(f.Name, m.clauses...))
	}
}

// member is what a field may be, and the clauses that lead to it.
type member struct {
	value   *model.Expr
	clauses []*model.Clause
	named   bool // the contract has the field by this name
}

// always reports whether one of the members is there under no condition.
func always(all []member) bool {
	for _, m := range all {
		if len(m.clauses) == 0 {
			return true
		}
	}
	return false
}

// members are what the field of an object may be.
func (w *walk) members(e *model.Expr, name string) (all []member) {
	if e.Op == model.OpLiteral {
		object, _ := e.Value.Value.(model.Object)
		if v, ok := object.Get(name); ok {
			all = append(all, member{value: literal(v, e.Pos), named: true})
		}
		return all
	}
	if e.Op != model.OpObject {
		return []member{opaque(e, name)}
	}
	for _, elem := range e.Elems {
		key, known := elem.Key.LiteralString()
		switch {
		case elem.Key == nil: // a spread
			for _, m := range w.members(w.resolved(at(elem.Value, e.Pos)), name) {
				all = append(all, member{m.value, slices.Concat(w.enter(elem.Clauses), m.clauses), m.named})
			}
		case known && key == name:
			all = append(all, member{elem.Value, w.enter(elem.Clauses), true})
		case !known:
			same := &model.Expr{Op: model.OpEqual, Args: []*model.Expr{elem.Key, model.NewLiteral(name)}, Kind: model.Bool, Pos: elem.Key.Pos}
			all = append(all, member{elem.Value, slices.Concat(w.enter(elem.Clauses), []*model.Clause{{If: same}}), false})
		}
	}
	return all
}

// opaque is the field of a value that is not written out, such as an input.
func opaque(e *model.Expr, name string) member {
	if e.Kind == model.Map {
		key := model.NewLiteral(name)
		has := &model.Expr{Op: model.OpHasKey, Args: []*model.Expr{e, key}, Kind: model.Bool, Pos: e.Pos}
		return member{&model.Expr{Op: model.OpIndex, Args: []*model.Expr{e, key}, Pos: e.Pos}, []*model.Clause{{If: has}}, false}
	}
	has := &model.Expr{Op: model.OpHas, Name: name, Args: []*model.Expr{e}, Kind: model.Bool, Pos: e.Pos}
	return member{&model.Expr{Op: model.OpGet, Name: name, Args: []*model.Expr{e}, Pos: e.Pos}, []*model.Clause{{If: has}}, false}
}

// named follows all members whose names match a pattern.
func (w *walk) named(e *model.Expr, p path, of model.ShapePattern) {
	switch {
	case e.Op == model.OpLiteral:
		object, _ := e.Value.Value.(model.Object)
		for _, m := range object {
			if of.Matches(m.Key) {
				w.value(literal(m.Value, e.Pos), of.Shape, p.field(m.Key))
			}
		}
	case e.Op == model.OpObject:
		for _, elem := range e.Elems {
			w.namedMember(e, elem, p, of)
		}
	default:
		loop, key, elem := w.loop(e)
		key.Kind = model.String
		w.unnamed(key, elem, p.where(loop), of)
	}
}

func (w *walk) namedMember(e *model.Expr, elem *model.Element, p path, of model.ShapePattern) {
	key, known := elem.Key.LiteralString()
	switch {
	case elem.Key == nil:
		w.named(w.resolved(at(elem.Value, e.Pos)), p.where(w.enter(elem.Clauses)...), of)
	case !known:
		w.unnamed(elem.Key, at(elem.Value, e.Pos), p.where(w.enter(elem.Clauses)...), of)
	case of.Matches(key):
		w.value(at(elem.Value, e.Pos), of.Shape, p.field(key, w.enter(elem.Clauses)...))
	}
}

// unnamed follows a member whose name depends on the input. A closed struct takes no such one.
func (w *walk) unnamed(key, e *model.Expr, p path, of model.ShapePattern) {
	inside := p.field("…")
	if of.Name == nil {
		w.broken(e, of.Shape, inside, "must not be there: its name depends on the input", nil)
		return
	}
	names := w.beside()
	names.value(key, of.Name, path{name: p.name})
	if others := undecided(w.model, names.breaches); len(others) > 0 {
		inside = p.field("…", &model.Clause{If: anyBroken(others).Negate()})
	}
	w.value(e, of.Shape, inside)
}

// literal is a constant that stands in the contract at a place.
func literal(v model.Value, pos model.Position) *model.Expr {
	return at(model.NewLiteral(v), pos)
}
