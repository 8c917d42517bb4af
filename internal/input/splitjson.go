package input

import (
	"bufio"
	"bytes"
	"io"
)

// jsonSplitter cuts after the bracket that closes a value, and at the end of the
// line when a value has none.
type jsonSplitter struct {
	in           *bufio.Reader
	line, column int // of the next byte
}

func newJSONSplitter(in *bufio.Reader) *jsonSplitter {
	return &jsonSplitter{in: in, line: 1, column: 1}
}

func (s *jsonSplitter) next() (*chunk, error) {
	if err := s.skipSpace(); err != nil {
		return &chunk{}, err
	}
	c := &chunk{line: s.line, column: s.column}
	var open brackets
	for {
		window, err := s.window()
		if err == io.EOF {
			return c, nil
		}
		if err != nil {
			return c, err
		}
		n, closed := open.scan(window)
		c.text = append(c.text, window[:n]...)
		s.discard(window[:n])
		switch {
		case bytes.IndexByte(c.text[len(c.text)-n:], 0) >= 0:
			return c, errBinary
		case len(c.text) > MaxBytes:
			return c, errTooLarge
		case closed:
			return c, nil
		}
	}
}

// window is what has been read ahead, at least one byte.
func (s *jsonSplitter) window() ([]byte, error) {
	if _, err := s.in.Peek(1); err != nil {
		return nil, err
	}
	return s.in.Peek(s.in.Buffered())
}

// discard goes past the beginning of the window.
func (s *jsonSplitter) discard(text []byte) {
	if newline := bytes.LastIndexByte(text, '\n'); newline >= 0 {
		s.line += bytes.Count(text, []byte("\n"))
		s.column = len(text) - newline
	} else {
		s.column += len(text)
	}
	s.in.Discard(len(text)) // it is in the buffer
}

func (s *jsonSplitter) skipSpace() error {
	for {
		window, err := s.window()
		if err != nil {
			return err
		}
		spaces := len(window) - len(bytes.TrimLeft(window, " \t\r\n"))
		s.discard(window[:spaces])
		if spaces < len(window) {
			return nil
		}
	}
}

// brackets keeps count of the brackets of a JSON value that are open.
type brackets struct {
	depth             int
	inString, escaped bool
}

// scan goes on in text and returns how many bytes of it belong to the value, and
// whether they are its last ones.
func (b *brackets) scan(text []byte) (n int, closed bool) {
	for i, c := range text {
		switch {
		case b.escaped:
			b.escaped = false
			continue
		case c == '"':
			b.inString = !b.inString
			continue
		case b.inString:
			b.escaped = c == '\\'
			continue
		case c == '{' || c == '[':
			b.depth++
			continue
		case c == '}' || c == ']':
			b.depth--
		case c != '\n':
			continue
		}
		if b.depth <= 0 {
			return i + 1, true
		}
	}
	return len(text), false
}
