package evaluator

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/cue/token"
	"cuelang.org/go/encoding/json"

	"github.com/base-k8s/base-k8s/internal/model"
)

// contextLife is the number of inputs after which a CUE context is replaced by a
// fresh one: a context keeps everything that was ever evaluated in it.
const contextLife = 250

// CUE is the evaluator that evaluates the contract's own files with CUE.
type CUE struct {
	dir    string // of the contract, as it was given
	fields []*model.Field
	words  map[string]bool // messages of constraints that the contract itself has
	// context and schema are the contract as loaded last.
	context *cue.Context
	schema  cue.Value
	left    int
}

// NewCUE loads the contract in dir. The inputs' types say where null means absent,
// which CUE by itself cannot express.
func NewCUE(dir string, inputs []*model.Field) (*CUE, error) {
	instance, err := Load(dir)
	if err != nil {
		return nil, err
	}
	c := &CUE{dir: dir, fields: inputs, words: ConstraintWords(inputs)}
	files := instance.Files
	for _, of := range instance.Dependencies() {
		files = append(files, of.Files...)
	}
	written := literals(files)
	maps.DeleteFunc(c.words, func(words string, _ bool) bool { return !written[words] })
	return c, c.renew()
}

// HasWords reports whether the contract itself has the message of a constraint, with a full
// stop. For constraints without a message the compiler invents one.
func (c *CUE) HasWords(words string) bool { return c.words[words] }

// Fixed is the value of a field for which #Input leaves no other one, as JSON; nil when it leaves
// several.
func (c *CUE) Fixed(field string) []byte {
	v := c.schema.LookupPath(inputDefinition).LookupPath(cue.MakePath(cue.Str(field)))
	if _, choice := v.Default(); choice || v.Validate(cue.Concrete(true)) != nil {
		return nil
	}
	text, err := v.MarshalJSON()
	if err != nil {
		return nil
	}
	return text
}

// Inputs are the fields of #Input by their names, each with whether an input has to give it: it
// does not when the field is optional, or complete by itself.
func (c *CUE) Inputs() (required map[string]bool, err error) {
	fields, err := c.schema.LookupPath(inputDefinition).Fields(cue.Optional(true))
	if err != nil {
		return nil, err
	}
	required = map[string]bool{}
	for fields.Next() {
		name := fields.Selector()
		switch name.ConstraintType() {
		case cue.OptionalConstraint:
			required[name.Unquoted()] = false
		case cue.RequiredConstraint:
			required[name.Unquoted()] = true
		default:
			required[name.Unquoted()] = fields.Value().Validate(cue.Concrete(true)) != nil
		}
	}
	return required, nil
}

// renew loads the contract into a fresh context.
func (c *CUE) renew() error {
	instance, err := Load(c.dir)
	if err != nil {
		return err
	}
	c.context, c.left = cuecontext.New(), contextLife
	c.schema = c.context.BuildInstance(instance)
	return c.schema.Validate() // a condition on an input that is null or something else is incomplete, and no error
}

// Load reads the CUE files of the contract in dir and of the packages that it imports, and
// evaluates nothing. Modules are not fetched, nor taken from a cache.
func Load(dir string) (*build.Instance, error) {
	instance := load.Instances([]string{"."}, &load.Config{Dir: dir, Registry: offline{}})[0]
	return instance, instance.Err
}

// PositionIn is a position in a file of the contract in dir, or of a package that it imports,
// with the name that the file has from dir. It reports false for one that is in no file.
func PositionIn(dir string, pos token.Pos) (model.Position, bool) {
	root, err := filepath.Abs(dir)
	if err != nil || !filepath.IsAbs(pos.Filename()) {
		return model.Position{}, false
	}
	inside, err := filepath.Rel(root, pos.Filename())
	return model.Position{File: filepath.Join(dir, inside), Line: pos.Line(), Column: pos.Column()}, err == nil
}

var (
	inputDefinition = cue.ParsePath("#Input")
	inputPath       = cue.ParsePath("input")
	objectsPath     = cue.ParsePath("objects")
	outputsPath     = cue.ParsePath("outputs")
	warningsPath    = cue.ParsePath("warnings")
)

// Evaluate implements [Evaluator]. An input that #Input accepts has failed when "cue export"
// refuses it, because the objects or the outputs cannot be evaluated. The messages of a
// refusal are as in the contract: that of a constraint is only the end of a sentence.
func (c *CUE) Evaluate(input []byte) (*Verdict, error) {
	if c.left--; c.left < 0 {
		if err := c.renew(); err != nil {
			return nil, err
		}
	}
	// CUE's reader takes U+FEFF for a misplaced byte order mark, even in a string.
	expr, err := json.Extract("input.json", bytes.ReplaceAll(input, []byte("\ufeff"), []byte(`\ufeff`)))
	if err != nil {
		return nil, err
	}
	dropAbsent(expr, c.fields)
	value := c.context.BuildExpr(expr)
	if value.IncompleteKind() != cue.StructKind {
		return &Verdict{Refused: true}, nil
	}
	if err := c.definition(value); err != nil {
		verdict := Refusal(c.contractWords(err))
		verdict.Reason, verdict.Positions, _ = c.reason(err)
		return verdict, nil
	}
	return c.evaluate(value)
}

// definition unifies an input with #Input and returns why that refuses it.
func (c *CUE) definition(input cue.Value) error {
	return c.schema.LookupPath(inputDefinition).Unify(input).Validate(cue.Concrete(true))
}

// evaluate renders an input that #Input accepts.
func (c *CUE) evaluate(input cue.Value) (*Verdict, error) {
	filled := c.schema.FillPath(inputPath, input)
	objects, err := export(filled, objectsPath)
	if err != nil {
		return c.failed(err), nil
	}
	outputs, err := export(filled, outputsPath)
	if err != nil {
		return c.failed(err), nil
	}
	warnings, err := export(filled, warningsPath)
	if err != nil {
		return nil, err
	}
	return &Verdict{Objects: objects, Outputs: outputs, Warnings: messagesOf(warnings)}, nil
}

// failed is the verdict on an input for which objects or outputs cannot be evaluated.
func (c *CUE) failed(err error) *Verdict {
	v := &Verdict{Refused: true, Failed: true}
	v.Reason, v.Positions, v.FailedPath = c.reason(err)
	return v
}

// messagesOf are the messages of the warnings whose condition holds.
func messagesOf(warnings model.Object) (messages []string) {
	for _, member := range warnings {
		warning, _ := member.Value.(model.Object)
		when, _ := warning.Get("when")
		if message, _ := warning.Get("message"); when == true {
			messages = append(messages, fmt.Sprintf("%v.", message))
		}
	}
	slices.Sort(messages)
	return messages
}

// export returns the concrete value at path, an empty object when it is not there.
func export(value cue.Value, path cue.Path) (model.Object, error) {
	value = value.LookupPath(path)
	if !value.Exists() {
		return model.Object{}, nil
	}
	text, err := value.MarshalJSON()
	if err != nil {
		return nil, cmp.Or(value.Validate(cue.Concrete(true)), err)
	}
	exported, err := ParseInput(text)
	if err != nil {
		return nil, err
	}
	object, ok := exported.(model.Object)
	if !ok {
		return nil, fmt.Errorf("%s is not an object", path)
	}
	return object, nil
}
