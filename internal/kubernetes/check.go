package kubernetes

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Check reports what Kubernetes would not understand in an object, whatever the
// input is: a kind or a field that does not exist, a value of the wrong kind, a
// missing metadata.name. It looks through the locals and into the types of the inputs
// of the model, which the body may refer to. It accepts what it cannot determine, such as the
// text of an interpolation, but objects and lists of objects must be written out. An object
// of a custom resource is held against its definition; where there is none, its metadata alone
// is checked.
func Check(object *model.KubernetesObject, m *model.Model, definitions []*Definition) model.Diagnostics {
	c := &checker{kind: object.Kind, locals: make(map[string]*model.Expr, len(m.Locals)), inputs: make(map[string]*model.Type, len(m.Inputs))}
	for _, local := range m.Locals {
		c.locals[local.Name] = local.Value
	}
	for _, input := range m.Inputs {
		c.inputs[input.Name] = input.Type
	}
	body := bound{object.Body, nil}
	if object.If != nil {
		body.scope = body.scope.given(object.If)
	}
	shape := c.shapeOf(object, definitions)
	if shape == nil {
		return c.diagnostics
	}
	if object.Each != nil {
		body = body.element(&model.Element{Clauses: object.Each.Clauses, Value: object.Body})
	}
	c.value("", shape, body)
	if !c.always(body, "metadata", "name") {
		c.report(object.Pos, object.Kind+" "+object.Name+" may have no metadata.name",
			"every object needs a name, outside any if")
	}
	c.ignored(object, shape, body)
	return c.diagnostics
}

// checker walks the body of one object.
type checker struct {
	kind        string
	locals      map[string]*model.Expr
	inputs      map[string]*model.Type
	diagnostics model.Diagnostics
}

func (c *checker) report(pos model.Position, summary, detail string) {
	d := model.Diagnostic{Severity: model.Error, Summary: summary, Detail: detail}
	if pos != (model.Position{}) {
		d.Positions = []model.Position{pos}
	}
	c.diagnostics = append(c.diagnostics, d)
}

// value checks everything that the expression may turn out to be.
func (c *checker) value(path model.Path, shape *Shape, b bound) {
	for _, e := range c.alternatives(b) {
		switch e = e.expand(); {
		case shape.Kind == Any:
			c.free(path, e)
		case e.Op == model.OpObject && shape.Kind == Object:
			c.object(path, shape, e)
		case e.Op == model.OpObject && shape.Kind == Map:
			c.mapping(path, shape, e)
		case e.Op == model.OpList && shape.Kind == List:
			for i, elem := range e.Elems {
				c.value(path.Index(i), shape.Elem(), e.element(elem))
			}
		case e.Op == model.OpLiteral:
			c.literal(path, shape, e)
		default:
			c.leaf(path, shape, e)
		}
	}
}

// object checks that the members are fields of the shape, and that none is missing.
func (c *checker) object(path model.Path, shape *Shape, e bound) {
	c.fields(path, shape, e)
	c.required(path, shape, e)
}

func (c *checker) fields(path model.Path, shape *Shape, e bound) {
	for _, elem := range e.Elems {
		value := e.element(elem)
		if elem.Key == nil {
			c.spread(path, shape, value)
			continue
		}
		name, ok := elem.Key.LiteralString()
		if !ok {
			c.report(elem.Key.Pos, fmt.Sprintf("%s has a field whose name is computed", c.at(path)),
				"write the name of each field")
			continue
		}
		field, ok := shape.Field(name)
		if !ok {
			c.unknown(path, shape, name, elem)
			continue
		}
		c.value(path.Key(name), field, value)
	}
}

// spread checks an object whose members become those of another one.
func (c *checker) spread(path model.Path, shape *Shape, b bound) {
	for _, e := range c.alternatives(b) {
		if e = e.expand(); e.Op == model.OpObject {
			c.fields(path, shape, e)
		} else {
			c.value(path, shape, e)
		}
	}
}

func (c *checker) unknown(path model.Path, shape *Shape, name string, elem *model.Element) {
	pos := elem.Key.Pos
	if pos == (model.Position{}) {
		pos = elem.Value.Pos
	}
	c.report(pos, fmt.Sprintf("%s has no field %q", c.at(path), name), hint(name, shape))
}

// hint names the field that a misspelt name is meant for, if one is near.
func hint(name string, shape *Shape) string {
	if near := nearest(name, shape.Fields()); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}

// mapping checks the values of a map; the keys are free.
func (c *checker) mapping(path model.Path, shape *Shape, e bound) {
	for _, elem := range e.Elems {
		value := e.element(elem)
		if elem.Key == nil {
			c.value(path, shape, value)
			continue
		}
		key, ok := elem.Key.LiteralString()
		if !ok {
			key = "*"
		}
		c.value(path.Key(key), shape.Elem(), value)
	}
}

// at names a place for a message: "spec.template of Deployment".
func (c *checker) at(path model.Path) string {
	if path == "" {
		return c.kind
	}
	return string(path) + " of " + c.kind
}

// always reports whether the members that names lead to are there for every input.
func (c *checker) always(b bound, names ...string) bool {
	if len(names) == 0 {
		return true
	}
	for _, e := range c.alternatives(b) {
		if !c.alwaysIn(e.expand(), names) {
			return false
		}
	}
	return true
}

func (c *checker) alwaysIn(e bound, names []string) bool {
	for _, elem := range e.Elems {
		if len(elem.Clauses) > 0 {
			continue
		}
		rest := names
		if elem.Key != nil {
			if key, _ := elem.Key.LiteralString(); key != names[0] {
				continue
			}
			rest = names[1:]
		}
		if c.always(e.element(elem), rest...) {
			return true
		}
	}
	return false
}
