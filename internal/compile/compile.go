// Package compile turns a contract written in CUE into a [model.Model].
//
// What goes in is a directory of CUE files that follow the conventions of a
// contract: #Input, input, objects, outputs, warnings and readme. What comes out is
// the model, or a list of diagnostics with positions in the CUE files.
//
// CUE itself decides whether the contract is valid. What it does not offer is the
// comprehensions and expressions over an input that is not known yet, so this package
// evaluates the syntax tree symbolically: it unifies struct literals, follows
// references and unrolls loops over constants as CUE does, and keeps as expressions
// what depends on the input. A construct that has no exact counterpart in Terraform
// is an error that says what to write instead.
package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Compile compiles the contract in dir. The error is a [model.Diagnostics].
func Compile(dir string) (*model.Model, error) {
	files, err := readFiles(dir)
	if err != nil {
		return nil, err
	}
	return compileFiles(dir, files)
}

func compileFiles(dir string, files []content) (*model.Model, error) {
	src, err := loadSource(dir, files)
	if err != nil {
		return nil, err
	}
	c := newCompiler(src)
	m := c.contract()
	if len(c.diagnostics) == 0 {
		c.checkShapes(m)
	}
	if len(c.diagnostics) == 0 {
		c.checkSecrets(m)
	}
	if len(c.diagnostics) > 0 {
		return nil, c.sorted()
	}
	return m, nil
}

// compiler is the state of compiling one contract.
type compiler struct {
	src         *source
	root        *vertex
	inputs      *vertex // #Input
	inputType   *model.Type
	locals      map[*vertex]*local
	order       []*local // locals in the order in which they can be evaluated
	diagnostics model.Diagnostics
	reported    map[string]bool // the diagnostics in words
	// readableLocals tells which locals show a sensitive input.
	readableLocals map[string]bool
	depth          int
	work           int            // steps so far, see spend
	unordered      int            // > 0 inside of a function to which the order of a list does not matter
	vars           map[string]int // how often a comprehension variable's name was taken
}

// local is a top-level hidden field that an expression refers to.
type local struct {
	top   *vertex
	name  string
	value *value // nil while it is being compiled
	model *model.Local
}

func newCompiler(src *source) *compiler {
	c := &compiler{src: src, locals: map[*vertex]*local{}, vars: map[string]int{}, reported: map[string]bool{}, readableLocals: map[string]bool{}}
	c.root = &vertex{}
	for _, f := range src.files {
		c.root.add(conjunct{expr: &ast.StructLit{Elts: f.Decls}, scope: &scope{file: f}})
	}
	return c
}

// contract compiles all parts of the contract.
func (c *compiler) contract() *model.Model {
	m := &model.Model{Digest: c.src.digest, Name: c.src.name, Doc: c.src.doc}
	c.expandRoot()
	if c.inputType == nil {
		return m
	}
	m.Inputs = c.inputType.Fields
	c.checkInputs(m.Inputs)
	m.Checks = c.checks()
	m.Objects = c.objects()
	m.Outputs = c.outputs()
	m.Warnings = c.warnings()
	m.Readme = c.readme()
	for _, l := range c.order {
		m.Locals = append(m.Locals, l.model)
	}
	return m
}

// expandRoot expands the contract: first the fields that are written out, #Input
// among them, then the comprehensions, whose conditions refer to inputs and locals.
// Those locals are compiled again when all of the contract has been seen.
func (c *compiler) expandRoot() {
	c.root.state = expanding
	x := &expansionOf{compiler: c, v: c.root}
	for _, conj := range c.root.conjuncts {
		x.unify(conj)
	}
	c.inputs = c.root.arc("#Input")
	if c.inputs == nil || c.root.arc("input") == nil {
		c.report(c.src.start, "the contract has no #Input or no input", "write #Input: {…} with a field for each input, and input: #Input")
		return
	}
	c.writtenOut(c.inputs, "write each input with its own key, or embed a definition: {#Common, …}")
	for _, conj := range c.root.arc("input").conjuncts {
		if c.reference(conj.expr, conj.scope) != c.inputs || len(conj.guards) > 0 || conj.constraint {
			c.report(conj.expr.Pos(), "input is more than #Input", "write input: #Input, and what limits it inside #Input")
		}
	}
	if !c.inputs.isStruct() || !c.inputs.defined() {
		c.report(c.inputs.pos(), "#Input is not a struct", "write #Input: {…} with a field for each input")
	}
	for _, leaf := range c.root.leaves {
		c.report(leaf.expr.Pos(), "an expression stands at the top of the contract", "write it as the value of a field, or remove it")
	}
	c.inputType = c.inputObject(c.inputs)
	x.finish()
	c.root.state = expanded
	early := c.order
	c.locals, c.order = map[*vertex]*local{}, nil
	for _, l := range early {
		c.local(l.top)
	}
}

