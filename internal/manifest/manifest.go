// Package manifest writes Kubernetes objects as YAML or JSON.
//
// What goes in is the evaluated objects of one input; what comes out is bytes that
// kubectl and Helm read. What the objects mean does not matter, except that a Secret's
// data is secret. The package runs in the browser too, so it writes YAML itself: a library
// would be a fifteenth of what the browser loads.
package manifest

import "github.com/base-k8s/base-k8s/internal/model"

// Format is a notation for manifests.
type Format string

const (
	// YAML is one document for each object, with "---" lines between them. A document
	// has the bytes that sigs.k8s.io/yaml gives for the object.
	YAML Format = "yaml"
	// JSON is one line for each input: a v1 List of its objects. Several inputs give
	// newline-delimited JSON, and kubectl applies both.
	JSON Format = "json"
)

// Encoder writes the objects of one input after another. The zero value writes YAML.
type Encoder struct {
	Format Format
	begun  bool // whether a YAML document has been written
}

// Encode appends the objects of one input to dst. It fails on what YAML cannot
// hold, which is nothing that an input can contain; dst is then as it was.
func (e *Encoder) Encode(dst []byte, objects []model.Rendered) ([]byte, error) {
	if e.Format == JSON {
		return AppendList(dst, objects), nil
	}
	begun, all := e.begun, dst
	for _, object := range objects {
		if begun {
			all = append(all, "---\n"...)
		}
		begun = true
		var err error
		if all, err = appendBlock(all, object.Body); err != nil {
			return dst, err
		}
	}
	e.begun = begun
	return all, nil
}

// Marshal returns one object as a document of its own.
func Marshal(o model.Object, format Format) ([]byte, error) {
	if format == JSON {
		return append(model.AppendJSON(nil, o), '\n'), nil
	}
	return appendBlock(nil, o)
}

// AppendList appends the objects as a compact v1 List and a newline.
func AppendList(dst []byte, objects []model.Rendered) []byte {
	dst = append(dst, `{"apiVersion":"v1","items":[`...)
	for i, object := range objects {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = model.AppendJSON(dst, object.Body)
	}
	return append(dst, "],\"kind\":\"List\"}\n"...)
}
