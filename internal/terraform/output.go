package terraform

import "github.com/base-k8s/base-k8s/internal/hcl"

// outputs is outputs.tf.
func (p *printer) outputs() *hcl.Body {
	file := &hcl.Body{}
	for _, o := range p.model.Outputs {
		content := &hcl.Body{}
		if o.Doc != "" {
			content.Attribute("description", description("", o.Doc, nil))
		}
		content.Commented(o.ValueDoc, "value", p.scope().whole(p.lower(o.Value)))
		file.Block("", content, "output", o.Name)
	}
	return file
}
