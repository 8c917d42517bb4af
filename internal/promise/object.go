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
		w.named(e, p, pattern.Shape, pattern.Matches, pattern.All)
	}
	if s.Allows != nil {
		other := &model.Shape{Never: true, Words: "must not be there: " + s.Source + " has no such field", Pos: s.Pos}
		w.named(e, p, other, func(name string) bool { return !s.Allows(name) }, false)
	}
}

// field follows the field of an object.
func (w *walk) field(e *model.Expr, f model.ShapeField, p path) {
	all := w.members(e, f.Name)
	if !f.Optional && !always(all) {
		there := &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: false}, Kind: model.Bool}
		for _, m := range all {
			there = &model.Expr{Op: model.OpOr, Args: []*model.Expr{there, count(m.clauses)}, Kind: model.Bool}
		}
		w.broken(e, f.Shape, p.field(f.Name), "must be there", there)
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
				all = append(all, member{m.value, slices.Concat(elem.Clauses, m.clauses), m.named})
			}
		case known && key == name:
			all = append(all, member{elem.Value, elem.Clauses, true})
		case !known:
			same := &model.Expr{Op: model.OpEqual, Args: []*model.Expr{elem.Key, model.NewLiteral(name)}, Kind: model.Bool, Pos: elem.Key.Pos}
			all = append(all, member{elem.Value, slices.Concat(elem.Clauses, []*model.Clause{{If: same}}), false})
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

// named follows all members whose names match. Names that only an input knows match when every
// name does; otherwise such a member could break the promise, and is taken to.
func (w *walk) named(e *model.Expr, p path, s *model.Shape, matches func(string) bool, all bool) {
	if e.Op == model.OpLiteral {
		object, _ := e.Value.Value.(model.Object)
		for _, m := range object {
			if matches(m.Key) {
				w.value(literal(m.Value, e.Pos), s, p.field(m.Key))
			}
		}
		return
	}
	if e.Op != model.OpObject {
		loop, _, elem := w.loop(e)
		w.unnamed(elem, s, p.field("…", loop), all)
		return
	}
	for _, elem := range e.Elems {
		key, known := elem.Key.LiteralString()
		switch {
		case elem.Key == nil:
			inner := path{p.name, p.under(elem.Clauses...)}
			w.named(w.resolved(at(elem.Value, e.Pos)), inner, s, matches, all)
		case !known:
			w.unnamed(at(elem.Value, e.Pos), s, p.field("…", elem.Clauses...), all)
		case matches(key):
			w.value(at(elem.Value, e.Pos), s, p.field(key, elem.Clauses...))
		}
	}
}

// unnamed follows a member whose name is not known.
func (w *walk) unnamed(e *model.Expr, s *model.Shape, p path, all bool) {
	if all {
		w.value(e, s, p)
		return
	}
	w.broken(e, s, p, "has names that depend on the input, where the promise allows some", nil)
}

// literal is a constant that stands in the contract at a place.
func literal(v model.Value, pos model.Position) *model.Expr {
	return at(model.NewLiteral(v), pos)
}
