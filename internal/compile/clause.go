package compile

import (
	"fmt"
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

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
		cond := c.want(model.Bool, c.expr(clause.Condition, s), clause.Condition.Pos())
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
	if items, ok := c.constantItems(clause.Source, s); ok {
		for _, item := range items {
			inner := &scope{up: s}
			bindName(inner, clause.Key, item.key)
			bindName(inner, clause.Value, item.value)
			c.clauses(rest, inner, done, emit)
		}
		return
	}
	source := c.expr(clause.Source, s)
	if source.typ == nil {
		return
	}
	if source.typ.Kind != model.List && !isMapping(source.typ) {
		c.report(clause.Source.Pos(), "for needs a list or a map, not a "+kindName(source.typ), "")
		return
	}
	inner := &scope{up: s}
	loop := &model.For{In: source.expr}
	keyType := &model.Type{Kind: model.String}
	if source.typ.Kind == model.List {
		keyType = &model.Type{Kind: model.Number}
	}
	loop.Key = c.variable(inner, clause.Key, keyType)
	loop.Value = c.variable(inner, clause.Value, elemOf(source.typ))
	c.clauses(rest, inner, append(slices.Clip(done), &model.Clause{For: loop}), emit)
}

func bindName(s *scope, id *ast.Ident, to any) {
	if id != nil && id.Name != "_" {
		s.bind(id.Name, to)
	}
}

// taken are names that mean something else in Terraform.
var taken = []string{"var", "local", "data", "module", "each", "count", "self", "path", "terraform", "for", "in", "if", "null", "true", "false"}

// variable declares a comprehension variable under a name of its own.
func (c *compiler) variable(s *scope, id *ast.Ident, t *model.Type) string {
	if id == nil || id.Name == "_" {
		return ""
	}
	name := snakeCase(id.Name)
	if slices.Contains(taken, name) || c.inScope(s, name) {
		c.vars[name]++
		name = fmt.Sprintf("%s_%d", name, c.vars[name]+1)
	}
	s.bind(id.Name, newValue(&model.Expr{Op: model.OpVar, Name: name, Pos: position(id.Pos())}, t))
	return name
}

// inScope reports whether an outer for clause has a variable called name.
func (c *compiler) inScope(s *scope, name string) bool {
	for ; s != nil; s = s.up {
		for _, bound := range s.bindings {
			if v, ok := bound.(*value); ok && v.expr.Op == model.OpVar && v.expr.Name == name {
				return true
			}
		}
	}
	return false
}

// item is an element of something constant.
type item struct{ key, value any }

// constantItems lists what a for clause iterates over when it does not depend on the
// input: a constant list or struct, or a struct of structs whose keys are constant.
func (c *compiler) constantItems(source ast.Expr, s *scope) ([]item, bool) {
	if v, ok := c.reference(source, s).(*vertex); ok {
		return c.vertexItems(v)
	}
	lit, ok := source.(*ast.ListLit)
	if !ok {
		return c.literalItems(source, s)
	}
	var items []item
	for i, elem := range lit.Elts {
		switch elem.(type) {
		case *ast.Comprehension, *ast.Ellipsis:
			return c.literalItems(source, s)
		}
		items = append(items, item{literalValue(int64(i)), (&lazy{expr: elem, scope: s}).vertex()})
	}
	return items, true
}

func (c *compiler) vertexItems(v *vertex) ([]item, bool) {
	if c.isInput(v) || v == c.root.arc("input") || v.compiling {
		return nil, false
	}
	v.compiling = true
	defer func() { v.compiling = false }()
	c.expand(v)
	if !v.isStruct() {
		return c.leafItems(v)
	}
	if len(v.dynamic) > 0 || len(v.leaves) > 0 {
		return nil, false
	}
	var items []item
	structs, constant := true, true
	for _, a := range c.fields(v) {
		if cond, _ := c.existence(a, c.within(v)); cond != nil {
			return nil, false
		}
		c.expand(a)
		structs = structs && a.isStruct()
		constant = constant && (structs || isConstant(c.value(a, c.within(a)).expr))
		items = append(items, item{literalValue(a.label), a})
	}
	return items, structs || constant
}

