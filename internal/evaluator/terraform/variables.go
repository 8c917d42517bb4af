package terraform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// variable is a variable block.
type variable struct {
	name        string
	constraint  cty.Type
	defaults    *typeexpr.Defaults // of optional attributes; nil when there are none
	fallback    cty.Value          // the default; cty.NilVal when the variable is required
	nullable    bool
	validations []*rule
	mentions    []string // the other variables that the validations depend on
	uses        []*node  // the locals in the validations
}

// newVariable reads a variable block the way Terraform loads a configuration.
func newVariable(block *hclsyntax.Block) (*variable, error) {
	v := &variable{name: block.Labels[0], constraint: cty.DynamicPseudoType, fallback: cty.NilVal, nullable: true}
	for name, attribute := range block.Body.Attributes {
		if name == "type" {
			var diags hcl.Diagnostics
			if v.constraint, v.defaults, diags = typeexpr.TypeConstraintWithDefaults(attribute.Expr); diags.HasErrors() {
				return nil, diags
			}
			continue
		}
		value, diags := attribute.Expr.Value(nil)
		if diags.HasErrors() {
			return nil, diags
		}
		switch name {
		case "default":
			v.fallback = value
		case "nullable":
			v.nullable = value.True()
		case "description", "sensitive", "ephemeral":
		default:
			return nil, fmt.Errorf("unknown argument %s", name)
		}
	}
	for _, nested := range block.Body.Blocks {
		if nested.Type != "validation" {
			return nil, fmt.Errorf("unknown block %s", nested.Type)
		}
		v.validations = append(v.validations, newRule(nested.Body))
	}
	return v, v.checkDefault()
}

// mentioned are the names of the variables that traversals lead to.
func mentioned(traversals []hcl.Traversal) (names []string) {
	for _, traversal := range traversals {
		if name, ok := strings.CutPrefix(target(traversal), "var."); ok && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// orderVariables sorts variables so that each comes after those that its rules mention,
// also by way of locals. A cycle is an error, which Terraform finds only at plan; it is
// one, too, when a rule mentions its own variable by way of a local.
func (p *moduleParser) orderVariables() (err error) {
	byName := map[string]*variable{}
	for _, v := range p.module.variables {
		byName[v.name] = v
		var traversals []hcl.Traversal
		for _, rule := range v.validations {
			traversals = append(traversals, rule.traversals()...)
		}
		v.uses = p.used(traversals)
		direct := func(name string) bool { return name == v.name }
		v.mentions = slices.DeleteFunc(mentioned(traversals), direct)
		for _, n := range v.uses {
			v.mentions = n.reaches(v.mentions)
		}
	}
	p.module.variables, err = sortByUse(p.module.variables, func(v *variable) (uses []*variable, err error) {
		for _, name := range v.mentions {
			if byName[name] == nil {
				return nil, fmt.Errorf("variable %s: a rule mentions variable %s, which there is not", v.name, name)
			}
			uses = append(uses, byName[name])
		}
		return uses, nil
	})
	return err
}

// reaches adds the variables that a node depends on to names.
func (n *node) reaches(names []string) []string {
	for _, name := range n.mentions {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, used := range n.uses {
		names = used.reaches(names)
	}
	return names
}

// checkDefault converts the default to the declared type.
func (v *variable) checkDefault() error {
	if v.fallback == cty.NilVal {
		return nil
	}
	converted, err := v.convert(v.fallback)
	if err != nil {
		return fmt.Errorf("variable %s: default: %w", v.name, err)
	}
	v.fallback = converted
	return nil
}

// prepare turns the value that a caller gave, cty.NilVal for none, into the
// variable's value. Its errors are those of inputs that are not of the declared type.
func (v *variable) prepare(given cty.Value) (cty.Value, error) {
	if given == cty.NilVal || given.IsNull() && !v.nullable && v.fallback != cty.NilVal {
		if v.fallback == cty.NilVal {
			return cty.NilVal, fmt.Errorf("no value for required variable %s", v.name)
		}
		return v.fallback, nil
	}
	value, err := v.convert(given)
	if err != nil {
		return cty.NilVal, fmt.Errorf("variable %s: %w", v.name, err)
	}
	if value.IsNull() && !v.nullable {
		return cty.NilVal, fmt.Errorf("variable %s must not be null", v.name)
	}
	return value, nil
}

// convert fills in the defaults of optional attributes, then converts to the
// declared type, in the order in which Terraform does it.
func (v *variable) convert(value cty.Value) (cty.Value, error) {
	if v.defaults != nil && !value.IsNull() {
		value = v.defaults.Apply(value)
	}
	return convert.Convert(value, v.constraint)
}
