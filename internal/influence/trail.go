package influence

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Trail is a way from a field of the input to a place.
type Trail struct {
	// Position is where the contract defines what reaches the place.
	Position model.Position
	// Locals are the names of the locals on the way, from the place to the input.
	Locals []string
}

// Trail is one way from a field to a place that it reaches.
func (a *Analysis) Trail(f *model.Field, p *Place) Trail {
	t := &tracer{Analysis: a, field: a.reaching(f, p), seen: map[string]bool{}}
	t.found.Position = p.Object.Pos
	if p.Path == "" {
		exists := []*model.Expr{p.Object.If}
		if p.Object.Each != nil {
			exists = append(exists, model.Exprs(p.Object.Each.Clauses)...)
		}
		for _, e := range exists {
			if t.mentions(e) {
				break
			}
		}
		return t.found
	}
	t.follow(p.Object.Body, p.Keys)
	return t.found
}

// reaching is the field, or the first one inside it, that reaches a place itself.
func (a *Analysis) reaching(f *model.Field, p *Place) *model.Field {
	if !p.deps.has(a.numbers[f]) {
		for _, inner := range Attributes(f) {
			if p.reachedBy(a, inner) {
				return a.reaching(inner, p)
			}
		}
	}
	return f
}

// tracer looks for a field, first along the keys of a place.
type tracer struct {
	*Analysis
	field *model.Field
	found Trail
	seen  map[string]bool // locals, and where keys lead in them, that were looked into
}

// follow goes to where keys lead. What decides on the way may mention the field, too.
func (t *tracer) follow(e *model.Expr, keys []string) bool {
	switch {
	case e.Op == model.OpLocal:
		return t.inside(e.Name, keys, func(e *model.Expr) bool { return t.follow(e, keys) })
	case e.Op == model.OpIf:
		if v, ok := t.known(e.Args[0]); ok {
			return v == true && t.follow(e.Args[1], keys) || v != true && t.follow(e.Args[2], keys)
		}
		return t.mentions(e.Args[0]) || t.follow(e.Args[1], keys) || t.follow(e.Args[2], keys)
	case e.Op == model.OpObject && len(keys) > 0:
		return slices.ContainsFunc(e.Elems, func(elem *model.Element) bool { return t.member(elem, keys) })
	case e.Op == model.OpList:
		return slices.ContainsFunc(e.Elems, func(elem *model.Element) bool {
			return t.possible(elem) && (t.clauses(elem) || t.follow(elem.Value, keys))
		})
	}
	return t.mentions(e)
}

func (t *tracer) member(elem *model.Element, keys []string) bool {
	switch {
	case !t.possible(elem):
		return false
	case elem.Key == nil:
		return t.clauses(elem) || t.follow(elem.Value, keys)
	case elem.Key.Op != model.OpLiteral:
		return keys[0] == effect.Any && (t.clauses(elem) || t.mentions(elem.Key) || t.follow(elem.Value, keys[1:]))
	}
	return elem.Key.Value.Value == keys[0] && (t.clauses(elem) || t.follow(elem.Value, keys[1:]))
}

// possible reports whether an element may be there.
func (t *tracer) possible(elem *model.Element) bool {
	return !slices.ContainsFunc(elem.Clauses, func(c *model.Clause) bool {
		if c.If == nil {
			return false
		}
		v, ok := t.known(c.If)
		return ok && v != true
	})
}

func (t *tracer) clauses(elem *model.Element) bool {
	return slices.ContainsFunc(elem.Clauses, func(c *model.Clause) bool {
		if c.For != nil {
			return t.mentions(c.For.In)
		}
		_, ok := t.known(c.If)
		return !ok && t.mentions(c.If)
	})
}

// inside goes on in a local, once.
func (t *tracer) inside(name string, keys []string, look func(*model.Expr) bool) bool {
	at := name + "\x00" + strings.Join(keys, "\x00")
	if t.seen[at] {
		return false
	}
	t.seen[at] = true
	t.found.Locals = append(t.found.Locals, name)
	if look(t.locals[name].expr) {
		return true
	}
	t.found.Locals = t.found.Locals[:len(t.found.Locals)-1]
	return false
}

// mentions looks for the field anywhere in an expression, and records where it is.
func (t *tracer) mentions(e *model.Expr) bool {
	if e == nil {
		return false
	}
	if f := t.direct(e); f != nil {
		if !t.related(f) {
			return false
		}
		t.found.Position = e.Pos
		return true
	}
	if e.Op == model.OpLocal {
		if !t.expr(e).all().has(t.numbers[t.field]) {
			return false
		}
		return t.inside(e.Name, nil, t.mentions)
	}
	if slices.ContainsFunc(e.Args, t.mentions) {
		return true
	}
	return slices.ContainsFunc(e.Elems, func(elem *model.Element) bool {
		return t.possible(elem) && (t.clauses(elem) || t.mentions(elem.Key) || t.mentions(elem.Value))
	})
}

// direct is the field that an expression selects without a local.
func (t *tracer) direct(e *model.Expr) *model.Field {
	if e.Op == model.OpLocal {
		return nil
	}
	return t.selected(e)
}

// related reports whether a field is the one that is looked for, around it or inside it.
func (t *tracer) related(f *model.Field) bool {
	for _, pair := range [][2]*model.Field{{f, t.field}, {t.field, f}} {
		for inner := pair[0]; inner != nil; inner = t.parents[inner] {
			if inner == pair[1] {
				return true
			}
		}
	}
	return false
}
