// Package compile turns a contract written in CUE into a [model.Model].
//
// What goes in is a directory of CUE files that follow the conventions of a
// contract: #Input, input, objects, outputs, warnings, readme, prerequisites, template, version,
// release and callers. What comes out is the model, or a list of diagnostics with positions in the CUE files.
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
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Compile compiles the contract in dir. The error is a [model.Diagnostics].
func Compile(dir string) (*model.Model, error) { return CompileAs(dir, dir) }

// CompileAs is Compile for a directory that positions and messages call by another name:
// one that holds a copy.
func CompileAs(dir, name string) (*model.Model, error) {
	files, err := openContract(dir, name)
	if err != nil {
		return nil, err
	}
	return compileFiles(files)
}

func compileFiles(files *contractFiles) (*model.Model, error) {
	src, err := loadSource(files)
	if err != nil {
		return nil, err
	}
	c := newCompiler(src)
	m := c.contract()
	if len(c.diagnostics) == 0 {
		c.unusedAttributes()
		c.checkShapes(m)
	}
	valid := len(c.diagnostics) == 0
	if valid {
		c.checkEffects(m)
	}
	c.src.nameBroken(c.diagnostics)
	if valid {
		c.checkSecrets(m)
		c.checkPromises(m)
	}
	if len(c.diagnostics) > 0 {
		return nil, c.sorted()
	}
	describeSubjects(m)
	return m, nil
}

// compiler is the state of compiling one contract.
type compiler struct {
	src         *source
	packages    map[*build.Instance]*pkg
	root        *vertex // of the contract's own
	inputs      *vertex // #Input
	inputType   *model.Type
	fixedInputs []*model.FixedInput // fields of #Input that are not of the type
	locals      map[*vertex]*local
	order       []*local // locals in the order in which they can be evaluated
	diagnostics model.Diagnostics
	reported    map[string]bool // the diagnostics in words
	// readableLocals has where a local shows a sensitive input; nil for one that does not.
	readableLocals  map[string][]model.Position
	secretMerges    model.Diagnostics             // see impliedCheck
	attributes      map[*ast.Attribute][]argument // that have been asked for
	formerKeys      map[string]token.Pos          // of objects, see moved
	open            map[*vertex]bool              // what is known to depend on the input
	depth           int
	trail           []any           // the expressions and vertices that are being compiled, see origin
	reached         []*vertex       // see reach
	context         []*model.Clause // what leads to what is being compiled, see under
	owner           *vertex         // the vertex with a path that is being compiled
	required        []*requirement
	readmitted      map[*model.Type]bool        // see isReadmitted
	blocks          map[string]string           // what the patterns of CIDR blocks mean, in words
	spreads         map[*model.Expr]*model.Type // of the values whose members are spread in an object
	fallbacks       map[*model.Element]bool     // the members and elements that are inputs with defaults, or fallbacks
	sink            *[]*requirement             // where constraints go: required, or a local's
	effects         []*effectPromise
	repeated        []*eachObject               // objects, see repeatedObjects
	repeatedFields  int                         // how many fields of objects have been looked at for them
	around          []*model.Clause             // the loops around the vertex that is being expanded
	elements        map[*model.For]*model.Type  // what the loops go through
	oneKeys         map[*model.Element]*oneKey  // see sameMemberForOneKey
	givenForKeys    map[*model.Expr]*model.Expr // the attributes of elements that values stand for, see givenForKey
	own             []*model.Check              // the rules of #Input, once they are compiled
	onePerKey       []*model.Check              // see sameForOneKey
	work            int                         // steps so far, see spend
	texts           map[*vertex]*namedText      // the constant ones among the hidden fields at the top
	notes           *[]string                   // of what is written out in the line that is being compiled, see note
	unordered       bool                        // inside of a function to which the order of a list does not matter
	typeRules       map[*model.Type][]inputRule
	dependentBounds []*dependentBound
	unions          map[*model.Field]*union // by the attributes of their types
	part            bool                    // only a part is taken of what is compiled next, see partOf
}

// local is a top-level hidden field that an expression refers to.
type local struct {
	top   *vertex
	name  string
	value *value // nil while it is being compiled
	model *model.Local
	// required are the constraints inside of it, which hold where it is used.
	required []*requirement
	resolved bool // uses of other locals have been replaced by what those require
}

func newCompiler(src *source) *compiler {
	c := &compiler{
		src:            src,
		packages:       map[*build.Instance]*pkg{},
		locals:         map[*vertex]*local{},
		reported:       map[string]bool{},
		readableLocals: map[string][]model.Position{},
		attributes:     map[*ast.Attribute][]argument{},
		formerKeys:     map[string]token.Pos{},
		open:           map[*vertex]bool{},
		readmitted:     map[*model.Type]bool{},
		blocks:         map[string]string{},
		spreads:        map[*model.Expr]*model.Type{},
		fallbacks:      map[*model.Element]bool{},
		elements:       map[*model.For]*model.Type{},
		oneKeys:        map[*model.Element]*oneKey{},
		givenForKeys:   map[*model.Expr]*model.Expr{},
		texts:          map[*vertex]*namedText{},
		typeRules:      map[*model.Type][]inputRule{},
		unions:         map[*model.Field]*union{},
	}
	c.sink = &c.required
	c.root = c.openPackage(src.instance, false).root
	return c
}

// contract compiles all parts of the contract.
func (c *compiler) contract() *model.Model {
	m := &model.Model{Format: model.Format, Digest: c.src.digest, Name: c.src.name, Doc: c.src.doc}
	c.expandRoot()
	if c.inputType == nil {
		return m
	}
	m.Inputs, m.Fixed = c.inputType.Fields, c.fixedInputs
	c.checkInputs(m.Inputs)
	c.own = slices.Concat(c.boundChecks(), c.checks(), c.inputRules())
	m.Objects = c.objects()
	m.Outputs = c.outputs()
	m.Warnings = c.warnings()
	m.Readme = c.readme()
	around := &model.Surroundings{Prerequisites: c.prerequisites(), Template: c.template(), CustomKinds: c.customKinds(m.Objects)}
	c.release(around)
	around.Callers = c.callers()
	m.Around = around
	m.Checks = slices.Concat(c.own, c.requirements(), c.onePerKey)
	if len(c.diagnostics) == 0 {
		c.settleAccounts()
	}
	for _, l := range c.order {
		m.Locals = append(m.Locals, l.model)
	}
	m.Texts = c.namedTexts()
	around.Promises = c.promises(m)
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
	c.inputType = c.inputObject(c.inputs)
	x.finish()
	for _, leaf := range c.root.leaves {
		c.report(leaf.expr.Pos(), "an expression stands at the top of the contract", "write it as the value of a field, or remove it")
	}
	c.root.state = expanded
	early := c.order
	c.locals, c.order = map[*vertex]*local{}, nil
	for _, l := range early {
		c.local(l.top)
	}
}

// checkShapes holds the objects against the Kubernetes API, and against definitions.
func (c *compiler) checkShapes(m *model.Model) {
	for _, o := range m.Objects {
		c.diagnostics = append(c.diagnostics, kubernetes.Check(o, m, c.src.definitions)...)
	}
}
