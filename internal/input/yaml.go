package input

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"go.yaml.in/yaml/v3"
)

// parseYAML parses a document and demands that nothing follows it.
func parseYAML(c *chunk) (*yaml.Node, error) {
	dec := yaml.NewDecoder(bytes.NewReader(c.text))
	var document, more yaml.Node
	if err := dec.Decode(&document); err != nil {
		if err == io.EOF {
			return nil, refuse(c.position(1, 1), emptyDocument)
		}
		return nil, c.yamlError(err)
	}
	if err := dec.Decode(&more); err == nil {
		return nil, refuse(c.position(more.Line, more.Column), "the document has something after its end")
	} else if err != io.EOF {
		return nil, c.yamlError(err)
	}
	root := document.Content[0]
	if root.Kind == yaml.ScalarNode && root.Value == "" && root.ShortTag() == "!!null" {
		return nil, refuse(c.position(1, 1), emptyDocument)
	}
	return root, nil
}

const emptyDocument = "the document is empty: write an object, or remove the --- before it"

// yamlMessage matches the library's messages, which have a line at most.
var yamlMessage = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// yamlError gives a message of the library its place: the line's first character.
func (c *chunk) yamlError(err error) model.Diagnostics {
	problem, line := err.Error(), 1
	if m := yamlMessage.FindStringSubmatch(problem); m != nil {
		problem = m[2]
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
		}
	}
	switch {
	case strings.HasPrefix(problem, "unknown anchor"): // the message names it, and it may be a password
		problem = "an alias has no anchor: put quotes around text that begins with *"
	case problem == "found incompatible YAML document":
		problem = "the line %YAML is not understood: remove it"
	}
	text := c.lineText(line)
	column := len(text) - len(bytes.TrimLeft(text, " \t")) + 1
	return refuse(c.position(line, column), "the document is not YAML: "+problem)
}

// lineText is a line of the chunk, without its end.
func (c *chunk) lineText(line int) []byte {
	text := c.text
	for ; line > 1; line-- {
		_, rest, ok := bytes.Cut(text, []byte("\n"))
		if !ok {
			return nil
		}
		text = rest
	}
	text, _, _ = bytes.Cut(text, []byte("\n"))
	return text
}

// position turns a line and a column of the chunk into those of the file.
func (c *chunk) position(line, column int) model.Position {
	if line == 1 {
		column += c.column - 1
	}
	return model.Position{File: c.file, Line: c.line + line - 1, Column: column}
}
