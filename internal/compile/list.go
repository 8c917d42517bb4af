package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// index compiles x[i], or the choice [if c {a}, b][0].
func (c *compiler) index(e *ast.IndexExpr, s *scope) *value {
	if list, ok := e.X.(*ast.ListLit); ok && isZero(e.Index) {
		return c.choice(list, s)
	}
	if v, ok := c.reference(e, s).(*vertex); ok {
		return c.refer(v, e.Pos())
	}
	if v, ok := c.reference(e.X, s).(*vertex); ok && v == c.root.arc("objects") && len(v.dynamic) > 0 {
		return c.fail(e.Index.Pos(), "it is not known which object has this key", `write the key as the objects have it, and that for an element of a list in a loop over the list: for x in list {… objects["job_\(x.name)"] …}`)
	}
	defer c.inOrder(model.Ordered)()
	x, key := c.partOf(e.X, s), c.expr(e.Index, s)
	if name, ok := key.constantString(); ok && (memberOf(x.expr, name) != nil || c.isUnion(x.typ)) {
		return c.get(x, name, e.Index.Pos())
	}
	switch {
	case x.typ == nil || key.typ == nil:
		return &value{expr: x.expr}
	case c.isUnion(x.typ):
		return c.fail(e.Index.Pos(), "which attribute of one of several structs this is depends on the input", "name it: x.kind")
	case isMapping(x.typ):
		c.want(model.String, key, e.Index.Pos())
	case x.typ.Kind == model.List:
		c.want(model.Number, key, e.Index.Pos())
	default:
		return c.failf(e.Pos(), "index a list with a number, or a map with a string", "%s has no elements", kindName(x.typ))
	}
	elem := elemOf(x.typ)
	if elem != nil && elem.Kind == "" {
		return c.fail(e.Pos(), "the values are of different kinds", "make them all of one kind, or select one by its name")
	}
	return c.fold(newValue(&model.Expr{Op: model.OpIndex, Args: []*model.Expr{x.expr, key.expr}}, elem))
}

func isZero(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	return ok && lit.Kind == token.INT && lit.Value == "0"
}

// choice compiles [if c {a}, b][0]: the first element that is there.
func (c *compiler) choice(list *ast.ListLit, s *scope) *value {
	var all []alternative
	for _, elem := range list.Elts {
		comprehension, conditional := elem.(*ast.Comprehension)
		if !conditional {
			if _, open := elem.(*ast.Ellipsis); !open {
				c.under(noneOf(all), func() { all = append(all, alternative{nil, c.expr(elem, s), elem}) })
			}
			break
		}
		looped := false
		c.clauses(comprehension.Clauses, s, nil, func(inner *scope, clauses []*model.Clause) {
			if !onlyConditions(clauses) {
				looped = true
				return
			}
			if n := len(all); n > 0 && len(all[n-1].guards) == 0 {
				return // an element before is always there
			}
			gs := guardsOf(clauses)
			c.under(append(noneOf(all), clauses...), func() {
				all = append(all, alternative{gs, c.element(comprehension.Value, inner, nil, gs), elem})
			})
		})
		if looped {
			return c.fail(elem.Pos(), "a for clause cannot stand in a choice", "write [if c {a}, b][0]")
		}
		if n := len(all); n > 0 && len(all[n-1].guards) == 0 {
			break
		}
	}
	if len(all) == 0 {
		return c.fail(list.Pos(), "the list is always empty", "write [if c {a}, b][0]")
	}
	if last := all[len(all)-1]; len(last.guards) > 0 && !complete(all) {
		return c.fail(last.expr.Pos(), "there is no value when none of the conditions holds", "write the last element without if, or as the exact opposite of the one before it")
	}
	return c.choose(all)
}

// noneOf are the clauses under which none of the alternatives is there.
func noneOf(all []alternative) (clauses []*model.Clause) {
	for _, a := range all {
		clauses = append(clauses, &model.Clause{If: a.guards.expr().Negate()})
	}
	return clauses
}

// complete reports whether one of two alternatives always holds.
func complete(all []alternative) bool {
	return len(all) == 2 && len(all[0].guards) > 0 && len(all[1].guards) > 0 && opposite(all[0].guards.expr(), all[1].guards.expr())
}

// list compiles a list literal.
func (c *compiler) list(e *ast.ListLit, s *scope) *value { return c.listOf(e, s, nil) }

// listOf compiles a list literal whose elements are unified with templates.
func (c *compiler) listOf(e *ast.ListLit, s *scope, templates []*leaf) *value {
	list := &model.Expr{Op: model.OpList, Pos: Position(e.Pos())}
	t := &model.Type{Kind: model.List}
	add := func(doc string, clauses []*model.Clause, compile func() *value) {
		var v *value
		doc = joinDocs(doc, c.noted(func() {
			c.under(clauses, func() { v = compile() })
		}))
		t.Elem = join(t.Elem, v.typ, len(list.Elems) == 0)
		elem := &model.Element{Clauses: clauses, Value: v.expr, Doc: doc}
		c.fallbacks[elem] = v.fallback != nil || v.otherwise != nil
		list.Elems = append(list.Elems, elem)
	}
	for _, elem := range e.Elts {
		switch elem := elem.(type) {
		case *ast.Ellipsis:
		case *ast.Comprehension:
			doc := docText(elem)
			c.noted(func() {
				c.clauses(elem.Clauses, s, nil, func(inner *scope, clauses []*model.Clause) {
					c.ordered(elem, clauses)
					add(joinDocs(doc, c.taken()), clauses, func() *value { return c.element(elem.Value, inner, templates, guardsIn(clauses)) })
					doc = ""
				})
			})
		default:
			add(docText(elem), nil, func() *value {
				if len(templates) == 0 {
					return c.expr(elem, s)
				}
				return c.element(elem, s, templates, nil)
			})
		}
	}
	return c.foldList(newValue(list, t))
}

// guardsIn are the conditions among the clauses.
func guardsIn(clauses []*model.Clause) guards {
	var gs guards
	for _, clause := range clauses {
		if clause.If != nil {
			gs = gs.and(guards{newGuard(clause.If)})
		}
	}
	return gs
}

// foldList makes a literal of a list of literals, whose comments are then those of the whole.
func (c *compiler) foldList(v *value) *value {
	list := make([]model.Value, 0, len(v.expr.Elems))
	for _, elem := range v.expr.Elems {
		if len(elem.Clauses) > 0 || elem.Value.Op != model.OpLiteral {
			return v
		}
		list = append(list, elem.Value.Value.Value)
	}
	for _, elem := range v.expr.Elems {
		c.note(elem.Doc)
	}
	folded := literalValue(list)
	folded.expr.Pos = v.expr.Pos
	return folded
}
