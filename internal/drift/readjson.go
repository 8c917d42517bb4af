package drift

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// maxObject bounds the text of an object, and of what stands between two. etcd takes
// objects of 1.5 MiB.
const maxObject = 16 << 20

var errTooLarge = errors.New("too large")

// jsonReader reads objects one after another, so that memory does not grow with the
// length of a list.
type jsonReader struct {
	live *Live
	name string
	text *window
	dec  *json.Decoder
}

func newJSONReader(in io.Reader, name string, live *Live) *jsonReader {
	w := &window{in: in, line: 1, column: 1}
	return &jsonReader{live: live, name: name, text: w, dec: json.NewDecoder(w)}
}

// read reads all values of the file, each of which is an object, or a list of them with or
// without "kind": "List" around it.
func (r *jsonReader) read() error {
	for {
		c, start, err := r.begin()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return r.fail(err)
		}
		switch c {
		case '[':
			err = r.array(list{})
		case '{':
			err = r.object(start)
		default:
			err = refuse(r.text.position(r.name, start), `this is no object as "kubectl get -o json" prints it`)
		}
		if err != nil {
			return err
		}
	}
}

// begin forgets what was read before, and returns the first character of the next value
// and its place in the file.
func (r *jsonReader) begin() (byte, int64, error) {
	r.text.forget(r.dec.InputOffset())
	for i := 0; ; i++ {
		if i == len(r.text.text) {
			if err := r.text.fill(); err != nil {
				return 0, 0, err
			}
		}
		switch c := r.text.text[i]; c {
		case ' ', '\t', '\r', '\n', ',', ':':
		default:
			return c, r.text.start + int64(i), nil
		}
	}
}

// array reads the elements of a list.
func (r *jsonReader) array(of list) error {
	if _, err := r.dec.Token(); err != nil {
		return r.fail(err)
	}
	for r.dec.More() {
		_, start, err := r.begin()
		if err != nil {
			return r.fail(err)
		}
		var raw json.RawMessage
		if err := r.dec.Decode(&raw); err != nil {
			return r.fail(err)
		}
		if err := r.live.text(raw, of, r.text.position(r.name, start)); err != nil {
			return err
		}
	}
	if _, err := r.dec.Token(); err != nil {
		return r.fail(err)
	}
	return nil
}

// object reads an object, or the list that it turns out to be. What a list says of its
// elements counts when it stands before them: kubectl prints elements that say it
// themselves.
func (r *jsonReader) object(start int64) error {
	position := r.text.position(r.name, start)
	if _, err := r.dec.Token(); err != nil {
		return r.fail(err)
	}
	said, isList := map[string]json.RawMessage{}, false
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			return r.fail(err)
		}
		if key == "items" {
			isList = true
			if err := r.items(listOf(unquote(said["apiVersion"]), unquote(said["kind"]))); err != nil {
				return err
			}
			continue
		}
		var raw json.RawMessage
		if err := r.dec.Decode(&raw); err != nil {
			return r.fail(err)
		}
		if name, _ := key.(string); name == "apiVersion" || name == "kind" {
			said[name] = raw
		}
	}
	if _, err := r.dec.Token(); err != nil {
		return r.fail(err)
	}
	if isList {
		return nil
	}
	return r.live.text(r.text.slice(start, r.dec.InputOffset()), list{}, position)
}

// items reads the list of objects in a list.
func (r *jsonReader) items(of list) error {
	c, start, err := r.begin()
	if err != nil {
		return r.fail(err)
	}
	if c == '[' {
		return r.array(of)
	}
	var raw json.RawMessage
	if err := r.dec.Decode(&raw); err != nil {
		return r.fail(err)
	}
	if string(raw) != "null" {
		return refuse(r.text.position(r.name, start), `"items" is no list`)
	}
	return nil
}

func unquote(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// text takes an object as it is written.
func (l *Live) text(raw []byte, of list, position model.Position) error {
	var h head
	if err := json.Unmarshal(raw, &h); err != nil {
		h = head{} // a list, a number, or something in it that is
	}
	wanted, err := l.meet(&h, of, position)
	if err != nil || !wanted {
		return err
	}
	v, err := parse(raw, position)
	if err != nil {
		return err
	}
	body, _ := v.(model.Object)
	return l.add(h.complete(body), position)
}

// fail is an error at the place that was read last.
func (r *jsonReader) fail(err error) error {
	return notJSON(r.text.position(r.name, r.dec.InputOffset()), err)
}

// window is the part of a file that is being read, and its place. It is what the decoder
// reads from, and may be ahead of it.
type window struct {
	in           io.Reader
	text         []byte
	start        int64 // of text in the file
	taken        int64 // by the decoder, of the file
	line, column int   // of start
}

// Read hands out what is ahead of the decoder.
func (w *window) Read(p []byte) (int, error) {
	if w.taken == w.end() {
		if err := w.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, w.text[w.taken-w.start:])
	w.taken += int64(n)
	return n, nil
}

func (w *window) end() int64 { return w.start + int64(len(w.text)) }

// fill reads on.
func (w *window) fill() error {
	if len(w.text) > maxObject {
		return errTooLarge
	}
	old := len(w.text)
	w.text = slices.Grow(w.text, chunk)
	n, err := w.in.Read(w.text[old : old+chunk])
	w.text = w.text[:old+n]
	if n > 0 {
		return nil // an error comes again
	}
	return err
}

// chunk is how much is read at once.
const chunk = 64 << 10

// slice is the text between two places in the file.
func (w *window) slice(from, to int64) []byte { return w.text[from-w.start : to-w.start] }

// position is the line and the column of a place in the file.
func (w *window) position(name string, offset int64) model.Position {
	before := w.slice(w.start, offset)
	p := model.Position{File: name, Line: w.line, Column: w.column + len(before)}
	if i := bytes.LastIndexByte(before, '\n'); i >= 0 {
		p.Line += bytes.Count(before, []byte("\n"))
		p.Column = len(before) - i
	}
	return p
}

// forget drops the text before a place in the file, which the decoder has taken.
func (w *window) forget(offset int64) {
	p := w.position("", offset)
	w.line, w.column = p.Line, p.Column
	w.text, w.start = w.text[offset-w.start:], offset
}
