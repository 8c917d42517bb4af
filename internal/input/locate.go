package input

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/model"
	"go.yaml.in/yaml/v3"
)

// Locate returns the diagnostics with the positions in the document that their
// paths lead to: the key of a member, or the beginning of an element. A path that
// the document does not have leads to what is nearest around it. The time grows with
// the document and with the paths, not with the product of the two.
func (d *Document) Locate(diagnostics model.Diagnostics) model.Diagnostics {
	located := slices.Clone(diagnostics)
	var without []int
	var marks []*yaml.Node
	index := index{}
	for i, diagnostic := range diagnostics {
		if len(diagnostic.Positions) == 0 {
			without = append(without, i)
			marks = append(marks, index.find(d.root, diagnostic.Path))
		}
	}
	for i, position := range d.positions(marks) {
		located[without[i]].Positions = []model.Position{position}
	}
	return located
}

// Position is the place in the document that a path leads to, as [Document.Locate]
// finds it.
func (d *Document) Position(path model.Path) model.Position {
	return d.positions([]*yaml.Node{index{}.find(d.root, path)})[0]
}

// index has the members of the mappings that paths lead through.
type index map[*yaml.Node]map[string]member

type member struct{ key, value *yaml.Node }

// find follows a path from root, and returns the node that marks the place: the key of
// a member, or a value without a key.
func (x index) find(root *yaml.Node, path model.Path) (mark *yaml.Node) {
	n := root
	mark = root
	for _, step := range path.Steps() {
		n = target(n)
		switch step := step.(type) {
		case string:
			m, ok := x.members(n)[step]
			if !ok {
				return mark
			}
			mark, n = m.key, m.value
		case int:
			if n.Kind != yaml.SequenceNode || step >= len(n.Content) {
				return mark
			}
			mark, n = n.Content[step], n.Content[step]
		}
	}
	return mark
}

// target is what an alias stands for, and any other node itself.
func target(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// members are the members of a mapping, those of merge keys (<<) included. The mapping's own
// keys take precedence, then the first merged ones.
func (x index) members(n *yaml.Node) map[string]member {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	if known, ok := x[n]; ok {
		return known
	}
	members := map[string]member{}
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		if isMerge(n.Content[i]) {
			merged = append(merged, sources(n.Content[i+1])...)
			continue
		}
		key, _ := keyText(n.Content[i])
		members[key] = member{n.Content[i], n.Content[i+1]}
	}
	for _, source := range merged {
		for key, m := range x.members(target(source)) {
			if _, ok := members[key]; !ok {
				members[key] = m
			}
		}
	}
	x[n] = members
	return members
}

// sources are the mappings that a merge key takes, the first of which has precedence.
func sources(n *yaml.Node) []*yaml.Node {
	if n = target(n); n.Kind == yaml.SequenceNode {
		return n.Content
	}
	return []*yaml.Node{n}
}

// positions are the places of nodes in the file, found in one pass through the text. The
// YAML library counts columns in characters, positions count bytes.
func (d *Document) positions(nodes []*yaml.Node) []model.Position {
	order := make([]int, len(nodes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(nodes[i].Line-nodes[j].Line, nodes[i].Column-nodes[j].Column)
	})
	positions := make([]model.Position, len(nodes))
	at := cursor{text: d.chunk.text, line: 1, column: 1}
	for _, i := range order {
		column := nodes[i].Column
		if d.format == YAML {
			column = at.bytes(nodes[i].Line, column)
		}
		positions[i] = d.chunk.position(nodes[i].Line, column)
	}
	return positions
}

// cursor goes through a text as the YAML library does.
type cursor struct {
	text         []byte
	offset       int
	line, column int // in characters
	lineStart    int // the offset of the line
}

// bytes goes on to a line and a column in characters, and returns the column in bytes.
func (c *cursor) bytes(line, column int) int {
	for c.offset < len(c.text) && (c.line < line || c.line == line && c.column < column) {
		r, size := utf8.DecodeRune(c.text[c.offset:])
		c.offset += size
		c.column++
		if endsLine(r, c.text[c.offset:]) {
			c.line, c.column, c.lineStart = c.line+1, 1, c.offset
		}
	}
	if c.line != line {
		return column
	}
	return c.offset - c.lineStart + 1
}

// endsLine reports whether a character ends a line for YAML 1.1, the rest being behind
// it.
func endsLine(r rune, rest []byte) bool {
	switch r {
	case '\n', '\u0085', '\u2028', '\u2029':
		return true
	case '\r':
		return len(rest) == 0 || rest[0] != '\n'
	}
	return false
}
