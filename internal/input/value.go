package input

import (
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"go.yaml.in/yaml/v3"
)

// converter turns the nodes of a document into a value.
type converter struct {
	document    *Document
	diagnostics model.Diagnostics
	inAlias     []*yaml.Node // the aliases around the node at hand
	aliased     int          // how many nodes aliases stood for
	stopped     bool         // a limit was passed
}

const tooDeep = "the document is nested deeper than 64 levels"

// maxDiagnostics is how many messages about one document are worth reading.
const maxDiagnostics = 20

func (c *converter) refuse(n *yaml.Node, path model.Path, summary string) {
	c.stopped = c.stopped || len(c.diagnostics)+1 >= maxDiagnostics
	c.diagnostics = append(c.diagnostics, model.Diagnostic{
		Severity:  model.Error,
		Path:      path,
		Summary:   summary,
		Positions: []model.Position{c.document.positionOf(n)},
	})
}

// stop refuses the whole document, and ends the conversion.
func (c *converter) stop(n *yaml.Node, summary string) model.Value {
	if !c.stopped {
		c.refuse(n, "", summary)
	}
	c.stopped = true
	return nil
}

func (c *converter) value(n *yaml.Node, path model.Path, depth int) model.Value {
	if len(c.inAlias) > 0 {
		c.aliased++
	}
	switch {
	case c.stopped:
		return nil
	case c.aliased > MaxAliased:
		return c.stop(n, fmt.Sprintf("the document's aliases stand for more than %d values", MaxAliased))
	case depth > MaxDepth && n.Kind != yaml.ScalarNode:
		return c.stop(n, tooDeep)
	}
	switch n.Kind {
	case yaml.SequenceNode:
		list := make([]model.Value, len(n.Content))
		for i, elem := range n.Content {
			list[i] = c.value(elem, path.Index(i), depth+1)
		}
		return list
	case yaml.MappingNode:
		return c.mapping(n, path, depth)
	case yaml.AliasNode:
		return c.alias(n, func(target *yaml.Node) model.Value { return c.value(target, path, depth) })
	}
	v, problem := scalar(n)
	if problem != "" {
		c.refuse(n, path, problem)
	}
	return v
}

// alias calls convert with what an alias stands for.
func (c *converter) alias(n *yaml.Node, convert func(*yaml.Node) model.Value) model.Value {
	if slices.Contains(c.inAlias, n.Alias) {
		return c.stop(n, "the document has an anchor that contains itself")
	}
	c.inAlias = append(c.inAlias, n.Alias)
	defer func() { c.inAlias = c.inAlias[:len(c.inAlias)-1] }()
	return convert(n.Alias)
}

func (c *converter) mapping(n *yaml.Node, path model.Path, depth int) model.Value {
	m := &mapping{converter: c, path: path, depth: depth, own: map[string]*yaml.Node{}, values: map[string]model.Value{}}
	m.members(n, false)
	object := make(model.Object, 0, len(m.values))
	for key, value := range m.values {
		object = append(object, model.Member{Key: key, Value: value})
	}
	slices.SortFunc(object, func(a, b model.Member) int { return strings.Compare(a.Key, b.Key) })
	return object
}

// mapping gathers the members of one mapping, its merge keys (<<) resolved.
type mapping struct {
	*converter
	path   model.Path
	depth  int
	own    map[string]*yaml.Node // the keys that the mapping itself has
	values map[string]model.Value
}

// members takes the members of n. Merged members give way to those that come later,
// and must not meet one that came before: YAML and CUE do not agree about these.
func (m *mapping) members(n *yaml.Node, merged bool) {
	for i := 0; i+1 < len(n.Content) && !m.stopped; i += 2 {
		keyNode, valueNode := n.Content[i], n.Content[i+1]
		if isMerge(keyNode) {
			m.merge(valueNode)
			continue
		}
		key, problem := keyText(keyNode)
		if problem != "" {
			m.refuse(keyNode, m.path, problem)
			continue
		}
		path := m.path.Key(key)
		first := m.own[key]
		switch {
		case first != nil && merged:
			m.refuse(first, path, fmt.Sprintf("%s stands before a << that has it too: write << first", path))
			continue
		case first != nil:
			m.refuse(keyNode, path, fmt.Sprintf("%s is given twice", path))
			continue
		case !merged:
			m.own[key] = keyNode
		}
		m.values[key] = m.value(valueNode, path, m.depth+1)
	}
}

// merge takes the members of a mapping, or of several of which the first has
// precedence.
func (m *mapping) merge(n *yaml.Node) {
	switch n.Kind {
	case yaml.MappingNode:
		m.members(n, true)
	case yaml.AliasNode:
		m.alias(n, func(target *yaml.Node) model.Value {
			m.merge(target)
			return nil
		})
	case yaml.SequenceNode:
		for _, elem := range slices.Backward(n.Content) {
			m.merge(elem)
		}
	default:
		m.refuse(n, m.path, "<< takes a mapping or a list of mappings")
	}
}

func isMerge(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!merge"
}
