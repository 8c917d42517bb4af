package compile

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
)

// section is a struct at the top of the contract, or nil when it is not there.
func (c *compiler) section(name string) *vertex {
	field := c.lookup(c.root, name)
	if field == nil {
		return nil
	}
	c.expand(field)
	if !field.isStruct() || !field.defined() {
		c.report(field.pos(), name+" is not a struct", "write "+name+": {…}, or leave it out")
	}
	c.checkMark(field)
	for _, a := range field.arcs {
		c.checkMark(a)
	}
	return field
}

// objects compiles objects, in the order in which they are applied.
func (c *compiler) objects() []*model.KubernetesObject {
	field := c.section("objects")
	if field == nil {
		return nil
	}
	c.notTakenFromElsewhere(field, "write each object with its own key, inside an if where it is not always there")
	var objects []*model.KubernetesObject
	fixed, repeated := c.fields(field), c.repeatedObjects()
	for _, arc := range fixed {
		if o := c.object(arc); o != nil {
			objects = append(objects, o)
		}
	}
	for _, r := range repeated {
		if o := c.repeatedObject(r); o != nil {
			objects = append(objects, o)
		}
	}
	if len(repeated) > 0 {
		c.checkClosed(field)
		c.refuseSharedKeys(fixed)
		c.refuseSharedNames(fixed)
	}
	slices.SortStableFunc(objects, func(a, b *model.KubernetesObject) int {
		return kubernetes.Order(a.APIVersion, a.Kind) - kubernetes.Order(b.APIVersion, b.Kind)
	})
	return objects
}

// writtenOut reports fields whose labels depend on the input, where Terraform needs a
// name for each.
func (c *compiler) writtenOut(v *vertex, detail string) {
	c.expand(v)
	for _, d := range v.dynamic {
		c.report(d.field.Pos(), "the keys of "+v.path()+" depend on the input", detail)
	}
	c.notTakenFromElsewhere(v, detail)
}

// notTakenFromElsewhere reports a value that is unified with the fields of a section.
func (c *compiler) notTakenFromElsewhere(v *vertex, detail string) {
	for _, leaf := range v.leaves {
		if !c.isConstraint(leaf.conjunct) {
			c.report(leaf.expr.Pos(), "the fields of "+v.path()+" cannot be taken from elsewhere", detail)
		}
	}
}

func (c *compiler) object(v *vertex) *model.KubernetesObject {
	exists, within := c.existence(v, nil)
	var clauses []*model.Clause
	if exists != nil {
		clauses = []*model.Clause{{If: exists}}
	}
	o := c.objectUnder(v, clauses, within)
	if o != nil {
		o.If = exists
	}
	return o
}

// objectUnder compiles what there is of an object where clauses lead.
func (c *compiler) objectUnder(v *vertex, clauses []*model.Clause, within guards) *model.KubernetesObject {
	var body *value
	notes := c.noted(func() {
		c.under(clauses, func() { body = c.value(v, within) })
	})
	if body.expr.Op != model.OpObject {
		c.report(v.pos(), "objects."+v.label+" is not an object", "write its apiVersion, kind and metadata as fields")
		return nil
	}
	return &model.KubernetesObject{
		Name:       v.label,
		Doc:        joinDocs(v.doc(), notes),
		APIVersion: c.constantField(v, body.expr, "apiVersion"),
		Kind:       c.constantField(v, body.expr, "kind"),
		Body:       body.expr,
		Terraform:  c.resourceOptions(v),
		Pos:        Position(v.pos()),
	}
}

// constantField is the string that a field of an object's body must have whatever
// the input is.
func (c *compiler) constantField(v *vertex, body *model.Expr, name string) string {
	for _, e := range body.Elems {
		if e.Key == nil || e.Key.Op != model.OpLiteral || e.Key.Value.Value != name {
			continue
		}
		if e.Value.Op == model.OpLiteral && len(e.Clauses) == 0 {
			s, _ := e.Value.Value.Value.(string)
			return s
		}
	}
	c.report(v.pos(), "objects."+v.label+" has no constant "+name, "an object's "+name+" cannot depend on the input; write two objects, each inside its own if")
	return ""
}

func (c *compiler) outputs() []*model.Output {
	field := c.section("outputs")
	if field == nil {
		return nil
	}
	c.writtenOut(field, "write each output with its own key; one of them can be a map")
	var outputs []*model.Output
	for _, arc := range c.fields(field) {
		exists, within := c.existence(arc, nil)
		if exists != nil {
			c.report(arc.pos(), "outputs."+arc.label+" is inside an if", "an output always exists; write [if c {value}, null][0]")
		}
		var x *value
		notes := c.noted(func() { x = c.value(arc, within) })
		output := &model.Output{Name: arc.label, Doc: arc.doc(), Value: x.expr, ValueDoc: notes, Pos: Position(arc.pos())}
		if c.isRecordedInput(arc, x.expr) {
			output.Value, output.RecordsInput = recordInputs(c.inputType.Fields), true
		}
		outputs = append(outputs, output)
	}
	return outputs
}

func (c *compiler) warnings() []*model.Warning {
	field := c.section("warnings")
	if field == nil {
		return nil
	}
	c.writtenOut(field, "write each warning with its own key")
	var warnings []*model.Warning
	for _, arc := range c.fields(field) {
		when, message := c.lookup(arc, "when"), c.lookup(arc, "message")
		if when == nil || message == nil {
			c.report(arc.pos(), "warnings."+arc.label+" lacks when or message", "write {when: condition, message: \"…\"}")
			continue
		}
		w := &model.Warning{Name: arc.label, Unchecked: c.unchecked(arc), Pos: Position(arc.pos())}
		w.Doc = joinDocs(arc.doc(), c.noted(func() {
			w.When = c.want(model.Bool, c.value(when, nil), when.pos()).expr
			w.Message = c.want(model.String, c.value(message, nil), message.pos()).expr
			c.note(when.doc())
			c.note(message.doc())
		}))
		warnings = append(warnings, w)
	}
	return warnings
}

// readme is constant, so CUE evaluates it.
func (c *compiler) readme() []*model.Section {
	v := c.src.lookup("readme")
	if !v.Exists() {
		return nil
	}
	sections, err := supervise(cueLimits, Position(v.Pos()).File, func() (sections []*model.Section, err error) {
		err = v.Decode(&sections)
		return sections, err
	})
	if err != nil {
		c.cueError(err)
	}
	return sections
}
