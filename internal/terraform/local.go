package terraform

import "slices"

// main is main.tf: locals, then a resource per object, then what records timestamps and
// the checks that warn. The outputs come first because they use locals and timestamps
// too.
func (p *printer) main() *body {
	resources, warnings, timestamps, file := &body{}, &body{}, &body{}, &body{}
	for _, o := range p.model.Objects {
		p.resource(resources, o)
	}
	p.warnings(warnings)
	if locals := p.printLocals(); len(locals.items) > 0 {
		file.block("", "locals", locals)
	}
	p.timestamps(timestamps)
	file.items = slices.Concat(file.items, resources.items, timestamps.items, warnings.items)
	return file
}

// printLocals prints the locals that something refers to, from the last to the first,
// since a local refers only to those before it.
func (p *printer) printLocals() *body {
	var items []item
	for _, local := range slices.Backward(p.model.Locals) {
		if !p.used[local.Name] {
			continue
		}
		value := p.scope().value(local.Value)
		text := comment(local.Doc) + local.Name + " = " + value.closed(false) + "\n"
		items = append(items, item{text: text, apart: local.Doc != "" || value.multiline()})
	}
	slices.Reverse(items)
	return &body{items: items}
}

// recordName notes a timestamp that some expression refers to.
func (p *printer) recordName(name string) {
	if !slices.Contains(p.recorded, name) {
		p.recorded = append(p.recorded, name)
	}
}

// timestamps prints a resource per recorded timestamp: one that keeps its first value
// through all later changes.
func (p *printer) timestamps(file *body) {
	for _, name := range p.recorded {
		lifecycle := &body{}
		lifecycle.attribute("ignore_changes", postfix("[input]"))
		content := &body{}
		content.attribute("input", postfix("timestamp()"))
		content.block("", "lifecycle", lifecycle)
		file.block("Recorded at the first apply, and never changed.", `resource "terraform_data" `+quoted(name), content)
	}
}

// warnings prints a check block per warning that has one: Terraform tells it and goes on.
func (p *printer) warnings(file *body) {
	for _, w := range p.model.Warnings {
		if w.Unchecked {
			continue
		}
		s := p.scope()
		assert := &body{}
		assert.attribute("condition", s.expr(not(w.When)))
		assert.attribute("error_message", s.message(withStop(w.Message)))
		content := &body{}
		content.block("", "assert", assert)
		file.block("", "check "+quoted(w.Name), content)
	}
}
