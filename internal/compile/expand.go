package compile

import (
	"fmt"
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
	doc     string
	settled bool // see ledger.go
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
	defer func(around []*model.Clause) { c.around = around }(c.around)
	if v.anonymous {
		v.around = c.loopsHere()
	} else {
		c.around = v.loopsAround()
	}
	if !v.anonymous { // whoever asks first, its conditions are evaluated where it is
		defer func(context []*model.Clause, notes *[]string) { c.context, c.notes = context, notes }(c.context, c.notes)
		c.context, c.notes = nil, nil
	}
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
	v.spread = v.spread || c.mergesMaps(v)
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
			x.v.addLeaf(conj)
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
			by := &vertex{anonymous: true, label: "close(…)"}
			by.add(conjunct{expr: conj.expr, scope: conj.scope})
			x.v.closeBy(by, conj.embeds)
			x.unify(conj)
			return
		}
		x.v.addLeaf(conj)
	case *ast.StructLit:
		x.unifyStruct(e, conj)
	case *ast.Comprehension:
		x.later = append(x.later, deferred{conj, e})
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr:
		x.later = append(x.later, deferred{conjunct: conj})
	default:
		x.v.addLeaf(conj)
	}
}

// unifyStruct adds the fields of a struct literal.
func (x *expansionOf) unifyStruct(lit *ast.StructLit, conj conjunct) {
	inner := &scope{up: conj.scope, node: x.v, declared: map[string]bool{}}
	x.declare(lit, inner)
	onlyEmbeds := len(lit.Elts) > 0
	embeds := append(slices.Clip(conj.embeds), lit)
	for _, decl := range lit.Elts {
		embedded := conjunct{scope: inner, guards: conj.guards, constraint: conj.constraint, embeds: embeds, heading: conj.heading}
		switch d := decl.(type) {
		case *ast.Field:
			onlyEmbeds = false
			x.unifyField(d, inner, conj, lit)
			conj.heading = ""
		case *ast.EmbedDecl:
			embedded.expr, embedded.heading = d.Expr, joinDocs(conj.heading, docText(d))
			x.unify(embedded)
			conj.heading = ""
		case *ast.Comprehension:
			x.later = append(x.later, deferred{embedded, d})
			conj.heading = ""
		case *ast.Attribute:
			x.v.attrs = append(x.v.attrs, d)
		case *ast.Ellipsis:
			onlyEmbeds = false
			x.v.ellipses = append(x.v.ellipses, &ellipsis{at: d})
		case *ast.LetClause, *ast.CommentGroup, *ast.Package, *ast.ImportDecl:
		default:
			x.report(d.Pos(), "this cannot stand in a struct", "write fields, embedded values, if and for")
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
		expr: f.Value, scope: inner, guards: conj.guards, field: f, doc: docText(f), lead: conj.heading,
		constraint: f.Constraint == token.OPTION || f.Constraint == token.NOT,
	}
	if !lit.Lbrace.IsValid() && added.doc == "" {
		added.doc, added.lead = conj.doc, conj.lead // a: b: c has its comment above a
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
	arc := x.v.ensure(inner.label(label))
	if x.v == x.root && !isHidden(arc.label) && !isDefinition(arc.label) && !isPathForm(f.Value) {
		added.heading = joinDocs(added.lead, added.doc) // objects has no line of its own
	}
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
