package compile

import (
	"text/template/parse"

	"cuelang.org/go/cue/ast"
)

const insteadOfTemplate = `write an interpolation: "hello \(input.name)"`

// execute compiles template.Execute of a constant template that has only fields, {{.name}}, of
// a struct that is written out, in an interpolation.
func (c *compiler) execute(e *ast.CallExpr, s *scope) *value {
	text, ok := c.expr(e.Args[0], s).constantString()
	lit, isLiteral := unparen(e.Args[1]).(*ast.StructLit)
	if !ok || !isLiteral {
		return c.fail(e.Pos(), "the template is not constant, or its data is not a struct that is written out", insteadOfTemplate)
	}
	tree, others := parse.New("template"), map[string]*parse.Tree{}
	tree.Mode = parse.SkipFuncCheck // no call is taken
	if _, err := tree.Parse(text, "", "", others); err != nil {
		return c.fail(e.Args[0].Pos(), err.Error(), insteadOfTemplate)
	}
	data := &vertex{anonymous: true}
	data.add(conjunct{expr: lit, scope: s})
	c.expand(data)
	parts, used := []*value{literalValue("")}, map[string]bool{}
	for _, node := range tree.Root.Nodes {
		if text, ok := node.(*parse.TextNode); ok {
			parts = append(parts, literalValue(string(text.Text)))
			continue
		}
		a := data.arc(fieldOf(node))
		if a == nil || !a.alwaysDefined() || isHidden(a.label) || isDefinition(a.label) {
			return c.failf(e.Args[0].Pos(), insteadOfTemplate, "%s is not a field of the data that is always there", node)
		}
		used[a.label] = true
		x := c.value(a, nil)
		if x.typ != nil && (!isScalar(x.typ) || x.typ.Nullable) {
			return c.failf(a.pos(), insteadOfTemplate, "%s stands in a template, where a string, a whole number or a bool can", kindName(x.typ))
		}
		parts = append(parts, x)
	}
	for _, a := range data.arcs {
		if !used[a.label] {
			return c.fail(a.pos(), "the template does not have the field "+a.label, "leave it out")
		}
	}
	if len(data.leaves) > 0 || len(data.dynamic) > 0 || len(data.patterns) > 0 {
		return c.fail(lit.Pos(), "the data is not written out", insteadOfTemplate)
	}
	for _, part := range parts {
		if part.typ == nil {
			return part
		}
	}
	return c.fold(joined(parts...))
}

// fieldOf is the name in {{.name}}, "" for everything else.
func fieldOf(node parse.Node) string {
	action, ok := node.(*parse.ActionNode)
	if !ok || len(action.Pipe.Decl) > 0 || len(action.Pipe.Cmds) != 1 || len(action.Pipe.Cmds[0].Args) != 1 {
		return ""
	}
	field, ok := action.Pipe.Cmds[0].Args[0].(*parse.FieldNode)
	if !ok || len(field.Ident) != 1 {
		return ""
	}
	return field.Ident[0]
}
