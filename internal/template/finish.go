package template

import (
	"strings"

	hclv2 "github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/terraform"
)

// The provider for Coder, and the versions of it that have all that is printed here: presets have a
// default since 2.8, icons and descriptions since 2.9.
const (
	coderSource  = "coder/coder"
	coderVersion = "~> 2.9"
)

// requirements is versions.tf, unless the contract has a terraform block, which then has to say where Coder's
// provider comes from: without that Terraform looks for one of its own.
func (p *printer) requirements() {
	for _, f := range p.template.Files {
		if own := f.Body.At("terraform"); own != nil {
			if coder := own.At("required_providers", "coder"); coder == nil || !strings.HasSuffix(text(coder, "source"), coderSource) {
				p.refuse(own.Pos, `write coder: {source: "coder/coder", version: "~> 2.9"} in required_providers`, "nothing says that the provider coder is coder/coder")
			}
			return
		}
	}
	p.file("versions.tf").Block("", terraform.Requirements(terraform.Provider{Name: "coder", Source: coderSource, Version: coderVersion}), "terraform")
}

// finished are the files as they are written. They are parsed for names that are there twice: the variables of
// inputs bring locals of their own, and Coder tells parameters apart by another name than Terraform.
func (p *printer) finished(names []string) (files []terraform.File) {
	seen := map[string]bool{}
	for _, name := range names {
		if p.files[name].Empty() {
			continue
		}
		f, err := terraform.Format(name, p.files[name])
		if err != nil {
			p.refuse(p.template.Pos, "", "%v", err)
			continue
		}
		files = append(files, f)
		file, _ := hclsyntax.ParseConfig(f.Content, name, hclv2.InitialPos)
		for _, block := range file.Body.(*hclsyntax.Body).Blocks {
			for _, address := range addresses(block) {
				if seen[address] {
					p.refuse(p.template.Pos, "give one of them another name", "there are two of %s", address)
				}
				seen[address] = true
			}
		}
	}
	return files
}

// addresses are the locals that a block declares, or the parameter.
func addresses(block *hclsyntax.Block) (all []string) {
	if block.Type == "locals" {
		for _, name := range sorted(block.Body.Attributes) {
			all = append(all, "local."+name)
		}
	}
	name := block.Body.Attributes["name"]
	if name == nil || block.Type != "data" || block.Labels[0] != parameterType {
		return all
	}
	if v, diags := name.Expr.Value(nil); !diags.HasErrors() && v.Type() == cty.String && !v.IsNull() {
		all = append(all, "the parameter "+v.AsString())
	}
	return all
}
