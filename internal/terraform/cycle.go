package terraform

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// refuseCycles refuses objects that refer to each other: Terraform makes one resource
// after the other.
func (p *printer) refuseCycles() {
	done := map[string]bool{}
	for _, o := range p.model.Objects {
		p.visit(o.Name, nil, done)
	}
}

func (p *printer) visit(name string, trail []string, done map[string]bool) {
	if i := slices.Index(trail, name); i >= 0 {
		cycle := append(slices.Clone(trail[i:]), name)
		p.refuse(p.objects[name].Pos, "write the name out in one of them instead of referring to the object",
			"objects that refer to each other cannot be made one after the other: %s", strings.Join(cycle, " → "))
	}
	o := p.objects[name]
	if o == nil || done[name] || slices.Contains(trail, name) {
		return
	}
	for _, next := range p.references(o) {
		p.visit(next, append(trail, name), done)
	}
	done[name] = true
}

// references are the objects that an object's resource depends on. Its own name, where
// it is used directly, is no reference.
func (p *printer) references(o *model.KubernetesObject) []string {
	var names []string
	seen := map[string]bool{}
	var collect func(e *model.Expr, own string)
	collect = func(e *model.Expr, own string) {
		anyExpr(e, func(e *model.Expr) bool {
			switch {
			case e.Op == model.OpObjRef && e.Ref != own:
				names = append(names, e.Ref)
			case e.Op == model.OpLocal && !seen[e.Name] && p.locals[e.Name] != nil:
				seen[e.Name] = true
				collect(p.locals[e.Name].Value, "")
			}
			return false
		})
	}
	collect(o.If, o.Name)
	collect(o.Body, o.Name)
	if o.Terraform != nil {
		names = append(names, o.Terraform.DependsOn...)
	}
	return names
}
