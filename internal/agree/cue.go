package agree

import (
	"bytes"
	"fmt"
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/encoding/json"

	"github.com/base-k8s/base-k8s/internal/model"
)

// contextLife is the number of inputs after which a CUE context is replaced by a
// fresh one: a context keeps everything that was ever evaluated in it.
const contextLife = 250

// CUE is the referee that evaluates the contract's own files with CUE.
type CUE struct {
	dir    string
	fields []*model.Field
	words  map[string]bool // of all constraints
	// context and schema are the contract as loaded last.
	context *cue.Context
	schema  cue.Value
	left    int
}

// NewCUE loads the contract in dir. The inputs' types say where null means absent,
// which CUE by itself cannot express.
func NewCUE(dir string, inputs []*model.Field) (*CUE, error) {
	c := &CUE{dir: dir, fields: inputs, words: constraintWords(inputs)}
	return c, c.renew()
}

// renew loads the contract into a fresh context.
func (c *CUE) renew() error {
	instance := load.Instances([]string{"."}, &load.Config{Dir: c.dir})[0]
	if instance.Err != nil {
		return instance.Err
	}
	c.context, c.left = cuecontext.New(), contextLife
	c.schema = c.context.BuildInstance(instance)
	return c.schema.Err()
}

var (
	inputDefinition = cue.ParsePath("#Input")
	inputPath       = cue.ParsePath("input")
	objectsPath     = cue.ParsePath("objects")
	outputsPath     = cue.ParsePath("outputs")
	warningsPath    = cue.ParsePath("warnings")
)

// Judge implements [Referee]. An input that #Input accepts is refused where an object, an
// output or a warning has no value with it. The messages of a refusal are the contract's words as they
// stand there: those of a constraint are only the end of a sentence.
func (c *CUE) Judge(input []byte) (*Verdict, error) {
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
		verdict := refused(c.contractWords(err))
		verdict.Unnamed = len(verdict.Messages) == 0
		return verdict, nil
	}
	return c.evaluate(value)
}

// definition unifies an input with #Input and returns why that refuses it.
func (c *CUE) definition(input cue.Value) error {
	return c.schema.LookupPath(inputDefinition).Unify(input).Validate(cue.Concrete(true))
}

// evaluate renders an accepted input.
func (c *CUE) evaluate(input cue.Value) (*Verdict, error) {
	filled := c.schema.FillPath(inputPath, input)
	var parts []model.Object
	for _, path := range []cue.Path{objectsPath, outputsPath, warningsPath} {
		part, err := export(filled, path)
		if err != nil {
			return &Verdict{Refused: true, Unnamed: true}, nil
		}
		parts = append(parts, part)
	}
	return &Verdict{Objects: parts[0], Outputs: parts[1], Warnings: told(parts[2])}, nil
}

// told are the messages of the warnings that the input gives reason for.
func told(warnings model.Object) (messages []string) {
	for _, member := range warnings {
		warning := objectOrNone(member.Value)
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
		return nil, err
	}
	exported, err := parseInput(text)
	if err != nil {
		return nil, err
	}
	object, ok := exported.(model.Object)
	if !ok {
		return nil, fmt.Errorf("%s is not an object", path)
	}
	return object, nil
}