// leafItems lists a list that v has as its value.
func (c *compiler) leafItems(v *vertex) ([]item, bool) {
	if len(v.leaves) != 1 {
		return nil, false
	}
	leaf := v.leaves[0]
	if lit, ok := leaf.expr.(*ast.ListLit); ok && !isOpenList(lit) {
		x := c.expr(lit, leaf.scope)
		if !isConstant(x.expr) {
			return nil, false
		}
	}
	return c.constantItems(leaf.expr, leaf.scope)
}

func (c *compiler) literalItems(source ast.Expr, s *scope) ([]item, bool) {
	constant, ok := c.expr(source, s).constant()
	if !ok {
		return nil, false
	}
	var items []item
	switch constant := constant.(type) {
	case []model.Value:
		for i, elem := range constant {
			items = append(items, item{literalValue(int64(i)), literalValue(elem)})
		}
	case model.Object:
		for _, m := range constant {
			items = append(items, item{literalValue(m.Key), literalValue(m.Value)})
		}
	default:
		return nil, false
	}
	return items, true
}

// ordered reports a list made from a map whose order would be seen: CUE iterates in
// the order in which the fields were written, Terraform in that of the keys.
func (c *compiler) ordered(e *ast.Comprehension, clauses []*model.Clause) {
	if c.unordered > 0 {
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

func isOpenList(l *ast.ListLit) bool {
	if len(l.Elts) != 1 {
		return false
	}
	_, ok := l.Elts[0].(*ast.Ellipsis)
	return ok
}

// defaultOf is the expression that is marked as the default of a disjunction.
func defaultOf(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return defaultOf(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.MUL {
			return e.X
		}
	case *ast.BinaryExpr:
		if e.Op == token.OR {
			if d := defaultOf(e.X); d != nil {
				return d
			}
			return defaultOf(e.Y)
		}
	}
	return nil
}

// countDefaults is the number of expressions that are marked as the default.
func countDefaults(e ast.Expr) int {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return countDefaults(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.MUL {
			return 1
		}
	case *ast.BinaryExpr:
		if e.Op == token.OR {
			return countDefaults(e.X) + countDefaults(e.Y)
		}
	}
	return 0
}

// isConstraint reports whether a leaf limits a value instead of giving one.
func (c *compiler) isConstraint(leaf conjunct) bool {
	switch e := leaf.expr.(type) {
	case *ast.ParenExpr:
		leaf.expr = e.X
		return c.isConstraint(leaf)
	case *ast.UnaryExpr:
		return e.Op != token.NOT && e.Op != token.SUB && e.Op != token.ADD && e.Op != token.MUL
	case *ast.BinaryExpr:
		return e.Op == token.OR && defaultOf(e) == nil
	case *ast.ListLit:
		return isOpenList(e)
	case *ast.CallExpr:
		b, _ := c.reference(e.Fun, leaf.scope).(builtin)
		return validators[b]
	case *ast.Ident, *ast.SelectorExpr:
		return c.isConstraintReference(leaf)
	}
	return false
}

func (c *compiler) isConstraintReference(leaf conjunct) bool {
	switch r := c.reference(leaf.expr, leaf.scope).(type) {
	case builtin:
		return predeclared[string(r)]
	case *vertex:
		if c.isInput(r) {
			return false
		}
		c.expand(r)
		if r.isStruct() || len(r.leaves) == 0 || c.depth >= maxDepth {
			return false
		}
		c.depth++ // a constraint that refers to itself has no end
		defer func() { c.depth-- }()
		for _, inner := range r.leaves {
			if !c.isConstraint(inner) {
				return false
			}
		}
		return true
	}
	return false
}

// validators are functions that constrain a value instead of computing one.
var validators = map[builtin]bool{
	"list.MinItems": true, "list.MaxItems": true, "strings.MinRunes": true, "strings.MaxRunes": true,
	"struct.MinFields": true, "struct.MaxFields": true, "error": true, "matchN": true, "matchIf": true, "or": true, "and": true,
}
