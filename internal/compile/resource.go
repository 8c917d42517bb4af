package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// resourceOptions reads an object's @terraform attributes. An object's own fields
// have none.
func (c *compiler) resourceOptions(v *vertex) *model.ResourceOptions {
	args, found := c.arguments(v, "terraform")
	if !found {
		return nil
	}
	options := &model.ResourceOptions{}
	for _, arg := range args {
		switch arg.name {
		case "create_before_destroy":
			options.CreateBeforeDestroy = c.flag(arg)
		case "prevent_destroy":
			options.PreventDestroy = c.flag(arg)
		case "ignore_changes":
			options.IgnoreChanges = c.ignoredPlaces(options.IgnoreChanges, arg)
		case "depends_on":
			options.DependsOn = append(options.DependsOn, c.objectNames(arg)...)
		case "moved":
			options.Moved = c.formerKey(options.Moved, v, arg)
		default:
			if near := metaArgumentLike(arg.name); near != "" {
				c.report(arg.pos, "@terraform has no argument "+arg.name, "did you mean "+near+"?")
				continue
			}
			if arg.value == nil {
				c.report(arg.pos, "@terraform("+arg.name+") has no value", "write "+arg.name+"=false")
				continue
			}
			value, ok := c.argumentValue(arg)
			if !ok {
				c.report(arg.pos, "@terraform("+arg.name+"=…) is not constant", "write true, false, a number or a string")
				continue
			}
			options.Arguments = append(options.Arguments, &model.Argument{Name: arg.name, Value: model.Literal{Value: value}, Pos: Position(arg.pos)})
		}
	}
	return options
}

// metaArgumentLike is the argument for Terraform itself that a misspelt one is meant for, "" when
// none is near. Every other one is the resource's.
func metaArgumentLike(name string) string {
	for _, known := range []string{"create_before_destroy", "depends_on", "ignore_changes", "moved", "prevent_destroy"} {
		if editDistance(known, name) <= 2 {
			return known
		}
	}
	return ""
}

// flag reads an argument that is there or not.
func (c *compiler) flag(arg argument) bool {
	if arg.value != nil {
		c.report(arg.pos, arg.name+" takes no value", "write @terraform("+arg.name+"), or leave it out")
	}
	return true
}

// objectNames reads depends_on=[a, b].
func (c *compiler) objectNames(arg argument) []string {
	list, ok := arg.value.(*ast.ListLit)
	if !ok {
		c.report(arg.pos, "depends_on is not a list", "write @terraform(depends_on=[name])")
		return nil
	}
	var names []string
	for _, elem := range list.Elts {
		name := objectKey(elem)
		repeated := slices.ContainsFunc(c.repeated, func(r *eachObject) bool { return r.name == name })
		if name == "" || !repeated && c.lookup(c.lookup(c.root, "objects"), name) == nil {
			c.report(arg.pos, "depends_on names something that is not an object", "write the keys of objects: depends_on=[isolation]")
			continue
		}
		names = append(names, name)
	}
	return names
}

// objectKey is the key of an object that an attribute names, "" when it names none.
func objectKey(e ast.Expr) string {
	label, ok := e.(ast.Label)
	if !ok {
		return ""
	}
	return labelName(label)
}

// formerKey appends the former key of moved=old to those of an object. Terraform would go
// from an address to two others, or from one that exists, in no way.
func (c *compiler) formerKey(keys []string, v *vertex, arg argument) []string {
	key := objectKey(arg.value)
	switch at, taken := c.formerKeys[key]; {
	case key == "":
		c.report(arg.pos, "moved is not a key", "write the key that the object had: @terraform(moved=old)")
	case key == v.label:
		c.report(arg.pos, "objects."+v.label+" has its own key as a former one", "write the key that it had before, or remove moved")
	case c.lookup(c.lookup(c.root, "objects"), key) != nil:
		c.report(arg.pos, "moved="+key+" is the key of another object", "give that object another key, or remove moved")
	case taken:
		c.report(arg.pos, "moved="+key+" is also at "+Position(at).String(), "keep it at the object that had the key")
	default:
		c.formerKeys[key] = arg.pos
		return append(keys, key)
	}
	return keys
}
