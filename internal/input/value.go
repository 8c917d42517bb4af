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
	document *Document
	errors   model.Collector
	marks    []*yaml.Node // of the errors that are said
	inAlias  []*yaml.Node // the aliases around the node at hand
	aliased  int          // how many nodes aliases stood for
	text     int          // how many bytes of text these had
	stopped  bool         // a limit was passed
}

const tooDeep = "the document is nested deeper than 64 levels"

// place is where a value is in the document. Paths are put together for messages only:
// those of all that is below a long key would be as long as the document's square.
type place struct {
	up    *place
	key   string
	index int // of an element, -1 for a member
}

func (p *place) path() model.Path {
	switch {
	case p == nil:
		return ""
	case p.index >= 0:
		return p.up.path().Index(p.index)
	}
	return p.up.path().Key(p.key)
}

func (c *converter) refuse(n *yaml.Node, at *place, summary string) {
	c.refuseAt(n, at, func(model.Path) string { return summary })
}

// refuseAt refuses a value in words that name its path.
func (c *converter) refuseAt(n *yaml.Node, at *place, words func(model.Path) string) {
	c.errors.Add(func() model.Diagnostic {
		c.marks = append(c.marks, n)
		path := at.path()
		return model.Diagnostic{Severity: model.Error, Path: path, Summary: words(path)}
	})
}

// diagnostics are the errors with their positions.
func (c *converter) diagnostics() model.Diagnostics {
	all := c.errors.Diagnostics()
	marks := c.marks
	if len(all) > len(marks) {
		marks = append(marks, c.document.root) // of how many more there are
	}
	for i, position := range c.document.positions(marks) {
		all[i].Positions = []model.Position{position}
	}
	return all
}

// stop refuses the whole document, and ends the conversion.
func (c *converter) stop(n *yaml.Node, summary string) model.Value {
	if !c.stopped {
		c.refuse(n, nil, summary)
	}
	c.stopped = true
	return nil
}

// count counts what an alias stands for: nodes, and the bytes of their text.
func (c *converter) count(n *yaml.Node) {
	if len(c.inAlias) == 0 {
		return
	}
	c.aliased++
	c.text += len(n.Value)
	if c.aliased > MaxAliased {
		c.stop(n, fmt.Sprintf("the document's aliases stand for more than %d values", MaxAliased))
	}
	if c.text > MaxBytes {
		c.stop(n, fmt.Sprintf("the document's aliases stand for more than %d MiB of text", MaxBytes>>20))
	}
}

func (c *converter) value(n *yaml.Node, at *place, depth int) model.Value {
	c.count(n)
	switch {
	case c.stopped:
		return nil
	case depth > MaxDepth && n.Kind != yaml.ScalarNode:
		return c.stop(n, tooDeep)
	}
	switch n.Kind {
	case yaml.SequenceNode:
		list := make([]model.Value, len(n.Content))
		for i, elem := range n.Content {
			list[i] = c.value(elem, &place{up: at, index: i}, depth+1)
		}
		return list
	case yaml.MappingNode:
		return c.mapping(n, at, depth)
	case yaml.AliasNode:
		return c.alias(n, func(target *yaml.Node) model.Value { return c.value(target, at, depth) })
	}
	v, problem := scalar(n)
	if problem != "" {
		c.refuse(n, at, problem)
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

func (c *converter) mapping(n *yaml.Node, at *place, depth int) model.Value {
	if len(n.Content) == 0 {
		return model.Object{}
	}
	m := &mapping{converter: c, at: at, depth: depth, own: map[string]*yaml.Node{}, values: map[string]model.Value{}}
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
	at     *place
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
			m.refuse(keyNode, m.at, problem)
			continue
		}
		if len(m.inAlias) > 0 {
			m.text += len(key)
		}
		at := &place{up: m.at, key: key, index: -1}
		first := m.own[key]
		switch {
		case first != nil && merged:
			m.refuseAt(first, at, func(path model.Path) string {
				return fmt.Sprintf("%s stands before a << that has it too: write << first", path)
			})
			continue
		case first != nil:
			m.refuseAt(keyNode, at, func(path model.Path) string { return fmt.Sprintf("%s is given twice", path) })
			continue
		case !merged:
			m.own[key] = keyNode
		}
		m.values[key] = m.value(valueNode, at, m.depth+1)
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
			if m.count(target); !m.stopped { // many may merge each other, and nothing else
				m.merge(target)
			}
			return nil
		})
	case yaml.SequenceNode:
		for _, elem := range slices.Backward(n.Content) {
			m.merge(elem)
		}
	default:
		m.refuse(n, m.at, "<< takes a mapping or a list of mappings")
	}
}

func isMerge(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!merge"
}
