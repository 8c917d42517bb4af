package terraform

// outputs is outputs.tf.
func (p *printer) outputs() *body {
	file := &body{}
	for _, o := range p.model.Outputs {
		content := &body{}
		if o.Doc != "" {
			content.attribute("description", description("", o.Doc, nil))
		}
		content.attribute("value", p.scope().value(o.Value))
		file.block("", "output "+quoted(o.Name), content)
	}
	return file
}
