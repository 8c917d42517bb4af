package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// inputObject compiles the fields of #Input, or of an object inside of it.
func (c *compiler) inputObject(v *vertex) *model.Type {
	c.expand(v)
	c.reach(v)
	v.input = true
	c.diagnostics = append(c.diagnostics, v.retracted...)
	c.checkClosed(v)
	for _, e := range v.ellipses {
		e.settled = true
		c.report(e.at.Pos(), v.name()+" takes any attributes", "a Terraform variable has the attributes that its type names: write them out, or a map, {[string]: …}")
	}
	for _, condition := range v.conditions {
		if v != c.inputs {
			c.report(condition.Pos(), "an attribute of "+v.name()+" is inside an if", "mark it with ?, and write a rule in _checks for when it must be there")
		}
	}
	t := &model.Type{Kind: model.Record}
	for _, a := range v.arcs {
		if !isHidden(a.label) && !isDefinition(a.label) {
			if f := c.inputField(a); !c.settle(a, f) {
				t.Fields = append(t.Fields, f)
			}
			continue
		}
		c.checkMark(a)
	}
	return t
}

// inputField compiles a field: its type, constraint and default.
func (c *compiler) inputField(v *vertex) *model.Field {
	f := &model.Field{Name: v.label, Doc: v.ownDoc(), Optional: !v.defined() && !v.mark().IsValid(), Pos: Position(v.pos())}
	notes := c.noted(func() { f.Type, f.Default = c.typeOfInput(v) })
	for t := f.Type; t != nil; t = t.Elem {
		if t.Constraint != nil {
			t.Constraint.Doc = notes
			break
		}
	}
	if f.Default != nil && f.Type.Accepts(f.Default.Value) {
		f.Parts = completes(f.Default.Value, f.Type, true)
		c.readmitted[f.Type] = completes(f.Default.Value, f.Type, false)
	}
	f.Sensitive = c.isSensitive(v)
	c.promise(v, f)
	switch {
	case f.Optional && f.Default != nil:
		if v.marksDefault() {
			c.report(v.pos(), v.label+" is optional and has a default", "remove the ? or the default")
		}
		f.Default = nil // absent is absent, and not empty
	case v.mark().IsValid():
		f.Default = nil
	case f.Optional && f.Type.Nullable:
		c.report(v.pos(), v.label+" is optional and can be null, which Terraform cannot tell apart", "remove the ? or null")
	case f.Sensitive && v.up != c.inputs:
		c.report(v.pos(), "only an input as a whole can be sensitive", "make it an input of its own")
	case v.up == c.inputs && !snake(f.Variable()):
		c.report(v.pos(), v.label+" is not a name for a Terraform variable", "write it in letters, digits and _, beginning with a letter")
	}
	if slices.ContainsFunc(v.conjuncts, func(c conjunct) bool { return len(c.guards) > 0 }) {
		c.report(v.pos(), "the input "+v.label+" is inside an if", "an input always exists; write a rule in _checks")
	}
	return f
}

// marksDefault reports whether one of the leaves has a * in it.
func (v *vertex) marksDefault() bool {
	return slices.ContainsFunc(v.leaves, func(l *leaf) bool { return defaultOf(l.expr) != nil })
}

func snake(name string) bool {
	for i, r := range name {
		if !('a' <= r && r <= 'z' || i > 0 && (r == '_' || '0' <= r && r <= '9')) {
			return false
		}
	}
	return name != ""
}

// typeOfInput compiles the type of a vertex of #Input and its default.
func (c *compiler) typeOfInput(v *vertex) (*model.Type, *model.Literal) {
	c.expand(v)
	if c.depth++; c.depth > maxDepth {
		c.depth--
		c.report(v.pos(), "the type nests too deeply", "an input's type cannot contain itself")
		return &model.Type{Kind: model.String}, nil
	}
	defer func() { c.depth-- }()
	if u, of := c.unionIn(v); u != nil {
		return c.unionType(v, u, of)
	}
	switch {
	case len(v.patterns) > 0:
		return c.mapType(v)
	case v.isStruct():
		return c.objectType(v)
	}
	return c.leafType(v)
}

// objectType is the type of a struct. When every field may be left out, so may the
// whole.
func (c *compiler) objectType(v *vertex) (*model.Type, *model.Literal) {
	t := c.inputObject(v)
	c.unlimited(v)
	c.writtenOut(v, "write the attributes out, embed a definition, or write a map: {[string]: …}")
	for _, f := range t.Fields {
		if f.Required() {
			return t, nil
		}
	}
	return t, &model.Literal{Value: model.Object{}}
}

