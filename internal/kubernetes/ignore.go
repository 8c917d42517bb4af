package kubernetes

import (
	"fmt"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// identity are the fields that make an object another one.
var identity = [][]any{{"apiVersion"}, {"kind"}, {"metadata", "name"}, {"metadata", "namespace"}}

// ignored checks the places that Terraform is to leave as they are: objects of the kind have
// them, whether this one does or not, because most of them are set by others.
func (c *checker) ignored(object *model.KubernetesObject, shape *Shape, body bound) {
	if object.Terraform == nil {
		return
	}
	for _, i := range object.Terraform.IgnoreChanges {
		steps := i.Path.Steps()
		for _, field := range identity {
			if n := min(len(steps), len(field)); slices.Equal(steps[:n], field[:n]) {
				c.report(i.Pos, fmt.Sprintf("ignore_changes has %s, and an object with another %s is another object", i.Path, field[len(field)-1]),
					"write fields that may change, such as metadata.annotations")
				break
			}
		}
		if c.place(i, shape, steps) && shape.schema != nil {
			c.manifest(object, i, steps, body)
		}
	}
}

// manifest checks a place in a custom resource, which is one value in Terraform: what is not
// there before and after a change has no address in it that could be ignored, nor has an element
// of a list or a key of a map whose keys depend on the input.
func (c *checker) manifest(object *model.KubernetesObject, i *model.Ignored, steps []any, body bound) {
	var keys []string
	for _, step := range steps {
		key, ok := step.(string)
		if !ok {
			c.report(i.Pos, fmt.Sprintf("ignore_changes has %s, which is inside a list of a custom resource", i.Path), "write the list as a whole")
			return
		}
		keys = append(keys, key)
	}
	if !c.always(body, keys...) {
		c.report(i.Pos, fmt.Sprintf("ignore_changes has %s, which objects.%s does not always have", i.Path, object.Name),
			"correct it, or write a field around it that is always there; Terraform leaves alone what a custom resource does not have")
	}
}

// place reports the first step of a path that objects do not have, if there is one.
func (c *checker) place(i *model.Ignored, shape *Shape, steps []any) bool {
	var path model.Path
	for _, step := range steps {
		index, isIndex := step.(int)
		key, _ := step.(string)
		switch {
		case shape.Kind == Any:
			return true
		case isIndex && shape.Kind == List:
			path, shape = path.Index(index), shape.Elem()
		case isIndex:
			c.report(i.Pos, fmt.Sprintf("ignore_changes has %s, and %s is no list", i.Path, c.at(path)), "leave the index out")
			return false
		case shape.Kind == List:
			c.report(i.Pos, fmt.Sprintf("ignore_changes has %s, and %s is a list", i.Path, c.at(path)), fmt.Sprintf("write the number of an element, such as %s, or the whole list", path.Index(0)))
			return false
		case shape.Kind == Map:
			path, shape = path.Key(key), shape.Elem()
		default:
			field, ok := shape.Field(key)
			if !ok {
				c.report(i.Pos, fmt.Sprintf("ignore_changes has %s, and %s has no field %q", i.Path, c.at(path), key), hint(key, shape))
				return false
			}
			path, shape = path.Key(key), field
		}
	}
	return true
}
