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
	for _, part := range []*model.Expr{o.If, o.Whole()} {
		for e := range part.All() {
			if e.Op == model.OpObjRef && e.Ref != o.Name {
				names = append(names, e.Ref)
			}
			if e.Op == model.OpLocal {
				names = append(names, p.referencesOf(e)...)
			}
		}
	}
	if o.Terraform != nil {
		names = append(names, o.Terraform.DependsOn...)
	}
	return names
}

// referencesOf are the objects that a local depends on.
func (p *printer) referencesOf(local *model.Expr) (names []string) {
	for e := range model.Reached(p.model.Local, local) {
		if e.Op == model.OpObjRef {
			names = append(names, e.Ref)
		}
	}
	return names
}
