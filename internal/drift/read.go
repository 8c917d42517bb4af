package drift

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Read reads objects as "kubectl get -o json" prints them, from a file that messages call
// name: a list, one object, several of either one after another or on lines of their own,
// or the same in YAML, which holds a list of at most [input.MaxBytes]. Only the objects
// that are wanted are kept. It fails with [model.Diagnostics] on what is no such object.
func Read(r io.Reader, name string, wanted func(Name) bool) (*Live, error) {
	live := &Live{objects: map[Name][]*object{}, kinds: map[Name]bool{}, wanted: wanted}
	in := bufio.NewReader(r)
	var err error
	if isJSON(in, name) {
		err = newJSONReader(in, name, live).read()
	} else {
		err = live.yaml(in, name)
	}
	if err == nil && live.count == 0 {
		err = refuse(model.Position{File: name}, "there is no object in it")
	}
	return live, err
}

// isJSON reports whether a file is JSON, as its name or else its first character says.
func isJSON(in *bufio.Reader, name string) bool {
	if bom, _ := in.Peek(3); string(bom) == "\ufeff" {
		in.Discard(3)
	}
	if format := input.FormatOf(name); format != input.Unknown {
		return format != input.YAML
	}
	for i := 1; i <= in.Size(); i++ {
		head, err := in.Peek(i)
		if err != nil {
			return true // an empty file is reported as JSON
		}
		if c := head[i-1]; !strings.ContainsRune(" \t\r\n", rune(c)) {
			return c == '{' || c == '['
		}
	}
	return true
}

func (l *Live) yaml(in io.Reader, name string) error {
	documents := input.NewReader(in, name, input.YAML)
	for {
		d, err := documents.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := l.document(d); err != nil {
			return err
		}
	}
}

// document takes a document of YAML: an object, or a list of objects.
func (l *Live) document(d *input.Document) error {
	items, isList := model.At(d.Value, "items").([]model.Value)
	if !isList {
		return l.value(d.Value, list{}, d.Position(""))
	}
	of := listOf(text(d.Value, "apiVersion"), text(d.Value, "kind"))
	for i, item := range items {
		if err := l.value(item, of, d.Position(model.Path("items").Index(i))); err != nil {
			return err
		}
	}
	return nil
}

// value takes a whole object.
func (l *Live) value(v model.Value, of list, position model.Position) error {
	body, _ := v.(model.Object)
	h := head{text(body, "apiVersion"), text(body, "kind"), headMetadata{text(body, "metadata", "name"), text(body, "metadata", "namespace")}}
	wanted, err := l.meet(&h, of, position)
	if err != nil || !wanted {
		return err
	}
	return l.add(h.complete(body), position)
}

// head is what an object is known by.
type head struct {
	APIVersion string       `json:"apiVersion"`
	Kind       string       `json:"kind"`
	Metadata   headMetadata `json:"metadata"`
}

type headMetadata struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
}

// list is what a list says of its elements, which may leave it out.
type list struct{ apiVersion, kind string }

// listOf is the list of a kind: a DeploymentList has Deployments, a List has any.
func listOf(apiVersion, kind string) list {
	element, ok := strings.CutSuffix(kind, "List")
	if !ok || element == "" {
		return list{}
	}
	return list{apiVersion, element}
}

// meet counts an object, and reports whether it is wanted.
func (l *Live) meet(h *head, of list, position model.Position) (bool, error) {
	if h.Kind == "" && h.APIVersion == "" {
		h.APIVersion, h.Kind = of.apiVersion, of.kind
	}
	if h.Kind == "" || h.APIVersion == "" || h.Metadata.Name == "" {
		return false, refuse(position, `this is no object as "kubectl get -o json" prints it: it has no apiVersion, kind and metadata.name that are strings`)
	}
	l.count++
	name := NameOf(h.complete(nil))
	l.kinds[Name{Group: name.Group, Kind: name.Kind}] = true
	return l.wanted(name), nil
}

// complete is the body with what it is known by.
func (h *head) complete(body model.Object) model.Object {
	metadata := model.Object{{Key: "name", Value: h.Metadata.Name}}
	if h.Metadata.Namespace != "" {
		metadata = append(metadata, model.Member{Key: "namespace", Value: h.Metadata.Namespace})
	}
	if body != nil {
		metadata, _ = model.At(body, "metadata").(model.Object)
	}
	return body.With("apiVersion", h.APIVersion).With("kind", h.Kind).With("metadata", metadata)
}

// locate moves the positions in diagnostics about a part of a file to where the part is.
func locate(diagnostics model.Diagnostics, start model.Position) model.Diagnostics {
	for _, d := range diagnostics {
		for i := range d.Positions {
			p := &d.Positions[i]
			if p.Line <= 1 {
				p.Column = start.Column + max(p.Column-1, 0)
			}
			p.Line = start.Line + max(p.Line-1, 0)
		}
	}
	return diagnostics
}

// notJSON says what is wrong with a file, without its text.
func notJSON(position model.Position, err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return refuse(position, "the file is not JSON: it ends before its last bracket")
	case errors.As(err, &syntax):
		return refuse(position, fmt.Sprintf("the file is not JSON: %v", err))
	case errors.Is(err, errTooLarge):
		return refuse(position, fmt.Sprintf("an object is larger than %d MiB", maxObject>>20))
	}
	return err
}

// parse reads the text of one object.
func parse(text []byte, start model.Position) (model.Value, error) {
	if !utf8.Valid(text) {
		return nil, refuse(start, "the object is not UTF-8 text")
	}
	d, err := input.NewReader(bytes.NewReader(text), start.File, input.JSON).Next()
	var refused model.Diagnostics
	if errors.As(err, &refused) {
		return nil, locate(refused, start)
	}
	if err != nil {
		return nil, err
	}
	return d.Value, nil
}
