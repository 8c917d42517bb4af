// Package input reads the documents that a user gives as input: YAML, JSON and
// newline-delimited JSON, one document or a stream of them.
//
// What goes in is a reader and the name that messages call it; what comes out, one
// document at a time, is a [model.Value] that knows the place of every part of it.
// YAML means what it means to stock cue (the core schema of YAML 1.2), so that the
// same file can be vetted with both. A document that cannot be read is refused with
// its place and without its text, which may be a secret. Whether a contract accepts the
// document is for the model to decide.
package input

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/model"
	"go.yaml.in/yaml/v3"
)

// The limits on a document. They are far beyond what a contract takes, and keep the
// memory and time of reading hostile input small.
const (
	MaxBytes   = model.MaxInputBytes // of one document
	MaxDepth   = model.MaxInputDepth // of lists and objects inside each other
	MaxAliased = 10_000              // YAML nodes that aliases stand for, all together; their text has MaxBytes
)

// Document is one input.
type Document struct {
	// Value is what the document says. A number that is not whole or does not fit in
	// 64 bits is a json.Number, for the model to refuse at its place.
	Value model.Value
	// Number counts the documents of a stream from 1.
	Number int

	chunk  *chunk
	format Format
	root   *yaml.Node
}

// Size is the length of the document's text, in bytes.
func (d *Document) Size() int { return len(d.chunk.text) }

// Reader reads a stream of documents. It holds one document at a time.
type Reader struct {
	name   string
	format Format
	in     *bufio.Reader
	split  splitter
	number int
	done   bool
}

// NewReader reads documents from r, which messages call name.
func NewReader(r io.Reader, name string, format Format) *Reader {
	return &Reader{name: name, format: format, in: bufio.NewReaderSize(r, 64<<10)}
}

// Next returns the next document, and io.EOF after the last one. Of a document that
// is refused it returns [model.Diagnostics], and can be called again for those after
// it. Other errors come from the underlying reader and are final.
func (r *Reader) Next() (*Document, error) {
	if r.done {
		return nil, io.EOF
	}
	if r.split == nil {
		r.begin()
	}
	text, err := r.split.next()
	switch {
	case err == io.EOF && r.number == 0:
		r.done = true
		return nil, refuse(model.Position{File: r.name}, "the file is empty: an input is an object")
	case err == errTooLarge || err == errBinary:
		r.done = true
		return nil, r.unreadable(text, err)
	case err == io.EOF:
		r.done = true
		return nil, io.EOF
	case err != nil:
		r.done = true
		return nil, fmt.Errorf("%s cannot be read: %w", r.name, err)
	}
	r.number++
	text.file = r.name
	if !utf8.Valid(text.text) {
		return nil, r.unreadable(text, errBinary)
	}
	return r.parse(text)
}

// begin looks at the first bytes of the stream.
func (r *Reader) begin() {
	if bom, _ := r.in.Peek(3); bytes.Equal(bom, []byte("\ufeff")) {
		r.in.Discard(3) // the three bytes are in the buffer
	}
	if r.format == Unknown {
		r.format = sniff(r.in)
	}
	switch r.format {
	case YAML:
		r.split = &yamlSplitter{lines: lines{in: r.in}}
	case NDJSON:
		r.split = &lineSplitter{lines: lines{in: r.in}}
	case JSON, Unknown:
		r.split = newJSONSplitter(r.in)
	}
}

func (r *Reader) parse(text *chunk) (*Document, error) {
	d := &Document{Number: r.number, chunk: text, format: r.format}
	var err error
	if r.format == YAML {
		d.root, err = parseYAML(text)
	} else {
		d.root, err = parseJSON(text)
	}
	if err != nil {
		return nil, err
	}
	c := converter{document: d}
	d.Value = c.value(d.root, nil, 1)
	if c.errors.Count() > 0 {
		return nil, c.diagnostics()
	}
	return d, nil
}

func (r *Reader) unreadable(text *chunk, err error) model.Diagnostics {
	pos := model.Position{File: r.name, Line: text.line, Column: text.column}
	if err == errBinary || !utf8.Valid(trimRune(text.text)) {
		return refuse(pos, "the document is not UTF-8 text")
	}
	return refuse(pos, fmt.Sprintf("the document is larger than %d MiB", MaxBytes>>20))
}

// trimRune cuts off a character whose end may be missing.
func trimRune(text []byte) []byte {
	for i := len(text) - 1; i >= 0 && i > len(text)-utf8.UTFMax; i-- {
		if utf8.RuneStart(text[i]) {
			return text[:i]
		}
	}
	return text
}

func refuse(pos model.Position, summary string) model.Diagnostics {
	return model.Diagnostics{{Severity: model.Error, Summary: summary, Positions: []model.Position{pos}}}
}