// mapType is the type of {[string]: T}, which may be left out.
func (c *compiler) mapType(v *vertex) (*model.Type, *model.Literal) {
	v.input = true
	if len(v.patterns) > 1 || slices.ContainsFunc(v.arcs, (*vertex).isPart) {
		c.report(v.pos(), "an input is either an object with fields or a map with one pattern", "write {[string]: …}")
	}
	c.unlimited(v)
	c.reach(v)
	c.checkClosed(v)
	p := v.patterns[0]
	p.settled = len(p.guards) == 0
	for _, attr := range p.field.Attrs {
		if name, _ := attr.Split(); name == "sensitive" {
			c.report(attr.Pos(), "the attribute belongs to the values of the map, and only an input as a whole can be sensitive", "put it after the braces: {[string]: string} @sensitive()")
		}
	}
	if !p.all {
		c.report(p.expr.Pos(), "a pattern on the keys refuses without saying why", `write [string]: …, and a rule on the keys in _checks: for k, _ in x if k !~ "…" {"\(k)": error("…")}`)
	}
	elem := &vertex{anonymous: true}
	elem.add(conjunct{expr: p.expr, scope: p.scope})
	return &model.Type{Kind: model.Map, Elem: c.elemType(elem)}, &model.Literal{Value: model.Object{}}
}

// unlimited reports a constraint beside the fields or the pattern of a struct.
func (c *compiler) unlimited(v *vertex) {
	for _, leaf := range v.leaves {
		if c.reference(leaf.expr, leaf.scope) == builtin("_") {
			leaf.settled = true
			continue
		}
		if c.isConstraint(leaf.conjunct) {
			c.report(leaf.expr.Pos(), "a constraint on a whole struct is not supported", "write a rule in _checks: if len(x) > 3 {x: error(\"…\")}")
		}
	}
}

func (c *compiler) elemType(elem *vertex) *model.Type {
	t, _ := c.typeOfInput(elem)
	return t
}

// listType is the type of [...T], which may be left out.
func (c *compiler) listType(e *ast.ListLit, s *scope) *model.Type {
	elem := &vertex{anonymous: true}
	ellipsis := e.Elts[len(e.Elts)-1].(*ast.Ellipsis)
	if ellipsis.Type == nil {
		c.report(e.Pos(), "the list has elements of any type", "write the type: [...string]")
		return &model.Type{Kind: model.List, Elem: &model.Type{Kind: model.String}}
	}
	elem.add(conjunct{expr: ellipsis.Type, scope: s})
	return &model.Type{Kind: model.List, Elem: c.elemType(elem)}
}

// leafType is the type of everything but structs.
func (c *compiler) leafType(v *vertex) (*model.Type, *model.Literal) {
	k := &constraints{compiler: c, at: v}
	c.reach(v)
	taken := make([]bool, len(v.leaves))
	for i, leaf := range v.leaves {
		taken[i] = k.add(leaf.expr, leaf.scope)
		if k.dependentBound {
			c.addDependentBounds(v, leaf)
		}
	}
	for _, leaf := range v.leaves {
		k.textOnly(nil, leaf.scope, leaf.expr)
	}
	t, fallback := k.result()
	limited := len(k.rules) == 0 || t.Constraint != nil
	for i, leaf := range v.leaves {
		leaf.settled = taken[i] && limited && len(leaf.guards) == 0
	}
	return t, fallback
}

// checkInputs reports what Terraform or a browser could not keep.
func (c *compiler) checkInputs(fields []*model.Field) {
	variables := map[string]string{}
	for _, f := range fields {
		if other, taken := variables[f.Variable()]; taken {
			c.diagnostics = append(c.diagnostics, model.Diagnostic{
				Severity:  model.Error,
				Summary:   other + " and " + f.Name + " both become the variable " + f.Variable(),
				Detail:    "rename one of them",
				Positions: []model.Position{f.Pos},
			})
		}
		variables[f.Variable()] = f.Name
		if f.Sensitive {
			c.checkSensitive(f.Type, f.Pos)
		}
	}
}

// checkSensitive reports a constraint on a sensitive input: Terraform would print
// the value that it refuses.
func (c *compiler) checkSensitive(t *model.Type, pos model.Position) {
	if t == nil {
		return
	}
	if t.Constraint != nil || len(c.typeRules[t]) > 0 {
		c.diagnostics = append(c.diagnostics, model.Diagnostic{
			Severity:  model.Error,
			Summary:   "a sensitive input has a constraint, and Terraform would print the value that it refuses",
			Detail:    "write a rule in _checks that also mentions an input that is not sensitive",
			Positions: []model.Position{pos},
		})
	}
	c.checkSensitive(t.Elem, pos)
	for _, f := range t.Fields {
		c.checkSensitive(f.Type, pos)
	}
}
