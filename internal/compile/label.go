package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

func postfixAlias(f *ast.Field) string {
	if f.Alias == nil || f.Alias.Field == nil {
		return ""
	}
	return f.Alias.Field.Name
}

// dynamicLabel adds a field whose label is an expression.
func (x *expansionOf) dynamicLabel(f *ast.Field, label ast.Expr, added conjunct) {
	x.unmarked(f, token.OPTION, token.NOT)
	key := x.want(model.String, x.expr(label, added.scope), label.Pos())
	if name, ok := key.constantString(); ok {
		x.addTo(x.v.ensure(name), added)
		return
	}
	x.v.dynamic = append(x.v.dynamic, &dynamicField{clauses: added.guards.clauses(), key: key, value: added, field: f, doc: joinDocs(added.lead, added.doc)})
}

// addPattern adds [string]: T, [Name=string]: T or [=~"…"]: T.
func (x *expansionOf) addPattern(l *ast.ListLit, added conjunct, inner *scope) {
	if len(l.Elts) != 1 {
		x.report(l.Pos(), "a pattern has one expression", "write [string]: …")
		return
	}
	added.constraint = true
	p := &pattern{conjunct: added}
	expr := l.Elts[0]
	if alias, ok := expr.(*ast.Alias); ok {
		p.name, expr = alias.Ident.Name, alias.Expr
	}
	p.matches, p.all = x.labelMatcher(expr, inner)
	x.v.patterns = append(x.v.patterns, p)
	for _, a := range x.v.arcs {
		p.apply(a)
	}
}

// label is what names must be that the pattern matches.
func (p *pattern) label() ast.Expr {
	of := p.field.Label.(*ast.ListLit).Elts[0]
	if alias, ok := of.(*ast.Alias); ok {
		return alias.Expr
	}
	return of
}

// labelMatcher decides which labels a pattern matches, and whether it is all.
func (x *expansionOf) labelMatcher(expr ast.Expr, s *scope) (matches func(string) bool, all bool) {
	if r := x.reference(expr, s); r == builtin("string") || r == builtin("_") {
		return func(string) bool { return true }, true
	}
	if met := (&limits{compiler: x.compiler, subject: literalValue("")}).meets(expr, s); met != nil && met.Op == model.OpLiteral {
		return func(label string) bool {
			return (&limits{compiler: x.compiler, subject: literalValue(label)}).meets(expr, s).IsLiteral(true)
		}, false
	}
	x.report(expr.Pos(), "this pattern is not supported", `write [string]: …, [=~"regular expression"]: … or [#Name]: … with a constant constraint`)
	return func(string) bool { return false }, false
}
