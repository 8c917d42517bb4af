package terraform

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// reservedVariables are the names that Terraform keeps for the arguments and blocks of a
// module call (moduleBlockSchema in its internal/configs): a caller could not set a
// variable that has one of them, so that "terraform init" refuses it.
var reservedVariables = []string{
	"count", "depends_on", "for_each", "ignore_nested_deprecations", "lifecycle", "locals", "provider", "providers", "source", "version",
}

// IsReserved reports whether Terraform keeps a name for module blocks, so that no variable of a
// module has it.
func IsReserved(name string) bool { return slices.Contains(reservedVariables, name) }

const namesOfIdentifiers = "use letters, digits, _ and -, and begin with a letter"

// refuseNames refuses the names of the contract that are none in Terraform.
func (p *printer) refuseNames() {
	for _, f := range p.model.Inputs {
		if name := f.Variable(); IsReserved(name) {
			p.refuse(f.Pos, "rename the input, for example app_"+name, "Terraform keeps the name %s for module blocks: no variable can have it", name)
		}
		p.refuseAttributes(f.Name, f.Type)
	}
	for _, l := range p.model.Locals {
		p.refuseName(l.Pos, "the hidden field becomes the local", l.Name)
	}
	for _, o := range p.model.Objects {
		p.refuseName(o.Pos, "objects has the key", o.Name)
	}
	for _, o := range p.model.Outputs {
		p.refuseName(o.Pos, "outputs has the key", o.Name)
	}
	for _, w := range p.model.Warnings {
		p.refuseName(w.Pos, "warnings has the key", w.Name)
	}
}

func (p *printer) refuseName(pos model.Position, what, name string) {
	if !hclsyntax.ValidIdentifier(name) {
		p.refuse(pos, namesOfIdentifiers, "%s %q, which is no name in Terraform", what, name)
	}
}

// refuseAttributes refuses attributes that Terraform's language for types cannot write:
// object({for = string}) begins a for expression.
func (p *printer) refuseAttributes(path string, t *model.Type) {
	if t.Elem != nil {
		p.refuseAttributes(path, t.Elem)
	}
	for _, f := range t.Fields {
		if !hclsyntax.ValidIdentifier(f.Name) || f.Name == "for" {
			p.refuse(f.Pos, namesOfIdentifiers+", and not for; or write a map: {[string]: …}", "%s has the attribute %q, which is no name in Terraform", path, f.Name)
		}
		p.refuseAttributes(path+"."+f.Name, f.Type)
	}
}

// keywords begin a reference or mean something else in an expression.
var keywords = []string{
	"var", "local", "each", "count", "self", "path", "terraform", "data", "module", "terraform_data",
	"for", "in", "if", "null", "true", "false",
}

// fresh is a name for a variable of a for expression that nothing else in scope has. It
// is name itself if that is free.
func (s *scope) fresh(name string) string {
	name = identifier(name)
	for s.taken(name) {
		name += "_"
	}
	return name
}

func (s *scope) taken(name string) bool {
	for variable, e := range s.vars {
		if variable.Name == name || e == hcl.Name(name) {
			return true
		}
	}
	return s.reserved(name)
}

// reserved reports whether a variable called name would hide something that the module
// refers to: resources, and the iterators of dynamic blocks.
func (s *scope) reserved(name string) bool {
	return slices.Contains(keywords, name) || slices.Contains(s.iterators, name) || strings.HasPrefix(name, "kubernetes_")
}

// identifier replaces what an identifier of CUE has and one of HCL has not.
func identifier(name string) string {
	name = strings.Map(func(r rune) rune {
		if !hclsyntax.ValidIdentifier("a" + string(r)) {
			return '_'
		}
		return r
	}, name)
	if !hclsyntax.ValidIdentifier(name) {
		return "_" + name
	}
	return name
}

// nth is the name of a loop's variable at a depth: a letter, from the second round on with its
// number.
func nth(letters string, depth int) string {
	name := letters[depth%len(letters):][:1]
	if round := depth / len(letters); round > 0 {
		name += strconv.Itoa(round + 1)
	}
	return name
}
