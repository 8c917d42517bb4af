package input

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"go.yaml.in/yaml/v3"
)

// parseJSON parses a document into the nodes that YAML is parsed into, so that both
// are checked and located in one way.
func parseJSON(c *chunk) (*yaml.Node, error) {
	p := &jsonParser{chunk: c, dec: json.NewDecoder(bytes.NewReader(c.text)), line: 1}
	p.dec.UseNumber()
	root, err := p.value(1)
	if err == nil && len(bytes.TrimSpace(c.text[p.dec.InputOffset():])) > 0 {
		err = errors.New("there is something after the end of the value")
	}
	var refused model.Diagnostics
	if err == nil || errors.As(err, &refused) {
		return root, err
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = errors.New("it ends before its last bracket")
	}
	p.skip()
	return nil, refuse(p.position(), fmt.Sprintf("the document is not JSON: %v", err))
}

// jsonParser reads tokens and keeps count of lines.
type jsonParser struct {
	*chunk
	dec       *json.Decoder
	offset    int // of the byte at hand
	line      int
	lineStart int
}

func (p *jsonParser) advance(offset int) {
	for ; p.offset < min(offset, len(p.text)); p.offset++ {
		if p.text[p.offset] == '\n' {
			p.line, p.lineStart = p.line+1, p.offset+1
		}
	}
}

// skip goes to the beginning of the next token.
func (p *jsonParser) skip() {
	p.advance(int(p.dec.InputOffset()))
	rest := bytes.TrimLeft(p.text[p.offset:], " \t\r\n,:")
	p.advance(len(p.text) - len(rest))
}

func (p *jsonParser) position() model.Position {
	return p.chunk.position(p.line, p.offset-p.lineStart+1)
}

// value parses a value at a depth of lists and objects.
func (p *jsonParser) value(depth int) (*yaml.Node, error) {
	p.skip()
	n := &yaml.Node{Line: p.line, Column: p.offset - p.lineStart + 1}
	token, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		if depth > MaxDepth {
			return nil, refuse(p.position(), tooDeep)
		}
		return n, p.elements(n, t, depth)
	case string:
		n.Tag, n.Value = "!!str", t
		if raw := p.text[p.offset:p.dec.InputOffset()]; strings.ContainsRune(t, '\ufffd') && !bytes.ContainsRune(raw, '\ufffd') {
			return nil, refuse(p.position(), "the document is not JSON: half of a surrogate pair in a string")
		}
	case json.Number:
		n.Tag, n.Value = "!!number", t.String()
	case bool:
		n.Tag, n.Value = "!!bool", fmt.Sprint(t)
	case nil:
		n.Tag, n.Value = "!!null", "null"
	}
	n.Kind = yaml.ScalarNode
	return n, nil
}

// elements parses what is inside a list or an object, keys and values in turn, and
// its closing bracket.
func (p *jsonParser) elements(n *yaml.Node, open json.Delim, depth int) error {
	n.Kind = yaml.SequenceNode
	if open == '{' {
		n.Kind = yaml.MappingNode
	}
	for p.dec.More() {
		child, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Content = append(n.Content, child)
	}
	_, err := p.dec.Token()
	return err
}
