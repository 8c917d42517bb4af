package kubernetes

import (
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// DefinitionOf is the definition of a kind of custom resources, nil when there is none among
// them.
func DefinitionOf(apiVersion, kind string, definitions []*Definition) *Definition {
	for _, d := range definitions {
		if d.APIVersion == apiVersion && d.Kind == kind {
			return d
		}
	}
	return nil
}

// shapeOf is the shape of an object, nil when there can be no such object, which it reports.
func (c *checker) shapeOf(object *model.KubernetesObject, definitions []*Definition) *Shape {
	shape, err := Lookup(object.APIVersion, object.Kind)
	if err == nil {
		return shape
	}
	if !model.IsCustom(object.APIVersion) || misspelt(object.APIVersion, object.Kind) {
		c.report(object.Pos, err.Error(), "leave it out, and apply it beside what is generated; gen kinds lists the kinds")
		return nil
	}
	if d := DefinitionOf(object.APIVersion, object.Kind, definitions); d != nil {
		if namespace := c.members(bound{object.Body, nil}, "metadata"); d.Cluster && c.anyHas(namespace, "namespace") {
			c.report(object.Pos, object.Kind+" "+object.Name+" has a metadata.namespace, and its definition has scope: Cluster", "leave the namespace out")
		}
		return d.Shape()
	}
	if other := meantBy(object, definitions); other != "" {
		c.report(object.Pos, fmt.Sprintf("there is no kind %s in %q, and a definition beside the contract has %s", object.Kind, object.APIVersion, other),
			"write that, or put the definition of this one beside it")
		return nil
	}
	return customShape(unchecked)
}

// misspelt reports whether an apiVersion and a kind are meant for one of Kubernetes' own: the kind
// is one, and the group nearly its.
func misspelt(apiVersion, kind string) bool {
	return slices.ContainsFunc(kinds, func(k ObjectKind) bool {
		return k.Kind == kind && nearest(apiVersion, []string{k.APIVersion}) != ""
	})
}

// meantBy is what a definition of the object's group has instead: other versions of the kind, or
// a kind with nearly its name.
func meantBy(object *model.KubernetesObject, definitions []*Definition) string {
	var versions, names []string
	for _, d := range definitions {
		if group(d.APIVersion) != group(object.APIVersion) {
			continue
		}
		if d.Kind == object.Kind {
			versions = append(versions, fmt.Sprintf("%q", d.APIVersion))
		}
		names = append(names, d.Kind)
	}
	if len(versions) > 0 {
		return strings.Join(versions, ", ")
	}
	return nearest(object.Kind, names)
}

// anyHas reports whether one of several objects has a member.
func (c *checker) anyHas(objects []bound, name string) bool {
	for _, o := range objects {
		if len(c.members(o, name)) > 0 {
			return true
		}
	}
	return false
}

// hasFields reports whether the values are objects whose fields are all known.
func (s *Shape) hasFields() bool {
	return s.Kind == Object && (s.schema == nil || !s.schema.Open)
}

// free checks a value of which nothing is known: a null is no value in Terraform, and one in an
// object that CUE gives.
func (c *checker) free(path model.Path, e bound) {
	if e.IsLiteral(nil) {
		c.report(e.Pos, c.at(path)+" is null", "leave the field out then, with an if around it: if x != null {…}")
		return
	}
	e = e.expand()
	for i, elem := range e.Elems {
		at := path.Index(i)
		if e.Op == model.OpObject {
			key, _ := elem.Key.LiteralString()
			at = path.Key(key)
		}
		for _, inner := range c.alternatives(e.element(elem)) {
			c.free(at, inner)
		}
	}
}

// required reports fields that a definition demands and that an object never has. What is spread
// into it may have them.
func (c *checker) required(path model.Path, shape *Shape, e bound) {
	if shape.schema == nil {
		return
	}
	for _, name := range shape.schema.Required {
		if !c.mayHave(e, name) {
			c.report(e.Pos, fmt.Sprintf("%s has no field %q, which its definition requires", c.at(path), name), "give it a value")
		}
	}
}

func (c *checker) mayHave(e bound, name string) bool {
	for _, elem := range e.Elems {
		if elem.Key == nil {
			return true
		}
		if key, ok := elem.Key.LiteralString(); !ok || key == name {
			return true
		}
	}
	return false
}
