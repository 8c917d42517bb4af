package release

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/output"
)

// requirement is a provider, or Terraform itself, and the versions of it that are accepted.
type requirement struct {
	// Name is what the module calls the provider; "" for Terraform.
	name string
	// Source is the provider's address, such as hashicorp/kubernetes, and "" for Terraform.
	source string
	// Versions is a constraint as Terraform writes it, such as "~> 3.0"; "" for all versions.
	versions string
}

// required are the requirements of the modules among files, each once, in order: what
// their terraform blocks say.
func required(files []output.File) ([]requirement, error) {
	all := map[requirement]bool{}
	for _, f := range files {
		if path.Ext(f.Path) != ".tf" {
			continue
		}
		file, diags := hclsyntax.ParseConfig(f.Content, f.Path, hcl.InitialPos)
		if diags.HasErrors() {
			return nil, fmt.Errorf("%s: %w", f.Path, diags)
		}
		for _, block := range file.Body.(*hclsyntax.Body).Blocks {
			if block.Type == "terraform" {
				if err := requirements(block.Body, all); err != nil {
					return nil, fmt.Errorf("%s: %w", f.Path, err)
				}
			}
		}
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b requirement) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.versions, b.versions))
	}), nil
}

// requirements adds what a terraform block requires.
func requirements(block *hclsyntax.Body, all map[requirement]bool) error {
	if versions := block.Attributes["required_version"]; versions != nil {
		v, err := constant(versions)
		if err != nil {
			return err
		}
		all[requirement{versions: text(v)}] = true
	}
	for _, inner := range block.Blocks {
		if inner.Type != "required_providers" {
			continue
		}
		for name, attribute := range inner.Body.Attributes {
			v, err := constant(attribute)
			if err != nil {
				return err
			}
			all[requirement{name: name, source: cmp.Or(member(v, "source"), "hashicorp/"+name), versions: member(v, "version")}] = true
		}
	}
	return nil
}

func constant(a *hclsyntax.Attribute) (cty.Value, error) {
	v, diags := a.Expr.Value(nil)
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	return v, nil
}

// member is the text of an attribute of an object, "" when it has none.
func member(v cty.Value, name string) string {
	if !v.Type().IsObjectType() || !v.Type().HasAttribute(name) {
		return ""
	}
	return text(v.GetAttr(name))
}

func text(v cty.Value) string {
	if v.Type() != cty.String || v.IsNull() {
		return ""
	}
	return v.AsString()
}
