package input

import (
	"strings"
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/model"
	"go.yaml.in/yaml/v3"
)

// Locate returns the diagnostics with the positions in the document that their
// paths lead to: the key of a member, or the beginning of an element. A path that
// the document does not have leads to what is nearest around it.
func (d *Document) Locate(diagnostics model.Diagnostics) model.Diagnostics {
	located := make(model.Diagnostics, len(diagnostics))
	for i, diagnostic := range diagnostics {
		if len(diagnostic.Positions) == 0 {
			diagnostic.Positions = []model.Position{d.Position(diagnostic.Path)}
		}
		located[i] = diagnostic
	}
	return located
}

// Position is the place in the document that a path leads to, as [Document.Locate]
// finds it.
func (d *Document) Position(path model.Path) model.Position {
	return d.positionOf(find(d.root, d.root, "", path))
}

// find goes from n, whose path is at, towards the target, and returns the node that
// marks the place: the key of a member, or a value without a key.
func find(n, mark *yaml.Node, at, target model.Path) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if at == target {
		return mark
	}
	for i, child := range n.Content {
		childPath, childMark := at.Index(i), child
		if n.Kind == yaml.MappingNode {
			if i%2 == 0 {
				continue
			}
			childMark = n.Content[i-1]
			if isMerge(childMark) {
				if found := find(child, mark, at, target); found != mark {
					return found
				}
				continue
			}
			key, _ := keyText(childMark)
			childPath = at.Key(key)
		}
		if leadsTo(childPath, target) {
			return find(child, childMark, childPath, target)
		}
	}
	return mark
}

// leadsTo reports whether target is path or something inside it.
func leadsTo(path, target model.Path) bool {
	rest, ok := strings.CutPrefix(string(target), string(path))
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// positionOf is the place of a node in the file. The YAML library counts columns in
// characters, positions count bytes.
func (d *Document) positionOf(n *yaml.Node) model.Position {
	column := n.Column
	if d.format == YAML {
		text := d.chunk.lineText(n.Line)
		column = 1
		for range n.Column - 1 {
			_, size := utf8.DecodeRune(text)
			text = text[size:]
			column += max(size, 1)
		}
	}
	return d.chunk.position(n.Line, column)
}
