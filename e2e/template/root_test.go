package template

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// root is the root module of the template, read as text. It answers what the module is called with
// without an engine, which takes a second for what takes a tenth of a millisecond here.
type root struct {
	variables  map[string]cty.Value // their defaults
	locals     map[string]hclsyntax.Expression
	parameters map[string]*hclsyntax.Block // by label, as all of them
	presets    map[string]*hclsyntax.Block
	resources  map[string]*hclsyntax.Block // by type and label
	call       *hclsyntax.Block            // of the generated module
}

func newRoot(dir string) (*root, error) {
	r := &root{
		variables: map[string]cty.Value{}, locals: map[string]hclsyntax.Expression{},
		parameters: map[string]*hclsyntax.Block{}, presets: map[string]*hclsyntax.Block{}, resources: map[string]*hclsyntax.Block{},
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.tf"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		parsed, diagnostics := hclsyntax.ParseConfig(text, file, hcl.InitialPos)
		if diagnostics.HasErrors() {
			return nil, diagnostics
		}
		for _, block := range parsed.Body.(*hclsyntax.Body).Blocks {
			if err := r.add(block); err != nil {
				return nil, fmt.Errorf("%s: %w", block.Range(), err)
			}
		}
	}
	if r.call == nil {
		return nil, fmt.Errorf("%s calls no module at ./modules", dir)
	}
	return r, nil
}

func (r *root) add(block *hclsyntax.Block) error {
	attributes := block.Body.Attributes
	switch kind := strings.Join(append([]string{block.Type}, block.Labels...), " "); {
	case block.Type == "variable":
		r.variables[block.Labels[0]] = cty.DynamicVal // without a default it is not known
		if attribute := attributes["default"]; attribute != nil {
			value, diagnostics := attribute.Expr.Value(&hcl.EvalContext{Functions: functions})
			r.variables[block.Labels[0]] = value
			if diagnostics.HasErrors() {
				return diagnostics
			}
		}
	case block.Type == "locals":
		for name, attribute := range attributes {
			r.locals[name] = attribute.Expr
		}
	case strings.HasPrefix(kind, "data coder_parameter "):
		r.parameters[block.Labels[1]] = block
	case strings.HasPrefix(kind, "data coder_workspace_preset "):
		r.presets[block.Labels[1]] = block
	case block.Type == "resource":
		r.resources[block.Labels[0]+"."+block.Labels[1]] = block
	case block.Type == "module" && attributes["source"] != nil:
		source, _ := attributes["source"].Expr.Value(nil)
		if strings.HasPrefix(source.AsString(), "./modules/") {
			r.call = block
		}
	}
	return nil
}

// name is what a parameter is called, which may differ from its label.
func (r *root) name(label string) string {
	value, diagnostics := r.parameters[label].Body.Attributes["name"].Expr.Value(nil)
	if diagnostics.HasErrors() {
		panic(diagnostics)
	}
	return value.AsString()
}

// evaluation evaluates expressions of the root module for a build.
type evaluation struct {
	*root
	context *hcl.EvalContext
	locals  map[string]cty.Value
}

// evaluate is for a build, with the values that all parameters have in it, by label.
func (r *root) evaluate(b build, values map[string]string) *evaluation {
	e := &evaluation{root: r, locals: map[string]cty.Value{}}
	parameters := map[string]cty.Value{}
	for label := range r.parameters {
		value := cty.NullVal(cty.String)
		if text, ok := values[label]; ok {
			value = cty.StringVal(text)
		}
		parameters[label] = cty.ObjectVal(map[string]cty.Value{"name": cty.StringVal(r.name(label)), "value": value})
	}
	startCount := int64(0)
	if b.transition == "start" {
		startCount = 1
	}
	e.context = &hcl.EvalContext{Functions: functions, Variables: map[string]cty.Value{
		"var": cty.ObjectVal(r.variables),
		"data": cty.ObjectVal(map[string]cty.Value{
			"coder_parameter": cty.ObjectVal(parameters),
			"coder_workspace": object("me", cty.ObjectVal(map[string]cty.Value{
				"id": cty.StringVal(workspaceID), "name": cty.StringVal(b.workspace), "transition": cty.StringVal(b.transition),
				"start_count": cty.NumberIntVal(startCount), "access_url": cty.StringVal(accessURL),
			})),
			"coder_workspace_owner": object("me", cty.ObjectVal(map[string]cty.Value{
				"id": cty.StringVal(b.owner.id), "name": cty.StringVal(b.owner.name), "email": cty.StringVal(b.owner.email),
			})),
		}),
		"coder_agent": r.agents(b, startCount),
	}}
	return e
}

func object(name string, value cty.Value) cty.Value {
	return cty.ObjectVal(map[string]cty.Value{name: value})
}

// agents are the resources coder_agent, as far as a module may want to know them.
func (r *root) agents(b build, startCount int64) cty.Value {
	agents := map[string]cty.Value{}
	for address, block := range r.resources {
		label, ok := strings.CutPrefix(address, "coder_agent.")
		if !ok {
			continue
		}
		agents[label] = cty.ObjectVal(map[string]cty.Value{
			"id": cty.StringVal("agent"), "token": cty.StringVal(cmp.Or(b.token, "example-agent-token")), "init_script": cty.StringVal(script()),
		})
		if block.Body.Attributes["count"] != nil {
			agents[label] = cty.TupleVal(slices.Repeat([]cty.Value{agents[label]}, int(startCount)))
		}
	}
	return cty.ObjectVal(agents)
}

// value evaluates an expression, and before it the locals that it refers to.
func (e *evaluation) value(expr hcl.Expression) (cty.Value, error) {
	for _, traversal := range expr.Variables() {
		if traversal.RootName() != "local" {
			continue
		}
		name := traversal[1].(hcl.TraverseAttr).Name
		if _, ok := e.locals[name]; ok {
			continue
		}
		value, err := e.value(e.root.locals[name])
		if err != nil {
			return cty.NilVal, err
		}
		e.locals[name] = value
		e.context.Variables["local"] = cty.ObjectVal(e.locals)
	}
	value, diagnostics := expr.Value(e.context)
	if diagnostics.HasErrors() {
		return cty.NilVal, diagnostics
	}
	return value, nil
}
