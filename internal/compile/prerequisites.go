package compile

import (
	"errors"
	"fmt"
	"regexp"

	"cuelang.org/go/cue"
	"cuelang.org/go/encoding/yaml"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
)

// prerequisiteName is the form of a file's name: one name on every system.
var prerequisiteName = regexp.MustCompile(`^[a-z0-9][-a-z0-9_.]*\.yaml$`)

// prerequisites are constant, so CUE evaluates and prints them: a text of the README that
// has them through yaml.MarshalStream is the text of the file.
func (c *compiler) prerequisites() []*model.Prerequisite {
	all := c.src.lookup("prerequisites")
	if !all.Exists() {
		return nil
	}
	c.independent("prerequisites")
	files, err := supervise(cueLimits, Position(all.Pos()).File, func() ([]*model.Prerequisite, error) {
		fields, err := all.Fields()
		if err != nil {
			return nil, err
		}
		var files []*model.Prerequisite
		for fields.Next() {
			if f := c.prerequisite(fields.Selector().Unquoted(), fields.Value()); f != nil {
				files = append(files, f)
			}
		}
		return files, nil
	})
	if err != nil {
		c.cueError(err)
	}
	return files
}

// prerequisite is a file, or nil when it is refused.
func (c *compiler) prerequisite(name string, v cue.Value) *model.Prerequisite {
	if !prerequisiteName.MatchString(name) {
		c.report(v.Pos(), fmt.Sprintf("prerequisites has a file with the name %q", name), "write a name such as role.yaml: lower-case letters, digits, -, _ and ., and the extension yaml")
		return nil
	}
	if v.IncompleteKind() != cue.ListKind {
		c.report(v.Pos(), fmt.Sprintf("prerequisites[%q] is not a list", name), "write a list of objects, one for each document of the file: [{…}]")
		return nil
	}
	if err := v.Validate(cue.Concrete(true)); err != nil {
		c.report(v.Pos(), fmt.Sprintf("prerequisites[%q] has a value that is not known: %v", name, err), "write it")
		return nil
	}
	documents, _ := v.List()
	for documents.Next() {
		c.checkDocument(name, documents.Value())
	}
	documents, _ = v.List()
	text, err := yaml.EncodeStream(documents)
	if err != nil {
		c.cueError(err)
	}
	return &model.Prerequisite{Name: name, Text: text}
}

// checkDocument holds a document against the Kubernetes API when it is an object: when it has
// an apiVersion or a kind. Anything else, such as the values of a chart, is left to
// whatever reads it.
func (c *compiler) checkDocument(file string, v cue.Value) {
	left := maxConstant
	body, err := fromCUE(v, &left)
	if err != nil {
		c.report(v.Pos(), fmt.Sprintf("this document cannot be written: %v", err), "write whole numbers, strings, bools, lists and structs")
		return
	}
	document, ok := body.(model.Object)
	if !ok {
		c.report(v.Pos(), "this document is not a struct", "write an object, or the values of a chart")
		return
	}
	apiVersion, versioned := document.Get("apiVersion")
	kind, typed := document.Get("kind")
	switch {
	case !versioned && !typed:
		return
	case !versioned || !typed:
		c.report(v.Pos(), "this object has no apiVersion, or no kind", "write both; a document that is no object has neither")
		return
	}
	object := &model.KubernetesObject{Name: file, Body: model.NewLiteral(document), Pos: Position(v.Pos())}
	object.Body.Pos = object.Pos
	object.APIVersion, _ = apiVersion.(string)
	object.Kind, _ = kind.(string)
	c.diagnostics = append(c.diagnostics, kubernetes.Check(object, &model.Model{}, c.src.definitions)...)
}

// independent reports what depends on the input in a field at the top of the contract that is
// to be constant. CUE alone would take the defaults of the input.
func (c *compiler) independent(name string) {
	field := c.lookup(c.root, name)
	c.expand(field)
	for _, member := range field.arcs {
		for _, conj := range member.conjuncts {
			if conj.constraint {
				continue // such as [...{...}], which CUE holds the values against
			}
			if _, err := c.evaluated(conj.expr, conj.scope); errors.Is(err, errNotConstant) {
				c.report(conj.expr.Pos(), member.path()+" depends on the input", "write what holds for every input")
			}
		}
	}
}
