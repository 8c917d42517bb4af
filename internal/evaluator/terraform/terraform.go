// Package terraform evaluates a generated Terraform module without Terraform, as Terraform
// does at plan.
//
// What goes in are the files of a module and an input; what comes out is an
// [evaluator.Verdict]. Expressions are evaluated by Terraform's own libraries, hcl and cty;
// what Terraform adds to those is here: the order of references, variables with types and
// validations, functions, resources by the provider's schema, and how the provider reads a
// resource as an object of Kubernetes. The package has what a generated module uses, fails
// on anything else, and does not depend on the printer of modules.
package terraform

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Evaluator evaluates a module for inputs. It implements [evaluator.Evaluator].
type Evaluator struct {
	module    *module
	inputs    map[string]string // the names of the inputs whose variables have another one, by that
	schemas   bodySchemas
	manifests manifests
	constants values // of the locals that depend on no input
}

// values are those of locals and resources.
type values map[*node]cty.Value

func (v values) has(nodes []*node) bool {
	return !slices.ContainsFunc(nodes, func(n *node) bool { _, ok := v[n]; return !ok })
}

// evaluate evaluates a local and the locals that it uses, unless they have values.
func (v values) evaluate(n *node, ctx *hcl.EvalContext) (err error) {
	if _, done := v[n]; done {
		return nil
	}
	for _, used := range n.uses {
		if err := v.evaluate(used, ctx); err != nil {
			return err
		}
	}
	if v[n], err = n.value(ctx, v); err != nil {
		return n.failure(err)
	}
	return nil
}

// New reads a module: the contents of its files by their names, and the inputs of the contract,
// whose names its variables may have in another spelling. It fails on what Terraform refuses in
// any module, whatever the input.
func New(files map[string][]byte, inputs []*model.Field) (*Evaluator, error) {
	m, err := parseModule(files)
	if err != nil {
		return nil, err
	}
	t := &Evaluator{module: m, inputs: map[string]string{}, schemas: bodySchemas{}, manifests: manifests{}, constants: values{}}
	for _, f := range inputs {
		if f.Variable() != f.Name {
			t.inputs[f.Variable()] = f.Name
		}
	}
	return t, t.evaluateConstants()
}

