package conformance

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Terraform is the evaluator that evaluates a printed module with HCL, as Terraform
// does at plan, and reads the planned resources as Kubernetes objects.
type Terraform struct {
	module    *module
	schemas   bodySchemas
	manifests manifests
	constants values // of the locals that depend on no input
}

// values are those of locals and resources.
type values map[*node]cty.Value

func (v values) has(nodes []*node) bool {
	return !slices.ContainsFunc(nodes, func(n *node) bool { _, ok := v[n]; return !ok })
}

// evaluate gives a local its value, and those that it uses, unless they have theirs.
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
		return &partError{n.scope, n.name, n.scope + "." + n.name, err}
	}
	return nil
}

// NewTerraform reads a module: the contents of its files by their names. It fails on
// what Terraform refuses in any module, whatever the input.
func NewTerraform(files map[string][]byte) (*Terraform, error) {
	m, err := parseModule(files)
	if err != nil {
		return nil, err
	}
	t := &Terraform{module: m, schemas: bodySchemas{}, manifests: manifests{}, constants: values{}}
	return t, t.evaluateConstants()
}

// evaluateConstants evaluates the locals that depend on no input.
func (t *Terraform) evaluateConstants() error {
	for _, n := range t.module.nodes {
		if n.scope == "local" && len(n.reaches(nil)) == 0 && t.constants.has(n.uses) {
			if err := t.constants.evaluate(n, &hcl.EvalContext{Functions: functions}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Judge implements [Evaluator]. A rule that cannot be evaluated is an error: Terraform
// would refuse the input too, but not in the contract's words.
func (t *Terraform) Judge(input []byte) (*Verdict, error) {
	variables, err := t.prepare(input)
	if err != nil {
		return &Verdict{Refused: true, Malformed: true}, nil
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
func (t *Terraform) prepare(input []byte) (map[string]cty.Value, error) {
	parsed, err := ParseInput(input)
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
		if value, ok := object.Get(v.name); ok {
			if given, err = toCty(value); err != nil {
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
func (t *Terraform) validate(ctx *hcl.EvalContext, values values) (*Verdict, error) {
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
				return nil, &partError{"variable", v.name, "variable " + v.name, err}
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
	verdict := refused(messages)
	verdict.Partial = partial
	return verdict, nil
}

// plan evaluates locals, resources and outputs.
func (t *Terraform) plan(ctx *hcl.EvalContext, values values) (*Verdict, error) {
	verdict := &Verdict{Objects: model.Object{}, Outputs: model.Object{}}
	for _, n := range t.module.nodes {
		if n.resource == nil {
			if err := values.evaluate(n, ctx); err != nil {
				return nil, err
			}
			continue
		}
		var err error
		if values[n], err = t.planResource(n, n.context(ctx, values), verdict); err != nil {
			return nil, &partError{n.scope, n.name, n.scope + "." + n.name, err}
		}
	}
	for _, n := range t.module.outputs {
		value, err := n.value(ctx, values)
		if err != nil {
			return nil, &partError{n.scope, n.name, "output " + n.name, err}
		}
		output, err := fromCty(value)
		if err != nil {
			return nil, &partError{n.scope, n.name, "output " + n.name, err}
		}
		verdict.Outputs = append(verdict.Outputs, model.Member{Key: n.name, Value: output})
	}
	for _, n := range t.module.checks {
		message, violated, err := n.assertion.violated(n.context(ctx, values))
		if err != nil {
			return nil, &partError{n.scope, n.name, "check " + n.name, err}
		}
		if violated {
			verdict.Warnings = append(verdict.Warnings, message)
		}
	}
	sortMembers(verdict.Objects)
	sortMembers(verdict.Outputs)
	slices.Sort(verdict.Warnings)
	return verdict, nil
}

// partError is why a part of a module cannot be evaluated.
type partError struct {
	scope, name string // as in a node, or "variable" and its name
	address     string // as Terraform writes it
	err         error
}

func (e *partError) Error() string { return e.address + ": " + e.err.Error() }
func (e *partError) Unwrap() error { return e.err }

// planResource adds the resource's object to the verdict, if there is one, and returns
// the value that other expressions see.
func (t *Terraform) planResource(n *node, ctx *hcl.EvalContext, verdict *Verdict) (cty.Value, error) {
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
		verdict.Objects = append(verdict.Objects, model.Member{Key: n.name, Value: object})
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
