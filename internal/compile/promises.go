package compile

import (
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/promise"
)

// promises compiles the section promises, and reports those that are broken whatever the inputs
// are. It is the last of what is compiled: what only a promise refers to is no part of the
// module.
func (c *compiler) promises(m *model.Model) []*model.Promise {
	field := c.section("promises")
	if field == nil {
		c.checkUpheld(nil)
		return nil
	}
	c.writtenOut(field, "write each promise with its own key")
	r := &promiseReader{compiler: c, model: m}
	var all []*model.Promise
	for _, arc := range c.fields(field) {
		c.apart(new([]*requirement), func() { all = append(all, r.promise(arc)) })
	}
	c.checkUpheld(all)
	return all
}

// checkPromises reports the promises that are broken whatever the inputs are.
func (c *compiler) checkPromises(m *model.Model) {
	for _, b := range promise.Breaches(m, m.Surroundings().Promises) {
		if b.Sure {
			d := b.Diagnostic()
			c.src.ownFirst(d)
			c.diagnostics = append(c.diagnostics, d)
		}
	}
}

// promiseReader reads the promises of a contract whose objects have been compiled.
type promiseReader struct {
	*compiler
	model *model.Model
}

func (r *promiseReader) promise(v *vertex) *model.Promise {
	r.only(v, "text", "objects", "sensitive")
	p := &model.Promise{Name: v.label, Text: r.text(v, "text"), Pos: Position(v.pos())}
	if sensitive := r.lookup(v, "sensitive"); sensitive != nil {
		p.Sensitive = r.value(sensitive, nil).expr.IsLiteral(true)
	}
	objects := r.lookup(v, "objects")
	if objects == nil {
		return p
	}
	r.writtenOut(objects, "write each with its own key")
	for _, of := range r.fields(objects) {
		r.only(of, "kinds", "must")
		must := r.lookup(of, "must")
		if must == nil {
			r.report(of.pos(), of.name()+" has no must", "write must: {…}, what each of the objects must be")
			continue
		}
		p.Objects = append(p.Objects, &model.PromisedObjects{Kinds: r.kinds(of), Must: r.shape(must), Pos: Position(of.pos())})
	}
	return p
}

// only reports fields that a struct of the section cannot have.
func (r *promiseReader) only(v *vertex, names ...string) {
	for _, a := range r.fields(v) {
		if !slices.Contains(names, a.label) {
			r.report(a.pos(), a.name()+" is nothing that a promise has", "its fields are "+strings.Join(names, ", "))
		}
	}
}

// text is a field that is a constant string.
func (r *promiseReader) text(v *vertex, name string) string {
	if field := r.lookup(v, name); field != nil {
		if text, ok := r.value(field, nil).constantString(); ok {
			return text
		}
	}
	r.report(v.pos(), v.name()+" has no constant "+name, "say in a sentence without a full stop what is promised")
	return ""
}

// kinds are the kinds of the objects that a promise is about.
func (r *promiseReader) kinds(v *vertex) (kinds []string) {
	field := r.lookup(v, "kinds")
	if field == nil || !field.defined() {
		return nil // kinds?: null keeps a layer from naming some
	}
	constant, ok := r.inlined(r.value(field, nil).expr).Constant()
	list, isList := constant.([]model.Value)
	for _, kind := range list {
		name, isText := kind.(string)
		ok = ok && isText
		kinds = append(kinds, name)
	}
	if !ok || !isList || len(kinds) == 0 {
		r.report(field.pos(), field.name()+" is no list of kinds", `write kinds: ["Deployment"], or leave it out for all objects`)
	}
	return kinds
}

// comparedWith compiles what a value of an object is compared with.
func (r *promiseReader) comparedWith(e ast.Expr, s *scope) *model.Expr {
	return r.inlined(r.expr(e, s).expr)
}

// inlined is an expression that refers to no locals but those of the model, and to no objects.
func (r *promiseReader) inlined(e *model.Expr) *model.Expr {
	return e.Rewrite(func(e *model.Expr) *model.Expr {
		switch {
		case e.Op == model.OpObjRef:
			return r.inlined(e.Args[0])
		case e.Op == model.OpLocal && r.model.Local(e.Name) == nil:
			return r.inlined(r.localNamed(e.Name))
		}
		return e
	})
}
