package terraform

import "github.com/base-k8s/base-k8s/internal/model"

// dependsOn reports whether an expression mentions an input, directly or through locals.
func (p *printer) dependsOn(e *model.Expr, input string) bool {
	for x := range model.Reached(p.model.Local, e) {
		if x.IsInput() && x.Name == input {
			return true
		}
	}
	return false
}
