package terraform

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// module is a Terraform module in the order in which it can be evaluated.
type module struct {
	variables []*variable
	// nodes are the locals and resources, each after those that it refers to.
	nodes   []*node
	outputs []*node
	checks  []*node
}

// node is a local, a resource, an output or an assertion of a check block.
type node struct {
	// scope is "local", the resource's type, "output" or "check".
	scope, name string
	expr        hclsyntax.Expression // of a local or an output
	resource    *resource
	assertion   *rule
	// uses are the locals and resources that the node mentions, mentions the variables.
	uses     []*node
	mentions []string
	used     bool // whether another node mentions this one
}

// moduleParser collects what the files declare.
type moduleParser struct {
	module *module
	byName map[string]*node // locals and resources by scope.name
}

// parseModule reads the .tf files of a module. It accepts what a printed module may
// hold: terraform, variable, locals, resource, output and check blocks, and moved blocks,
// which are about states.
func parseModule(files map[string][]byte) (*module, error) {
	p := &moduleParser{module: &module{}, byName: map[string]*node{}}
	for _, name := range sortedKeys(files) {
		if !strings.HasSuffix(name, ".tf") {
			continue
		}
		if err := p.file(name, files[name]); err != nil {
			return nil, err
		}
	}
	if err := p.order(); err != nil {
		return nil, err
	}
	return p.module, p.orderVariables()
}

func (p *moduleParser) file(name string, text []byte) error {
	if strings.HasSuffix("_"+path.Base(name), "_override.tf") {
		return fmt.Errorf("%s would be merged into other files", name)
	}
	file, diags := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	if diags.HasErrors() {
		return diags
	}
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		if err := p.block(block); err != nil {
			return fmt.Errorf("%s: %w", block.TypeRange, err)
		}
	}
	return nil
}

func (p *moduleParser) block(block *hclsyntax.Block) error {
	switch block.Type {
	case "terraform", "moved":
		return nil
	case "variable":
		v, err := newVariable(block)
		p.module.variables = append(p.module.variables, v)
		return err
	case "locals":
		for _, name := range sortedKeys(block.Body.Attributes) {
			p.add(&node{scope: "local", name: name, expr: block.Body.Attributes[name].Expr})
		}
		return nil
	case "resource":
		r, err := newResource(block)
		p.add(&node{scope: block.Labels[0], name: block.Labels[1], resource: r})
		return err
	case "output":
		value := block.Body.Attributes["value"]
		if value == nil {
			return fmt.Errorf("output without a value")
		}
		p.module.outputs = append(p.module.outputs, &node{scope: "output", name: block.Labels[0], expr: value.Expr})
		return nil
	case "check":
		for _, nested := range block.Body.Blocks {
			n := &node{scope: "check", name: block.Labels[0], assertion: newRule(nested.Body)}
			p.module.checks = append(p.module.checks, n)
		}
		return nil
	}
	return fmt.Errorf("a %s block is not expected in a printed module", block.Type)
}

func (p *moduleParser) add(n *node) {
	p.byName[n.scope+"."+n.name] = n
	p.module.nodes = append(p.module.nodes, n)
}

// order finds out what uses what and sorts the nodes by it.
func (p *moduleParser) order() error {
	for _, n := range slices.Concat(p.module.nodes, p.module.outputs, p.module.checks) {
		traversals := n.traversals()
		n.uses, n.mentions = p.used(traversals), mentioned(traversals)
	}
	var err error
	p.module.nodes, err = sortByUse(p.module.nodes, func(n *node) ([]*node, error) { return n.uses, nil })
	return err
}

// used are the nodes that traversals lead to.
func (p *moduleParser) used(traversals []hcl.Traversal) (nodes []*node) {
	for _, traversal := range traversals {
		if used := p.byName[target(traversal)]; used != nil && !slices.Contains(nodes, used) {
			nodes = append(nodes, used)
			used.used = true
		}
	}
	return nodes
}

// sortByUse sorts items so that each comes after those that it uses. It fails on a
// cycle.
func sortByUse[T comparable](items []T, uses func(T) ([]T, error)) ([]T, error) {
	var sorted []T
	visited := map[T]bool{} // true when done
	var visit func(item T) error
	visit = func(item T) error {
		if done, started := visited[item]; done {
			return nil
		} else if started {
			return fmt.Errorf("references go in a circle")
		}
		visited[item] = false
		used, err := uses(item)
		if err != nil {
			return err
		}
		for _, u := range used {
			if err := visit(u); err != nil {
				return err
			}
		}
		visited[item] = true
		sorted = append(sorted, item)
		return nil
	}
	for _, item := range items {
		if err := visit(item); err != nil {
			return nil, err
		}
	}
	return sorted, nil
}

// traversals are all references in the node, those of nested blocks included.
func (n *node) traversals() []hcl.Traversal {
	switch {
	case n.resource != nil:
		return bodyTraversals(n.resource.block)
	case n.assertion != nil:
		return n.assertion.traversals()
	}
	return n.expr.Variables()
}

func bodyTraversals(body *hclsyntax.Body) []hcl.Traversal {
	var all []hcl.Traversal
	for _, attribute := range body.Attributes {
		all = append(all, attribute.Expr.Variables()...)
	}
	for _, block := range body.Blocks {
		all = append(all, bodyTraversals(block.Body)...)
	}
	return all
}

// target is the first two steps of a reference: "local.name",
// "kubernetes_secret_v1.agent".
func target(traversal hcl.Traversal) string {
	if len(traversal) < 2 {
		return ""
	}
	step, ok := traversal[1].(hcl.TraverseAttr)
	if !ok {
		return ""
	}
	return traversal.RootName() + "." + step.Name
}

// sortedKeys makes the order of a Go map's members definite.
func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
