package compile

import "github.com/base-k8s/base-k8s/internal/model"

// objectRef is the name or namespace of an object, which Terraform takes from the
// object's resource, so that it knows the dependency.
func objectRef(object *vertex, name string, x *value) *value {
	e := &model.Expr{Op: model.OpObjRef, Ref: object.label, Name: name, Args: []*model.Expr{x.expr}, Pos: x.expr.Pos}
	if r := object.repetition; r != nil {
		e.Ref, e.Args = r.of.name, append(e.Args, r.key)
	}
	return newValue(e, x.typ)
}

// nameOf returns the object whose metadata.name or metadata.namespace v is.
func (c *compiler) nameOf(v *vertex) *vertex {
	if v.up == nil || !isReferable(v.label) {
		return nil
	}
	if object, metadata := c.objectOf(v.up); metadata {
		return object
	}
	return nil
}

// isReferable reports whether a field of metadata is one that other objects refer to.
func isReferable(label string) bool { return label == "name" || label == "namespace" }

// objectOf returns the object that v is, or that v is the metadata of.
func (c *compiler) objectOf(v *vertex) (object *vertex, metadata bool) {
	objects := c.root.arc("objects")
	switch {
	case objects == nil || v.up == nil:
	case v.up == objects:
		return v, false
	case v.label == "metadata" && v.up.up == objects:
		return v.up, true
	}
	return nil, false
}

// referTo is an object or its metadata, as a value x whose name and namespace are
// references: they may have been taken from elsewhere, and then have no fields of their
// own in the object.
func (c *compiler) referTo(object *vertex, metadata bool, x *value) *value {
	if x.typ == nil || x.typ.Kind != model.Record {
		return x
	}
	e := &model.Expr{Op: model.OpObject, Pos: x.expr.Pos}
	for _, f := range x.typ.Fields {
		if f.Type == nil {
			return x
		}
		member := c.get(x, f.Name, object.pos())
		switch {
		case metadata && isReferable(f.Name):
			member = objectRef(object, f.Name, member)
		case !metadata && f.Name == "metadata":
			member = c.referTo(object, true, member)
		}
		elem := &model.Element{Key: model.NewLiteral(f.Name), Value: member.expr}
		if f.Optional {
			has := &model.Expr{Op: model.OpHas, Name: f.Name, Args: []*model.Expr{x.expr}, Kind: model.Bool, Pos: x.expr.Pos}
			elem.Clauses = []*model.Clause{{If: has}}
		}
		e.Elems = append(e.Elems, elem)
	}
	return newValue(e, x.typ)
}
