package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// checks compiles the fields of #Input._checks, and of those that definitions of other
// packages bring into #Input.
func (c *compiler) checks() (checks []*model.Check) {
	c.expand(c.inputs)
	for _, a := range c.inputs.arcs {
		if shown(a.label) == "_checks" {
			checks = append(checks, c.checksIn(a)...)
		}
	}
	return checks
}

func (c *compiler) checksIn(v *vertex) []*model.Check {
	c.expand(v)
	var checks []*model.Check
	for _, a := range v.arcs {
		for _, conj := range a.conjuncts {
			if !conj.constraint {
				checks = append(checks, c.check(a.label, joinDocs(conj.lead, conj.doc), conj.guards.clauses(), conj))
			}
		}
	}
	for _, d := range v.dynamic {
		checks = append(checks, c.check(checkName(d), d.doc, d.clauses, d.value))
	}
	slices.SortStableFunc(checks, func(a, b *model.Check) int { return comparePositions(a.Pos, b.Pos) })
	return slices.DeleteFunc(checks, func(k *model.Check) bool { return k == nil })
}

// comparePositions keeps the checks in the order of the file, so that checks with
// and without for clauses mix.
func comparePositions(a, b model.Position) int {
	if a.File != b.File {
		return 0
	}
	if a.Line != b.Line {
		return a.Line - b.Line
	}
	return a.Column - b.Column
}

// checkName is the constant part of a computed label.
func checkName(d *dynamicField) string {
	for _, part := range append([]*model.Expr{d.key.expr}, d.key.expr.Args...) {
		if part.Op == model.OpLiteral {
			if s, ok := part.Value.Value.(string); ok {
				return s
			}
		}
	}
	return "check"
}

func (c *compiler) check(name, doc string, clauses []*model.Clause, conj conjunct) *model.Check {
	k := &model.Check{Name: name, Clauses: clauses, Pos: Position(conj.expr.Pos())}
	call, ok := conj.expr.(*ast.CallExpr)
	if !ok || c.reference(call.Fun, conj.scope) != builtin("error") || len(call.Args) != 1 {
		c.report(conj.expr.Pos(), "a check is not an error", `write if … {name: error("…")}`)
		return k
	}
	if len(clauses) == 0 {
		c.report(conj.expr.Pos(), "the check refuses every input", `write if … {name: error("…")}`)
	}
	k.Doc = joinDocs(doc, c.noted(func() {
		k.Message = c.want(model.String, c.expr(call.Args[0], conj.scope), call.Args[0].Pos()).expr
	}))
	k.Inputs = c.mentioned(k)
	k.Target = c.target(clauses)
	if c.showsSensitive(k) {
		c.report(call.Args[0].Pos(), "the message shows a sensitive input", "name the input and say what to write, without its value; the keys of a map may be shown")
	}
	return k
}

// mentioned are the inputs that the check's clauses and message depend on, in the
// order of their declaration.
func (c *compiler) mentioned(k *model.Check) []string {
	found := map[string]bool{}
	for e := range model.Reached(c.localNamed, append(model.Exprs(k.Clauses), k.Message)...) {
		if e.IsInput() {
			found[e.Name] = true
		}
	}
	var names []string
	for _, f := range c.inputType.Fields {
		if found[f.Name] {
			names = append(names, f.Name)
		}
	}
	return names
}

func (c *compiler) localNamed(name string) *model.Expr {
	for _, l := range c.order {
		if l.name == name {
			return l.value.expr
		}
	}
	return nil
}

// target is the path that the check is about, as a list of keys and indices.
func (c *compiler) target(clauses []*model.Clause) *model.Expr {
	for _, clause := range clauses {
		if clause.For == nil {
			continue
		}
		if path := inputPath(clause.For.In); path != nil {
			if clause.For.Key != "" {
				path = append(path, &model.Expr{Op: model.OpVar, Name: clause.For.Key})
			}
			return pathExpr(path)
		}
	}
	for _, clause := range clauses {
		for e := range clause.Expr().All() {
			if path := inputPath(e); path != nil {
				return pathExpr(path)
			}
		}
	}
	return nil
}

// inputPath is the path of an input or of an attribute of one; nil for other
// expressions.
func inputPath(e *model.Expr) []*model.Expr {
	switch {
	case e.IsInput():
		return []*model.Expr{model.NewLiteral(e.Name)}
	case e.Op == model.OpGet:
		if up := inputPath(e.Args[0]); up != nil {
			return append(up, model.NewLiteral(e.Name))
		}
	}
	return nil
}

func pathExpr(steps []*model.Expr) *model.Expr {
	list := &model.Expr{Op: model.OpList, Kind: model.List}
	for _, step := range steps {
		list.Elems = append(list.Elems, &model.Element{Value: step})
	}
	return list
}
