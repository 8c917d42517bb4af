package template

import (
	"slices"
	"strings"

	hclv2 "github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// versions is versions.tf where the contract has no terraform block: without the source of Coder's provider
// Terraform looks for one of its own. Presets have icons and descriptions since 2.9.
func (p *printer) versions() {
	for _, f := range p.template.Files {
		for _, kind := range f.Body.Fields {
			if kind.Name == "terraform" {
				return
			}
		}
	}
	of := func(source, version string) hcl.Expr {
		return hcl.Object{Members: []hcl.Member{{Key: hcl.String("source"), Value: hcl.String(source)}, {Key: hcl.String("version"), Value: hcl.String(version)}}}
	}
	providers := &hcl.Body{}
	providers.Attribute("coder", of("coder/coder", "~> 2.9"))
	providers.Attribute("kubernetes", of("hashicorp/kubernetes", "~> 3.0"))
	content := &hcl.Body{}
	content.Attribute("required_version", hcl.String(">= 1.9"))
	content.Block("", providers, "required_providers")
	p.file("versions.tf").Block("", content, "terraform")
}

// finished are the files as they are written, which are parsed once more: what the contract writes itself
// and what is printed share names.
func (p *printer) finished(names []string) (files []terraform.File) {
	seen := map[string]bool{}
	coder := false
	for _, name := range names {
		text := hclwrite.Format([]byte(p.files[name].String()))
		if strings.TrimSpace(string(text)) == "" {
			continue
		}
		files = append(files, terraform.File{Name: name, Content: text})
		file, diags := hclsyntax.ParseConfig(text, name, hclv2.InitialPos)
		if diags.HasErrors() {
			p.refuse(p.template.Pos, "", "%s cannot be written: %s", name, diags[0].Error())
			continue
		}
		for _, block := range file.Body.(*hclsyntax.Body).Blocks {
			for _, address := range addresses(block) {
				if seen[address] {
					p.refuse(p.template.Pos, "give one of them another name", "there are two of %s", address)
				}
				seen[address] = true
			}
			coder = coder || namesCoder(block)
		}
	}
	if !coder {
		p.refuse(p.template.Pos, `write coder: {source: "coder/coder", version: "~> 2.9"} in terraform: required_providers`, "nothing says that the provider coder is coder/coder")
	}
	return files
}

// addresses are what a block declares, and what Coder knows a parameter by.
func addresses(block *hclsyntax.Block) (all []string) {
	switch block.Type {
	case "locals":
		for _, name := range sorted(block.Body.Attributes) {
			all = append(all, "local."+name)
		}
	case "variable", "output", "module", "data", "resource":
		all = append(all, strings.Join(append([]string{block.Type}, block.Labels...), "."))
	}
	if name := block.Body.Attributes["name"]; name != nil && block.Type == "data" && block.Labels[0] == parameterType {
		if text, ok := constantText(name.Expr); ok {
			all = append(all, "the parameter "+text)
		}
	}
	return all
}

// constantText is an expression that is a text without references.
func constantText(e hclv2.Expression) (string, bool) {
	v, diags := e.Value(nil)
	if diags.HasErrors() || v.IsNull() || v.Type() != cty.String {
		return "", false
	}
	return v.AsString(), true
}

// namesCoder reports whether a terraform block says where Coder's provider comes from.
func namesCoder(block *hclsyntax.Block) bool {
	for _, providers := range block.Body.Blocks {
		if coder := providers.Body.Attributes["coder"]; coder != nil && block.Type == "terraform" && providers.Type == "required_providers" {
			pairs, _ := hclv2.ExprMap(coder.Expr)
			return slices.ContainsFunc(pairs, func(pair hclv2.KeyValuePair) bool {
				source, ok := constantText(pair.Value)
				return ok && hclv2.ExprAsKeyword(pair.Key) == "source" && strings.HasSuffix(source, "coder/coder")
			})
		}
	}
	return false
}