// section is a struct at the top of the contract, or nil when it is not there.
func (c *compiler) section(name string) *vertex {
	field := c.lookup(c.root, name)
	if field == nil {
		return nil
	}
	c.expand(field)
	if !field.isStruct() || !field.defined() {
		c.report(field.pos(), name+" is not a struct", "write "+name+": {…}, or leave it out")
	}
	return field
}

// objects compiles objects, in the order in which they are applied.
func (c *compiler) objects() []*model.KubernetesObject {
	field := c.section("objects")
	if field == nil {
		return nil
	}
	c.writtenOut(field, "write each object with its own key, inside an if where it is not always there")
	var objects []*model.KubernetesObject
	for _, arc := range c.fields(field) {
		if o := c.object(arc); o != nil {
			objects = append(objects, o)
		}
	}
	slices.SortStableFunc(objects, func(a, b *model.KubernetesObject) int {
		return kubernetes.Order(a.Kind) - kubernetes.Order(b.Kind)
	})
	return objects
}

// writtenOut reports fields whose labels depend on the input, where Terraform needs a
// name for each.
func (c *compiler) writtenOut(v *vertex, detail string) {
	c.expand(v)
	for _, d := range v.dynamic {
		c.report(d.field.Pos(), "the keys of "+v.path()+" depend on the input", detail)
	}
	for _, leaf := range v.leaves {
		if !c.isConstraint(leaf) {
			c.report(leaf.expr.Pos(), "the fields of "+v.path()+" cannot be taken from elsewhere", detail)
		}
	}
}

func (c *compiler) object(v *vertex) *model.KubernetesObject {
	exists, within := c.existence(v, nil)
	body := c.value(v, within)
	if body.expr.Op != model.OpObject {
		c.report(v.pos(), "objects."+v.label+" is not an object", "write its apiVersion, kind and metadata as fields")
		return nil
	}
	return &model.KubernetesObject{
		Name:       v.label,
		Doc:        v.doc(),
		APIVersion: c.constantField(v, body.expr, "apiVersion"),
		Kind:       c.constantField(v, body.expr, "kind"),
		If:         exists,
		Body:       body.expr,
		Terraform:  c.resourceOptions(v),
		Pos:        position(v.pos()),
	}
}

// constantField is the string that a field of an object's body must have whatever
// the input is.
func (c *compiler) constantField(v *vertex, body *model.Expr, name string) string {
	for _, e := range body.Elems {
		if e.Key == nil || e.Key.Op != model.OpLiteral || e.Key.Value.Value != name {
			continue
		}
		if e.Value.Op == model.OpLiteral && len(e.Clauses) == 0 {
			s, _ := e.Value.Value.Value.(string)
			return s
		}
	}
	c.report(v.pos(), "objects."+v.label+" has no constant "+name, "an object's "+name+" cannot depend on the input; write two objects, each inside its own if")
	return ""
}

func (c *compiler) outputs() []*model.Output {
	field := c.section("outputs")
	if field == nil {
		return nil
	}
	c.writtenOut(field, "write each output with its own key; one of them can be a map")
	var outputs []*model.Output
	for _, arc := range c.fields(field) {
		exists, within := c.existence(arc, nil)
		if exists != nil {
			c.report(arc.pos(), "outputs."+arc.label+" is inside an if", "an output always exists; write [if c {value}, null][0]")
		}
		outputs = append(outputs, &model.Output{
			Name: arc.label, Doc: arc.doc(), Value: c.value(arc, within).expr, Pos: position(arc.pos()),
		})
	}
	return outputs
}

func (c *compiler) warnings() []*model.Warning {
	field := c.section("warnings")
	if field == nil {
		return nil
	}
	c.writtenOut(field, "write each warning with its own key")
	var warnings []*model.Warning
	for _, arc := range c.fields(field) {
		when, message := c.lookup(arc, "when"), c.lookup(arc, "message")
		if when == nil || message == nil {
			c.report(arc.pos(), "warnings."+arc.label+" lacks when or message", "write {when: condition, message: \"…\"}")
			continue
		}
		warnings = append(warnings, &model.Warning{
			Name:    arc.label,
			When:    c.want(model.Bool, c.value(when, nil), when.pos()).expr,
			Message: c.want(model.String, c.value(message, nil), message.pos()).expr,
			Pos:     position(arc.pos()),
		})
	}
	return warnings
}

// readme is constant, so CUE evaluates it.
func (c *compiler) readme() []*model.Section {
	v := c.src.lookup("readme")
	if !v.Exists() {
		return nil
	}
	sections, err := supervise(cueLimits, position(v.Pos()).File, func() (sections []*model.Section, err error) {
		err = v.Decode(&sections)
		return sections, err
	})
	if err != nil {
		c.cueError(err)
	}
	return sections
}

// checkShapes holds the objects against the Kubernetes API.
func (c *compiler) checkShapes(m *model.Model) {
	for _, o := range m.Objects {
		c.diagnostics = append(c.diagnostics, kubernetes.Check(o, m.Locals)...)
	}
}
