package terraform

import (
	"time"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// resource prints the resource for one object of the contract.
func (p *printer) resource(file *hcl.Body, o *model.KubernetesObject) {
	name, ok := provider.ManagedBy(o.APIVersion, o.Kind)
	if !ok {
		p.refuse(o.Pos, "use one of the kinds that it has", "objects.%s: Terraform's Kubernetes provider has no resource for %s %s", o.Name, o.APIVersion, o.Kind)
		return
	}
	schema, _ := provider.Resource(name)
	s := p.scope()
	s.resource = o.Name
	p.comments = map[string]bool{}
	defer func() { p.comments = nil }()
	content := &hcl.Body{}
	lowering := &lowering{p: p}
	if o.Each != nil {
		s, lowering = s.repeated(content, o.Each)
	}
	if o.If != nil {
		exists := p.lower(o.If)
		content.Attribute("count", s.guarded(exists, hcl.Int(1), hcl.Int(0)))
		content.Gap()
		s = s.given(exists)
	}
	if name == provider.Manifest {
		content.Attribute("manifest", s.whole(lowering.expr(o.Body)))
	} else {
		b := &blockPrinter{p: p, schema: schema, path: "objects." + o.Name, pos: o.Pos, secret: o.Kind == "Secret", content: content}
		b.members(s, metadataFirst(s.membersOf(lowering.expr(o.Body))))
	}
	p.options(content, schema, o)
	file.Block(o.Doc, content, "resource", name, o.Name)
	p.moved(file, o, name)
}

// metadataFirst leaves out what the resource's type says already, and moves metadata to
// where readers of Terraform expect it.
func metadataFirst(members []member) []member {
	var first, rest []member
	for _, m := range members {
		switch m.name {
		case "apiVersion", "kind":
		case "metadata":
			first = append(first, m)
		default:
			rest = append(rest, m)
		}
	}
	return append(first, rest...)
}

// options prints what only Terraform needs: arguments of the provider, then
// meta-arguments.
func (p *printer) options(content *hcl.Body, schema *provider.Block, o *model.KubernetesObject) {
	options := o.Terraform
	if options == nil {
		return
	}
	content.Gap()
	timeouts := &hcl.Body{}
	for _, a := range options.Arguments {
		if nested := schema.Blocks["timeouts"]; nested != nil && nested.Attributes[a.Name] != nil {
			text, _ := a.Value.Value.(string)
			if d, err := time.ParseDuration(text); err != nil || d <= 0 {
				p.refuse(a.Pos, "write a duration such as "+a.Name+"=\"10m\"", "objects.%s: the timeout %s is no duration", o.Name, a.Name)
			}
			timeouts.Attribute(a.Name, p.constant(a.Value.Value))
			continue
		}
		attribute := schema.Attributes[a.Name]
		if attribute == nil || !attribute.Settable() {
			p.refuse(a.Pos, "correct or remove the argument", "objects.%s: its resource has no argument %s", o.Name, a.Name)
			continue
		}
		content.Attribute(a.Name, p.constant(a.Value.Value))
	}
	p.computedFields(content, o)
	if timeouts.String() != "" {
		content.Block("", timeouts, "timeouts")
	}
	p.dependsOnAttribute(content, o)
	p.lifecycle(content, schema, o)
}

func (p *printer) dependsOnAttribute(content *hcl.Body, o *model.KubernetesObject) {
	var addresses hcl.Tuple
	for _, name := range o.Terraform.DependsOn {
		other := p.objects[name]
		if other == nil || name == o.Name {
			p.refuse(o.Pos, "name another object", "objects.%s: depends_on names %s", o.Name, name)
			continue
		}
		if address, ok := p.address(other); ok {
			addresses = append(addresses, address)
		}
	}
	if len(addresses) > 0 {
		content.Gap()
		content.Commented("Must exist first, though nothing here refers to it.", "depends_on", addresses)
	}
}

// address is how other resources refer to an object's resource. An object without a
// resource is refused where it is printed.
func (p *printer) address(o *model.KubernetesObject) (hcl.Expr, bool) {
	name, ok := provider.ManagedBy(o.APIVersion, o.Kind)
	return hcl.Name(name + "." + o.Name), ok
}
