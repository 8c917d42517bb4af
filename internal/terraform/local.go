package terraform

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// mainFile has what belongs to no other file: the locals that several of them use, and
// the checks that warn.
const mainFile = "main.tf"

// variablesFile has the variables, and the locals that these alone refer to.
const variablesFile = "variables.tf"

// reservedFiles are the names of files that have something else in them.
var reservedFiles = []string{"variables", "outputs", "versions"}

// content are the files with resources and locals, by name: main.tf, and a file for each
// file of the contract that has objects, if there are several of those.
func (p *printer) content() bodies {
	resources, warnings, timestamps := map[string]*hcl.Body{}, &hcl.Body{}, &hcl.Body{}
	for _, o := range p.model.Objects {
		p.printing = p.fileOf(o)
		if resources[p.printing] == nil {
			resources[p.printing] = &hcl.Body{}
		}
		p.resource(resources[p.printing], o)
	}
	p.printing = mainFile
	p.warnings(warnings)
	files := p.printLocals()
	for name, body := range resources {
		files.of(name).Append(body)
	}
	p.timestamps(timestamps)
	files.of(mainFile).Append(timestamps)
	files.of(mainFile).Append(warnings)
	return files
}

// bodies are files by name.
type bodies map[string]*hcl.Body

// of is the file of a name, which is made when it is not there.
func (b bodies) of(name string) *hcl.Body {
	if b[name] == nil {
		b[name] = &hcl.Body{}
	}
	return b[name]
}

// fileOf is the file of an object: the one named after the contract's file that it is in, in lower
// case, because there are file systems on which Main.tf is main.tf. Terraform merges override.tf,
// and what ends like it, into other files, which it may not be.
func (p *printer) fileOf(o *model.KubernetesObject) string {
	several := slices.ContainsFunc(p.model.Objects, func(other *model.KubernetesObject) bool { return other.Pos.File != o.Pos.File })
	subject := strings.ToLower(strings.TrimSuffix(path.Base(filepath.ToSlash(o.Pos.File)), ".cue"))
	if !several || subject == "" || slices.Contains(reservedFiles, subject) || strings.HasSuffix("_"+subject, "_override") {
		return mainFile
	}
	return subject + ".tf"
}

// local is a local with its value, which is lowered once.
func (p *printer) local(name string) *typed.Local {
	if local := p.lowered[name]; local != nil || p.locals[name] == nil {
		return local
	}
	p.lowered[name] = typed.NewLocal(name, typed.Null) // a local cannot refer to itself
	p.lowered[name] = typed.NewLocal(name, p.lower(p.locals[name].Value))
	return p.lowered[name]
}

// use notes that the file that is being printed refers to a local.
func (p *printer) use(local string) {
	if p.used[local] == nil {
		p.used[local] = map[string]bool{}
	}
	p.used[local][p.printing] = true
}

// printLocals prints the locals that something refers to, each in the file that does, or
// in main.tf when several do. It goes from the last to the first, since a local refers
// only to those before it.
func (p *printer) printLocals() bodies {
	locals := bodies{}
	for _, local := range slices.Backward(p.model.Locals) {
		if len(p.used[local.Name]) == 0 {
			continue
		}
		p.printing = p.home(local.Name)
		locals.of(p.printing).Commented(local.Doc, local.Name, p.scope().expr(p.local(local.Name).Value))
	}
	p.printTexts(locals)
	files := bodies{}
	for name, body := range locals {
		body.Airy = true
		body.Reverse()
		files.of(name).Block("", body, "locals")
	}
	return files
}

// home is the file of a local: the only one that refers to it, or main.tf.
func (p *printer) home(local string) string {
	if len(p.used[local]) == 1 {
		for file := range p.used[local] {
			return file
		}
	}
	return mainFile
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
		lifecycle.Commented("timestamp() is another one in each run.", "ignore_changes", hcl.Tuple{hcl.Name("input")})
		content := &hcl.Body{}
		content.Attribute("input", call("timestamp"))
		content.Block("", lifecycle, "lifecycle")
		file.Block(recordedDoc, content, "resource", "terraform_data", name)
	}
}

const recordedDoc = "Recorded at the first apply, and never changed."

// warnings prints a check block per warning that has one: Terraform reports it and goes on.
func (p *printer) warnings(file *hcl.Body) {
	for _, w := range p.model.Warnings {
		if w.Unchecked {
			continue
		}
		s := p.scope()
		holds := s.expr(typed.Negate(p.lower(w.When)))
		if always, ok := holds.(hcl.Bool); ok && bool(always) { // nothing is warned about, and Terraform refuses a condition that refers to nothing
			continue
		}
		assert := &hcl.Body{}
		assert.Attribute("condition", holds)
		assert.Attribute("error_message", s.expr(message(typed.Facts{}, withStop(p.lower(w.Message)))))
		content := &hcl.Body{}
		content.Block("", assert, "assert")
		file.Block(w.Doc, content, "check", w.Name)
	}
}
