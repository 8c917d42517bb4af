package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// What the arguments of a lifecycle block are for, as comments in the module.
const (
	createBeforeDestroyDoc = "What takes its place is made first: where that fails, because the name is taken, nothing is\ndestroyed."
	preventDestroyDoc      = "A plan that would destroy it is refused as a whole."
	ignoreChangesDoc       = "Others set these once it is there: they are left as they are."
)

const elementsOfSet = "has a set there, whose elements have no numbers"

// lifecycle prints the meta-arguments that say what becomes of an object that is there.
func (p *printer) lifecycle(content *hcl.Body, schema *provider.Block, o *model.KubernetesObject) {
	lifecycle := &hcl.Body{}
	if o.Terraform.CreateBeforeDestroy {
		lifecycle.Commented(createBeforeDestroyDoc, "create_before_destroy", hcl.Bool(true))
	}
	if o.Terraform.PreventDestroy {
		lifecycle.Commented(preventDestroyDoc, "prevent_destroy", hcl.Bool(true))
	}
	var ignored hcl.Tuple
	for _, i := range o.Terraform.IgnoreChanges {
		a := &addressPrinter{p: p, object: o, ignored: i}
		for _, root := range a.roots() {
			if address, ok := a.inBlock(nil, schema, root); ok {
				ignored = append(ignored, address)
			}
		}
	}
	if len(ignored) > 0 {
		lifecycle.Commented(ignoreChangesDoc, "ignore_changes", ignored)
	}
	if lifecycle.String() != "" {
		content.Block("", lifecycle, "lifecycle")
	}
}

// addressPrinter finds the provider's address of a place in an object.
type addressPrinter struct {
	p       *printer
	object  *model.KubernetesObject
	ignored *model.Ignored
}

// roots are the paths from the resource. The data of a Secret is in two attributes, by what it
// is written with.
func (a *addressPrinter) roots() [][]any {
	steps := a.ignored.Path.Steps()
	switch {
	case model.IsCustom(a.object.APIVersion):
		return [][]any{append([]any{"manifest"}, steps...)}
	case a.object.Kind == "Secret" && (steps[0] == "data" || steps[0] == "stringData"):
		return [][]any{append([]any{"data"}, steps[1:]...), append([]any{"binaryData"}, steps[1:]...)}
	}
	return [][]any{steps}
}

// inBlock is the address of what steps lead to from a block that has an address, nil for the
// resource itself. A block for an object is the only one in a list.
func (a *addressPrinter) inBlock(of hcl.Expr, schema *provider.Block, steps []any) (hcl.Expr, bool) {
	field, _ := steps[0].(string)
	name, ok := schema.Name(field)
	if !ok {
		return a.refuse("remove it: Terraform leaves alone what its provider does not have", "has no name for "+field)
	}
	var address hcl.Expr = hcl.Name(name)
	if of != nil {
		address = hcl.Attribute{Of: of, Name: name}
	}
	steps = steps[1:]
	nested := schema.Blocks[name]
	if nested == nil {
		return a.inAttribute(address, schema.Attributes[name], steps)
	}
	if len(steps) == 0 {
		return address, true
	}
	if nested.Nesting == provider.NestingSet {
		return a.refuse("write the list as a whole", elementsOfSet)
	}
	index, isElement := steps[0].(int)
	if isElement {
		steps = steps[1:]
	}
	if nested.Nesting == provider.NestingList {
		address = hcl.Index{Of: address, Key: hcl.Int(int64(index))}
	}
	if len(steps) == 0 {
		return address, true
	}
	return a.inBlock(address, &nested.Block, steps)
}

// inAttribute is the address of what steps lead to in the value of an attribute.
func (a *addressPrinter) inAttribute(address hcl.Expr, schema *provider.Attribute, steps []any) (hcl.Expr, bool) {
	for _, step := range steps {
		switch step := step.(type) {
		case int:
			if schema.Type.IsSetType() {
				return a.refuse("write the list as a whole", elementsOfSet)
			}
			address = hcl.Index{Of: address, Key: hcl.Int(int64(step))}
		case string:
			if schema.Type.IsMapType() {
				address = hcl.Index{Of: address, Key: hcl.String(step)}
				continue
			}
			if !hclsyntax.ValidIdentifier(step) { // Terraform would ignore the whole object: it takes the last index for a map's
				return a.refuse("write the map as a whole", "has no address for "+hcl.Format(hcl.String(step))+" in a manifest")
			}
			address = hcl.Attribute{Of: address, Name: step}
		}
	}
	return address, true
}

func (a *addressPrinter) refuse(advice, why string) (hcl.Expr, bool) {
	a.p.refuse(a.ignored.Pos, advice, "objects.%s: ignore_changes has %s, and Terraform's Kubernetes provider %s", a.object.Name, a.ignored.Path, why)
	return nil, false
}

// computedFields prints the fields of a manifest that may have other values in the cluster than
// in the manifest, without being set back. ignore_changes alone leaves the manifest as it was
// written, and its values would be set back. The first two are the provider's own.
//
// Source: hashicorp/kubernetes 3.2.1, manifest/provider/plan.go, PlanResourceChange.
func (p *printer) computedFields(content *hcl.Body, o *model.KubernetesObject) {
	if !model.IsCustom(o.APIVersion) || len(o.Terraform.IgnoreChanges) == 0 {
		return
	}
	fields := hcl.Tuple{hcl.String("metadata.annotations"), hcl.String("metadata.labels")}
	for _, i := range o.Terraform.IgnoreChanges {
		if text := hcl.String(string(i.Path)); !slices.Contains(fields, hcl.Expr(text)) {
			fields = append(fields, text)
		}
	}
	content.Attribute("computed_fields", fields)
}