// evaluateConstants evaluates the locals that depend on no input.
func (t *Evaluator) evaluateConstants() error {
	for _, n := range t.module.nodes {
		if n.scope == "local" && len(n.reaches(nil)) == 0 && t.constants.has(n.uses) {
			if err := t.constants.evaluate(n, &hcl.EvalContext{Functions: functions}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Evaluate implements [evaluator.Evaluator]. A rule that cannot be evaluated is an error: Terraform
// would refuse the input too, but not in the contract's words.
func (t *Evaluator) Evaluate(input []byte) (*evaluator.Verdict, error) {
	variables, err := t.prepare(input)
	if err != nil {
		return &evaluator.Verdict{Refused: true, Malformed: true}, nil
	}
	ctx := &hcl.EvalContext{Functions: functions, Variables: map[string]cty.Value{"var": cty.ObjectVal(variables)}}
	values := maps.Clone(t.constants)
	verdict, err := t.validate(ctx, values)
	if err != nil || verdict != nil {
		return verdict, err
	}
	return t.plan(ctx, values)
}

// prepare converts the input to the variables' types. Like Terraform with a
// .tfvars.json file it takes no notice of keys that are no variable.
func (t *Evaluator) prepare(input []byte) (map[string]cty.Value, error) {
	parsed, err := evaluator.ParseInput(input)
	if err != nil {
		return nil, err
	}
	object, ok := parsed.(model.Object)
	if !ok {
		return nil, fmt.Errorf("the root of a .tfvars.json file must be an object")
	}
	variables := make(map[string]cty.Value, len(t.module.variables))
	for _, v := range t.module.variables {
		given := cty.NilVal
		if value, ok := object.Get(cmp.Or(t.inputs[v.name], v.name)); ok {
			if given, err = Value(value); err != nil {
				return nil, err
			}
		}
		if variables[v.name], err = v.prepare(given); err != nil {
			return nil, err
		}
	}
	return variables, nil
}

// validate runs the validation rules. The rules of a variable wait for the variables
// that they mention, and are not run when those have failed. It returns nil when
// the input is accepted.
func (t *Evaluator) validate(ctx *hcl.EvalContext, values values) (*evaluator.Verdict, error) {
	var messages []string
	failed := map[string]bool{}
	partial := false
	for _, v := range t.module.variables {
		if slices.ContainsFunc(v.mentions, func(name string) bool { return failed[name] }) {
			failed[v.name], partial = true, true
			continue
		}
		for _, n := range v.uses {
			if err := values.evaluate(n, ctx); err != nil {
				return nil, err
			}
		}
		ctx := within(ctx, v.uses, values)
		for _, rule := range v.validations {
			message, violated, err := rule.violated(ctx)
			if err != nil {
				return nil, failure("variable", v.name, err)
			}
			if violated {
				failed[v.name] = true
				messages = append(messages, message)
			}
		}
	}
	if len(messages) == 0 {
		return nil, nil
	}
	verdict := evaluator.Refusal(messages)
	verdict.Partial = partial
	return verdict, nil
}

// plan evaluates locals, resources and outputs.
func (t *Evaluator) plan(ctx *hcl.EvalContext, values values) (*evaluator.Verdict, error) {
	verdict := &evaluator.Verdict{Objects: model.Object{}, Outputs: model.Object{}}
	for _, n := range t.module.nodes {
		if n.resource == nil {
			if err := values.evaluate(n, ctx); err != nil {
				return nil, err
			}
			continue
		}
		var err error
		if values[n], err = t.planResource(n, n.context(ctx, values), verdict); err != nil {
			return nil, n.failure(err)
		}
	}
	for _, n := range t.module.outputs {
		value, err := n.value(ctx, values)
		if err != nil {
			return nil, n.failure(err)
		}
		output, err := fromCty(value)
		if err != nil {
			return nil, n.failure(err)
		}
		verdict.Outputs = append(verdict.Outputs, model.Member{Key: n.name, Value: output})
	}
	for _, n := range t.module.checks {
		message, violated, err := n.assertion.violated(n.context(ctx, values))
		if err != nil {
			return nil, n.failure(err)
		}
		if violated {
			verdict.Warnings = append(verdict.Warnings, message)
		}
	}
	verdict.Objects.Sort()
	verdict.Outputs.Sort()
	slices.Sort(verdict.Warnings)
	return verdict, nil
}

// failure says which part of the module cannot be evaluated.
func failure(scope, name string, err error) error {
	address := scope + "." + name
	if scope == "variable" || scope == "output" || scope == "check" {
		address = scope + " " + name
	}
	return &evaluator.PartError{Scope: scope, Name: name, Address: address, Err: err}
}

func (n *node) failure(err error) error { return failure(n.scope, n.name, err) }

// planResource adds the resource's object to the verdict, if there is one, and returns
// the value that other expressions see.
func (t *Evaluator) planResource(n *node, ctx *hcl.EvalContext, verdict *evaluator.Verdict) (cty.Value, error) {
	instances, err := n.resource.instances(ctx, &t.schemas)
	if err != nil {
		return cty.NilVal, err
	}
	value := cty.NilVal
	if n.used {
		value = n.resource.value(instances)
	}
	if n.scope == recorder {
		return value, nil
	}
	for _, instance := range instances {
		object, err := t.manifests.read(n.scope, instance)
		if err != nil {
			return cty.NilVal, err
		}
		verdict.Objects = append(verdict.Objects, model.Member{Key: n.resource.address(n.name, instance), Value: object})
	}
	return value, nil
}

// value evaluates a local or an output.
func (n *node) value(ctx *hcl.EvalContext, values values) (cty.Value, error) {
	value, diags := n.expr.Value(n.context(ctx, values))
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	return value, nil
}

// context is the module's context with what the node uses.
func (n *node) context(module *hcl.EvalContext, values values) *hcl.EvalContext {
	return within(module, n.uses, values)
}

// within is the module's context with the values of nodes.
func within(module *hcl.EvalContext, nodes []*node, values values) *hcl.EvalContext {
	scopes := map[string]map[string]cty.Value{}
	for _, used := range nodes {
		if scopes[used.scope] == nil {
			scopes[used.scope] = map[string]cty.Value{}
		}
		scopes[used.scope][used.name] = values[used]
	}
	ctx := module.NewChild()
	ctx.Variables = map[string]cty.Value{}
	for scope, members := range scopes {
		ctx.Variables[scope] = cty.ObjectVal(members)
	}
	return ctx
}
