package input

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// chunk is the text of one document, and where it begins in its file.
type chunk struct {
	file         string
	line, column int
	text         []byte
}

// splitter cuts a stream into documents. Its next returns io.EOF after the last one,
// and errTooLarge or errBinary together with as much of a document as was read.
type splitter interface {
	next() (*chunk, error)
}

var (
	errTooLarge = errors.New("document too large")
	errBinary   = errors.New("document is binary")
)

// lines reads lines of any length, and counts them.
type lines struct {
	in    *bufio.Reader
	count int
}

// read appends the next line, with its end, to dst. It returns io.EOF when there is
// none, and an error when dst becomes too large for a document.
func (l *lines) read(dst []byte) ([]byte, error) {
	l.count++
	before := len(dst)
	for {
		part, err := l.in.ReadSlice('\n')
		dst = append(dst, part...)
		switch {
		case bytes.IndexByte(part, 0) >= 0:
			return dst, errBinary
		case len(dst) > MaxBytes:
			return dst, errTooLarge
		case err == io.EOF && len(dst) > before:
			return dst, nil
		case err != bufio.ErrBufferFull:
			return dst, err
		}
	}
}

// lineSplitter takes every line that is not blank for a document.
type lineSplitter struct {
	lines lines
}

func (s *lineSplitter) next() (*chunk, error) {
	for {
		text, err := s.lines.read(nil)
		if err != nil || len(bytes.TrimSpace(text)) > 0 {
			return &chunk{line: s.lines.count, column: 1, text: text}, err
		}
	}
}

// yamlSplitter cuts at the markers "---", which begins a document, and "...", which
// ends one. YAML allows neither at the beginning of a line inside a document.
type yamlSplitter struct {
	lines lines
	ahead []byte // the marker of the next document
}

func (s *yamlSplitter) next() (*chunk, error) {
	c := &chunk{line: max(s.lines.count, 1), column: 1, text: s.ahead}
	begun := s.ahead != nil
	s.ahead = nil
	for {
		before := len(c.text)
		var err error
		c.text, err = s.lines.read(c.text)
		line := c.text[before:]
		switch {
		case err == io.EOF && begun:
			return c, nil
		case err != nil:
			return c, err
		case isMarker(line, "---") && begun:
			c.text, s.ahead = c.text[:before:before], line
			return c, nil
		case isMarker(line, "...") && begun:
			return c, nil
		case isMarker(line, "---") || !isBlank(line) && line[0] != '%':
			begun = true
		}
	}
}

// isMarker reports whether a line begins with a marker that stands by itself.
func isMarker(line []byte, marker string) bool {
	rest, ok := bytes.CutPrefix(line, []byte(marker))
	return ok && (len(rest) == 0 || bytes.IndexByte([]byte(" \t\r\n"), rest[0]) >= 0)
}

// isBlank reports whether a YAML line has nothing but a comment.
func isBlank(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) == 0 || line[0] == '#'
}
