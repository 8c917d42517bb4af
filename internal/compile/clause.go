package compile

import (
	"fmt"
	"slices"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// clauses compiles the clauses of a comprehension and calls emit with the scope of
// its body: once, or, where it loops over constants, once for each of them. Constant
// conditions are decided here.
func (c *compiler) clauses(rest []ast.Clause, s *scope, done []*model.Clause, emit func(*scope, []*model.Clause)) {
	if len(rest) == 0 {
		emit(s, done)
		return
	}
	if c.spend(rest[0], 1) {
		return
	}
	switch clause := rest[0].(type) {
	case *ast.IfClause:
		var cond *value
		c.under(done, func() { cond = c.want(model.Bool, c.expr(clause.Condition, s), clause.Condition.Pos()) })
		constant, ok := cond.constant()
		if ok && constant == false {
			return
		}
		if !ok && cond.typ != nil {
			done = append(slices.Clip(done), &model.Clause{If: cond.expr})
		}
		c.clauses(rest[1:], s, done, emit)
	case *ast.LetClause:
		inner := &scope{up: s}
		inner.bind(clause.Ident.Name, &lazy{expr: clause.Expr, scope: s})
		c.clauses(rest[1:], inner, done, emit)
	case *ast.ForClause:
		c.loop(clause, rest[1:], s, done, emit)
	default:
		c.report(clause.Pos(), "this clause is not supported", "write if, for or let")
	}
}

// loop compiles a for clause.
func (c *compiler) loop(clause *ast.ForClause, rest []ast.Clause, s *scope, done []*model.Clause, emit func(*scope, []*model.Clause)) {
	defer c.forgetting()()
	if c.loopOverElements(clause, rest, s, done, emit) {
		return
	}
	items, ok := c.constantItems(clause.Source, s)
	if !ok {
		items, ok = c.keyItems(clause.Source, s)
	}
	if ok {
		c.noteSource(clause.Source, s)
		for _, item := range items {
			inner := &scope{up: s}
			bindName(inner, clause.Key, item.key)
			bindName(inner, clause.Value, item.value)
			there := done
			if item.exists != nil {
				there = append(slices.Clip(done), &model.Clause{If: item.exists})
			}
			c.clauses(rest, inner, there, emit)
		}
		return
	}
	var source *value
	c.under(done, func() { source = c.loopSource(clause, s) })
	if source.typ == nil {
		return
	}
	if source.typ.Kind != model.List && !isMapping(source.typ) {
		c.report(clause.Source.Pos(), "for needs a list or a map, not "+kindName(source.typ), "iterate over an input of type [...T] or [string]: T, or over a constant list or struct")
		return
	}
	inner := &scope{up: s}
	loop := &model.For{In: source.expr}
	keyType := &model.Type{Kind: model.String}
	if source.typ.Kind == model.List {
		keyType = &model.Type{Kind: model.Number}
	}
	c.elements[loop] = elemOf(source.typ)
	loop.Key = c.variable(inner, clause.Key, keyType)
	loop.Value = c.variable(inner, clause.Value, elemOf(source.typ))
	c.clauses(rest, inner, append(slices.Clip(done), &model.Clause{For: loop}), emit)
}

// loopOverElements compiles a for clause over a list that is written out as structs and
// comprehensions: the loops and conditions of an element come before what is said of it.
// It is not for who asks for the index, which depends on the elements before.
func (c *compiler) loopOverElements(clause *ast.ForClause, rest []ast.Clause, s *scope, done []*model.Clause, emit func(*scope, []*model.Clause)) bool {
	lit, of := c.listOfStructs(clause.Source, s)
	if lit == nil || clause.Key != nil && clause.Key.Name != "_" {
		return false
	}
	emitElement := func(doc string, e ast.Expr, elem *scope, all []*model.Clause) {
		inner := &scope{up: s, beside: elem}
		element := (&lazy{expr: e, scope: elem}).vertex()
		element.about = doc
		bindName(inner, clause.Value, element)
		c.clauses(rest, inner, all, emit)
	}
	c.noteSource(clause.Source, s)
	for _, e := range lit.Elts {
		if comprehension, ok := e.(*ast.Comprehension); ok {
			c.clauses(comprehension.Clauses, &scope{up: of, beside: s}, done, func(elem *scope, all []*model.Clause) {
				emitElement(docText(e), comprehension.Value, elem, all)
			})
			continue
		}
		emitElement(docText(e), e, of, done)
	}
	return true
}

// noteSource notes the comment of what a loop goes through that is written out in its turns.
func (c *compiler) noteSource(source ast.Expr, s *scope) {
	if v, ok := c.reference(source, s).(*vertex); ok && !c.isInput(v) {
		c.note(v.nearestDoc())
	}
}

// listOfStructs is the list literal that a source is or refers to, and the literal's
// scope, when its elements are structs and comprehensions, with one of these at least.
func (c *compiler) listOfStructs(source ast.Expr, s *scope) (*ast.ListLit, *scope) {
	source, s = c.written(source, s)
	lit, ok := source.(*ast.ListLit)
	if !ok {
		return nil, nil
	}
	comprehensions := 0
	for _, e := range lit.Elts {
		if comprehension, ok := e.(*ast.Comprehension); ok && comprehension.Fallback == nil {
			e = comprehension.Value
			comprehensions++
		}
		if _, ok := e.(*ast.StructLit); !ok {
			return nil, nil
		}
	}
	if comprehensions == 0 {
		return nil, nil
	}
	return lit, s
}

// loopSource compiles what a for clause iterates over. Whoever takes the indices of a list
// sees its order.
func (c *compiler) loopSource(clause *ast.ForClause, s *scope) *value {
	if clause.Key != nil && clause.Key.Name != "_" {
		defer c.inOrder(model.Ordered)()
	}
	return c.partOf(clause.Source, s)
}

func bindName(s *scope, id *ast.Ident, to any) {
	if id != nil && id.Name != "_" {
		s.bind(id.Name, to)
	}
}

// variable declares a comprehension variable under a name of its own.
func (c *compiler) variable(s *scope, id *ast.Ident, t *model.Type) string {
	if id == nil || id.Name == "_" {
		return ""
	}
	base := model.SnakeCase(id.Name)
	name := base
	for n := 2; c.inScope(s, name); n++ {
		name = fmt.Sprintf("%s_%d", base, n)
	}
	s.bind(id.Name, newValue(&model.Expr{Op: model.OpVar, Name: name, Pos: Position(id.Pos())}, t))
	return name
}

// inScope reports whether this or an outer for clause has a variable called name.
func (c *compiler) inScope(s *scope, name string) bool {
	for ; s != nil; s = s.up {
		for _, bound := range s.bindings {
			if v, ok := bound.(*value); ok && v.expr.Uses(name) {
				return true
			}
		}
		if s.beside != nil && c.inScope(s.beside, name) {
			return true
		}
	}
	return false
}

// ordered reports a list made from a map whose order would be seen: CUE iterates in
// the order in which the fields were written, Terraform in that of the keys.
func (c *compiler) ordered(e *ast.Comprehension, clauses []*model.Clause) {
	if c.unordered {
		return
	}
	for _, clause := range clauses {
		if clause.For == nil || clause.For.In.Kind != model.Map && clause.For.In.Kind != model.Record {
			continue
		}
		c.report(e.Pos(), "the order of this list is that of a map's keys, which differs between CUE and Terraform",
			"iterate over the keys in order: for k in list.SortStrings([for k, _ in m {k}])")
	}
}
