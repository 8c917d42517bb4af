package compile

import (
	"fmt"
	"regexp"
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// maxDepth bounds how deep values may nest, in a contract and in this compiler's
// recursion over it.
const maxDepth = 128

// dynamicField is a field, or several, below a for clause over something that is not
// constant, or with a computed label.
type dynamicField struct {
	clauses []*model.Clause
	key     *value
	value   conjunct
	field   *ast.Field
}

// deferred is work that is done when all fields of a vertex that are written out
// have been found, because it may refer to any of them.
type deferred struct {
	conjunct
	comprehension *ast.Comprehension
}

// expansionOf is the state of expanding one vertex.
type expansionOf struct {
	*compiler
	v     *vertex
	later []deferred
}

// expand finds the fields, patterns and leaves of v.
func (c *compiler) expand(v *vertex) {
	if v.state != unexpanded {
		return
	}
	v.state = expanding
	c.work += len(v.conjuncts)
	if c.depth++; c.depth > maxDepth {
		c.report(v.pos(), "the value nests too deeply", "break the cycle of references")
	} else {
		x := &expansionOf{compiler: c, v: v}
		for i := 0; i < len(v.conjuncts); i++ { // unifying may add more
			x.unify(v.conjuncts[i])
			if i == len(v.conjuncts)-1 {
				x.finish()
			}
		}
	}
	c.depth--
	v.state = expanded
}

// unify takes one conjunct apart.
func (x *expansionOf) unify(conj conjunct) {
	switch e := conj.expr.(type) {
	case *ast.ParenExpr:
		conj.expr = e.X
		x.unify(conj)
	case *ast.Alias:
		conj.scope = &scope{up: conj.scope}
		conj.scope.bind(e.Ident.Name, x.v)
		conj.expr = e.Expr
		x.unify(conj)
	case *ast.BinaryExpr:
		if e.Op != token.AND {
			x.v.leaves = append(x.v.leaves, conj)
			return
		}
		for _, side := range []ast.Expr{e.X, e.Y} {
			conj.expr = side
			x.unify(conj)
		}
	case *ast.CallExpr:
		if x.reference(e.Fun, conj.scope) == builtin("close") && len(e.Args) == 1 {
			conj.expr = e.Args[0]
			x.v.closed = true
			x.unify(conj)
			return
		}
		x.v.leaves = append(x.v.leaves, conj)
	case *ast.StructLit:
		x.unifyStruct(e, conj)
	case *ast.Comprehension:
		x.later = append(x.later, deferred{conj, e})
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr:
		x.later = append(x.later, deferred{conjunct: conj})
	default:
		x.v.leaves = append(x.v.leaves, conj)
	}
}

// unifyStruct adds the fields of a struct literal.
func (x *expansionOf) unifyStruct(lit *ast.StructLit, conj conjunct) {
	inner := &scope{up: conj.scope, node: x.v, declared: map[string]bool{}}
	x.declare(lit, inner)
	onlyEmbeds := len(lit.Elts) > 0
	for _, decl := range lit.Elts {
		switch d := decl.(type) {
		case *ast.Field:
			onlyEmbeds = false
			x.unifyField(d, inner, conj, lit)
		case *ast.EmbedDecl:
			x.unify(conjunct{expr: d.Expr, scope: inner, guards: conj.guards, constraint: conj.constraint})
		case *ast.Comprehension:
			x.later = append(x.later, deferred{conjunct{scope: inner, guards: conj.guards, constraint: conj.constraint}, d})
		case *ast.Attribute:
			x.v.attrs = append(x.v.attrs, d)
		case *ast.Ellipsis:
			onlyEmbeds = false
		case *ast.BadDecl:
			x.report(d.Pos(), "this cannot be read", "")
		}
	}
	x.v.literal = x.v.literal || !onlyEmbeds
}

// declare brings the literal's own names into scope.
func (x *expansionOf) declare(lit *ast.StructLit, inner *scope) {
	for _, decl := range lit.Elts {
		switch d := decl.(type) {
		case *ast.LetClause:
			inner.bind(d.Ident.Name, &lazy{expr: d.Expr, scope: inner})
		case *ast.Field:
			label := d.Label
			if alias, ok := label.(*ast.Alias); ok {
				label, _ = alias.Expr.(ast.Label)
			}
			if id, ok := label.(*ast.Ident); ok {
				inner.declared[id.Name] = true
			}
		}
	}
}

func (x *expansionOf) unifyField(f *ast.Field, inner *scope, conj conjunct, lit *ast.StructLit) {
	added := conjunct{
		expr: f.Value, scope: inner, guards: conj.guards, field: f, doc: f,
		constraint: f.Constraint == token.OPTION || f.Constraint == token.NOT,
	}
	x.unmarked(f, token.NOT)
	if !lit.Lbrace.IsValid() && docText(f) == "" {
		added.doc = conj.doc // a: b: c has its comment above a
	}
	label := f.Label
	var alias string
	if a, ok := label.(*ast.Alias); ok {
		alias = a.Ident.Name
		label, _ = a.Expr.(ast.Label)
	}
	switch l := label.(type) {
	case *ast.ListLit:
		x.addPattern(l, added, inner)
		return
	case *ast.ParenExpr:
		x.dynamicLabel(f, l.X, added)
		return
	case *ast.Interpolation:
		x.dynamicLabel(f, l, added)
		return
	}
	arc := x.v.ensure(labelName(label))
	x.addTo(arc, added)
	for _, name := range []string{alias, postfixAlias(f)} {
		if name != "" {
			inner.bind(name, arc)
		}
	}
}

// addTo adds a conjunct to a field that may have been expanded already, because the
// condition of the conjunct's own comprehension refers to the field.
func (x *expansionOf) addTo(arc *vertex, added conjunct) {
	arc.add(added)
	if arc.state == expanded {
		late := &expansionOf{compiler: x.compiler, v: arc}
		late.unify(added)
		late.finish()
	}
}

// unmarked reports a field with ! or ? where that has no meaning in Terraform.
func (x *expansionOf) unmarked(f *ast.Field, marks ...token.Token) {
	if slices.Contains(marks, f.Constraint) {
		x.report(f.Pos(), fmt.Sprintf("a field with %s is not supported here", map[token.Token]string{token.NOT: "!", token.OPTION: "?"}[f.Constraint]),
			"leave the mark out: an input without a default is required, and every other field has a value")
	}
}

func postfixAlias(f *ast.Field) string {
	if f.Alias == nil || f.Alias.Field == nil {
		return ""
	}
	return f.Alias.Field.Name
}

// dynamicLabel adds a field whose label is an expression.
func (x *expansionOf) dynamicLabel(f *ast.Field, label ast.Expr, added conjunct) {
	x.unmarked(f, token.OPTION)
	key := x.want(model.String, x.expr(label, added.scope), label.Pos())
	if name, ok := key.constantString(); ok {
		x.addTo(x.v.ensure(name), added)
		return
	}
	x.v.dynamic = append(x.v.dynamic, dynamicField{clauses: added.guards.clauses(), key: key, value: added, field: f})
}

// addPattern adds [string]: T, [Name=string]: T or [=~"…"]: T.
func (x *expansionOf) addPattern(l *ast.ListLit, added conjunct, inner *scope) {
	if len(l.Elts) != 1 {
		x.report(l.Pos(), "a pattern has one expression", "write [string]: …")
		return
	}
	added.constraint = true
	p := pattern{conjunct: added}
	expr := l.Elts[0]
	if alias, ok := expr.(*ast.Alias); ok {
		p.name, expr = alias.Ident.Name, alias.Expr
	}
	p.matches = x.labelMatcher(expr, inner)
	x.v.patterns = append(x.v.patterns, p)
	for _, a := range x.v.arcs {
		p.apply(a)
	}
}

func (x *expansionOf) labelMatcher(expr ast.Expr, s *scope) func(string) bool {
	if r := x.reference(expr, s); r == builtin("string") || r == builtin("_") {
		return func(string) bool { return true }
	}
	if u, ok := expr.(*ast.UnaryExpr); ok && (u.Op == token.MAT || u.Op == token.NMAT) {
		if s, ok := x.constantString(u.X, s); ok {
			if re, err := regexp.Compile(s); err == nil {
				return func(label string) bool { return re.MatchString(label) == (u.Op == token.MAT) }
			}
		}
	}
	x.report(expr.Pos(), "this pattern is not supported", `write [string]: …, or [=~"regular expression"]: …`)
	return func(string) bool { return false }
}

// finish does what was put off, and what that adds in turn.
func (x *expansionOf) finish() {
	for len(x.later) > 0 {
		work := x.later
		x.later = nil
		for i, d := range work {
			if d.comprehension != nil {
				x.comprehension(d)
				continue
			}
			x.embed(d.conjunct, len(work)-i > 1)
		}
	}
}

// embed unifies a reference. The fields of a struct are unified one by one, but
// where a whole value is meant, or a flat map is added to others, the reference
// itself is kept: it then becomes a reference to a local.
func (x *expansionOf) embed(conj conjunct, more bool) {
	target, ok := x.reference(conj.expr, conj.scope).(*vertex)
	if !ok || x.isInput(target) || target == x.v {
		x.v.leaves = append(x.v.leaves, conj)
		return
	}
	x.expand(target)
	alone := len(x.v.arcs)+len(x.v.dynamic)+len(x.v.leaves)+len(x.v.patterns) == 0 && !more
	if !target.isStruct() || !target.template && (alone || x.flatBeside(target)) {
		x.v.leaves = append(x.v.leaves, conj)
		x.v.spread = x.v.spread || target.isStruct() && !alone
		return
	}
	for _, inner := range target.conjuncts {
		inner.guards = conj.guards.and(inner.guards)
		inner.constraint = inner.constraint || conj.constraint
		inner.field = nil
		x.unify(inner)
	}
}

// flatBeside reports whether target is a map of scalars that has no field in common
// with those of the vertex.
func (x *expansionOf) flatBeside(target *vertex) bool {
	for _, a := range target.arcs {
		x.expand(a)
		if a.isStruct() || x.v.arc(a.label) != nil {
			return false
		}
	}
	return !target.anonymous
}

// comprehension unifies the bodies that the clauses let through.
func (x *expansionOf) comprehension(d deferred) {
	if d.comprehension.Fallback != nil {
		x.report(d.comprehension.Fallback.Fallback, "an else clause is not supported", "write a second if with the opposite condition")
	}
	x.clauses(d.comprehension.Clauses, d.scope, nil, func(s *scope, clauses []*model.Clause) {
		body := conjunct{expr: d.comprehension.Value, scope: s, guards: d.guards, constraint: d.constraint}
		if onlyConditions(clauses) {
			body.guards = d.guards.and(guardsOf(clauses))
			x.unify(body)
			return
		}
		x.dynamicBody(body, append(d.guards.clauses(), clauses...))
	})
}

// dynamicBody adds the fields of a for clause's body.
func (x *expansionOf) dynamicBody(body conjunct, clauses []*model.Clause) {
	lit, ok := body.expr.(*ast.StructLit)
	if !ok {
		x.report(body.expr.Pos(), "the body of for is not a struct literal", "write for k, v in … {(k): …}")
		return
	}
	inner := &scope{up: body.scope, declared: map[string]bool{}}
	x.declare(lit, inner)
	for _, decl := range lit.Elts {
		switch d := decl.(type) {
		case *ast.Field:
			x.dynamicBodyField(d, inner, clauses)
		case *ast.Comprehension:
			x.clauses(d.Clauses, inner, clauses, func(s *scope, all []*model.Clause) {
				x.dynamicBody(conjunct{expr: d.Value, scope: s}, all)
			})
		case *ast.LetClause, *ast.CommentGroup:
		default:
			x.report(d.Pos(), "only fields can stand in the body of for", "write for k, v in … {(k): …}")
		}
	}
}

func (x *expansionOf) dynamicBodyField(f *ast.Field, inner *scope, clauses []*model.Clause) {
	var label ast.Expr
	switch l := f.Label.(type) {
	case *ast.ParenExpr:
		label = l.X
	case *ast.Interpolation:
		label = l
	default:
		x.report(f.Pos(), "the label does not depend on what for iterates over", `write (k): … or "\(k)": …`)
		return
	}
	x.unmarked(f, token.OPTION, token.NOT)
	key := x.want(model.String, x.expr(label, inner), label.Pos())
	value := conjunct{expr: f.Value, scope: inner, field: f}
	x.v.dynamic = append(x.v.dynamic, dynamicField{clauses: clauses, key: key, value: value, field: f})
}
