package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
)

// main is main.tf: locals, then a resource per object, then what records timestamps and
// the checks that warn. The outputs come first because they use locals and timestamps
// too.
func (p *printer) main() *hcl.Body {
	resources, warnings, timestamps, file := &hcl.Body{}, &hcl.Body{}, &hcl.Body{}, &hcl.Body{}
	for _, o := range p.model.Objects {
		p.resource(resources, o)
	}
	p.warnings(warnings)
	if locals := p.printLocals(); !locals.Empty() {
		file.Block("", locals, "locals")
	}
	p.timestamps(timestamps)
	file.Append(resources)
	file.Append(timestamps)
	file.Append(warnings)
	return file
}

// printLocals prints the locals that something refers to, from the last to the first,
// since a local refers only to those before it.
func (p *printer) printLocals() *hcl.Body {
	locals := &hcl.Body{Airy: true}
	for _, local := range slices.Backward(p.model.Locals) {
		if p.used[local.Name] {
			locals.Commented(local.Doc, local.Name, p.scope().expr(local.Value))
		}
	}
	locals.Reverse()
	return locals
}

// recordName notes a timestamp that some expression refers to.
func (p *printer) recordName(name string) {
	if !slices.Contains(p.recorded, name) {
		p.recorded = append(p.recorded, name)
	}
}

// timestamps prints a resource per recorded timestamp: one that keeps its first value
// through all later changes.
func (p *printer) timestamps(file *hcl.Body) {
	for _, name := range p.recorded {
		lifecycle := &hcl.Body{}
		lifecycle.Attribute("ignore_changes", hcl.Tuple{hcl.Name("input")})
		content := &hcl.Body{}
		content.Attribute("input", call("timestamp"))
		content.Block("", lifecycle, "lifecycle")
		file.Block("Recorded at the first apply, and never changed.", content, "resource", "terraform_data", name)
	}
}

// warnings prints a check block per warning that has one: Terraform tells it and goes on.
func (p *printer) warnings(file *hcl.Body) {
	for _, w := range p.model.Warnings {
		if w.Unchecked {
			continue
		}
		s := p.scope()
		assert := &hcl.Body{}
		assert.Attribute("condition", s.expr(not(w.When)))
		assert.Attribute("error_message", s.message(withStop(w.Message)))
		content := &hcl.Body{}
		content.Block("", assert, "assert")
		file.Block("", content, "check", w.Name)
	}
}
