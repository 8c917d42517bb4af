package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// comprehension unifies the bodies that the clauses let through.
func (x *expansionOf) comprehension(d deferred) {
	if d.comprehension.Fallback != nil {
		x.report(d.comprehension.Fallback.Fallback, "an else clause is not supported", "write a second if with the opposite condition")
	}
	for _, clause := range d.comprehension.Clauses {
		if clause, ok := clause.(*ast.IfClause); ok {
			x.v.conditions = append(x.v.conditions, clause)
		}
	}
	if x.v.template {
		x.v.mayHave = append(x.v.mayHave, d.comprehension.Value)
		if !isInside(x.v, x.inputs) { // which has no other use than its own
			defer x.retract(len(x.diagnostics), len(x.reached))
		}
	}
	before := x.context
	x.context = append(slices.Clip(before), d.guards.clauses()...)
	defer func() { x.context = before }()
	heading := joinDocs(d.heading, docText(d.comprehension))
	x.noted(func() {
		x.clauses(d.comprehension.Clauses, d.scope, nil, func(s *scope, clauses []*model.Clause) {
			body := conjunct{expr: d.comprehension.Value, scope: s, guards: d.guards, constraint: d.constraint, embeds: d.embeds}
			body.heading, heading = joinDocs(heading, x.taken()), ""
			if onlyConditions(clauses) {
				body.guards = d.guards.and(guardsOf(clauses))
				x.unify(body)
				return
			}
			x.dynamicBody(body, append(d.guards.clauses(), clauses...))
		})
	})
}

// retract takes back what has been reported of a comprehension of a definition since then:
// where the definition is used, the comprehension is expanded again, with values.
func (x *expansionOf) retract(diagnostics, reached int) {
	if len(x.diagnostics) == diagnostics {
		return
	}
	x.v.retracted = append(x.v.retracted, x.diagnostics[diagnostics:]...)
	for _, d := range x.diagnostics[diagnostics:] {
		delete(x.reported, d.String())
	}
	for _, v := range x.reached[reached:] {
		v.reached = false
	}
	x.diagnostics, x.reached = x.diagnostics[:diagnostics], x.reached[:reached]
}

// usesRetracted reports the use of a definition, or of a part of it, with a condition that
// has no value there.
func (c *compiler) usesRetracted(v *vertex, pos token.Pos) bool {
	for ; v != nil; v = v.up {
		if len(v.retracted) > 0 {
			c.report(pos, "a condition in "+v.name()+" asks for what the definition itself does not have", "unify the definition with the values, and refer to that: (#F & {in: x}).out")
			return true
		}
	}
	return false
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
			x.dynamicBodyField(d, inner, clauses, body.heading)
		case *ast.Comprehension:
			heading := joinDocs(body.heading, docText(d))
			x.clauses(d.Clauses, inner, clauses, func(s *scope, all []*model.Clause) {
				x.dynamicBody(conjunct{expr: d.Value, scope: s, heading: heading}, all)
				heading = ""
			})
		case *ast.LetClause, *ast.CommentGroup:
		default:
			x.report(d.Pos(), "only fields can stand in the body of for", "write for k, v in … {(k): …}")
		}
		body.heading = ""
	}
}

func (x *expansionOf) dynamicBodyField(f *ast.Field, inner *scope, clauses []*model.Clause, heading string) {
	var label ast.Expr
	switch l := f.Label.(type) {
	case *ast.ParenExpr:
		label = l.X
	case *ast.Interpolation:
		label = l
	default:
		if lit, ok := f.Value.(*ast.StructLit); ok && x.v == x.root && labelName(f.Label) == "objects" {
			objects := x.v.ensure("objects")
			x.addTo(objects, conjunct{expr: &ast.StructLit{}, scope: inner, field: f}) // it is there without a turn, too
			(&expansionOf{compiler: x.compiler, v: objects}).dynamicBody(conjunct{expr: lit, scope: inner, heading: joinDocs(heading, docText(f))}, clauses)
			return
		}
		x.fixedLabel(f)
		return
	}
	x.unmarked(f, token.OPTION, token.NOT)
	key := x.want(model.String, x.expr(label, inner), label.Pos())
	value := conjunct{expr: f.Value, scope: inner, field: f}
	x.v.dynamic = append(x.v.dynamic, &dynamicField{clauses: clauses, key: key, value: value, field: f, doc: joinDocs(heading, docText(f))})
}

// fixedLabel reports a field that every turn of a for clause gives. CUE unifies what they
// give, which Terraform has no form for.
func (x *expansionOf) fixedLabel(f *ast.Field) {
	x.v.literal = true // it is a struct, whatever is wrong with it
	name := labelName(f.Label)
	if _, isStruct := f.Value.(*ast.StructLit); isStruct {
		x.report(f.Pos(), "every turn of for gives the field "+name+", and CUE unifies them", "write the for inside of the field: "+name+": {for k, v in m {(k): v}}")
		return
	}
	x.report(f.Pos(), "every turn of for gives the same field "+name+", and CUE unifies them", `write the variable in brackets to use its value: (k): … or "\(k)": …; what is the same in all turns stands outside of for`)
}
