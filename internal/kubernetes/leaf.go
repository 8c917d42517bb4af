package kubernetes

import (
	"encoding/base64"
	"fmt"
	"time"

	"github.com/base-k8s/base-k8s/internal/model"
	"k8s.io/apimachinery/pkg/api/resource"
)

// leaf checks an expression whose value is not known, by its kind.
func (c *checker) leaf(path model.Path, shape *Shape, e bound) {
	kind := e.kind()
	structured := shape.hasFields() || shape.Kind == List && shape.Elem().hasFields()
	if structured && (kind == "" || shape.takes(kind)) {
		c.report(e.Pos, fmt.Sprintf("%s is computed: its fields cannot be checked", c.at(path)),
			"write the fields here, or refer to a hidden field that has them")
		return
	}
	if kind != "" && !shape.takes(kind) {
		c.wrongKind(path, shape, e, kind)
	}
}

// kind is the kind of the expression's value, "" when it is not known.
func (b bound) kind() model.Kind {
	if o := model.LookupOperation(b.Op); o.Result != "" {
		return o.Result
	}
	return b.Kind
}

// takes reports whether values of a kind can be right for the shape.
func (s *Shape) takes(kind model.Kind) bool {
	switch s.Kind {
	case Any:
		return true
	case IntOrString:
		return kind == model.String || kind == model.Number
	case Int, Number:
		return kind == model.Number
	case Bool:
		return kind == model.Bool
	case List:
		return kind == model.List
	case Map:
		return kind == model.Map || kind == model.Record
	case Object:
		return kind == model.Record
	case String, Quantity, Bytes, Time, Duration:
		return kind == model.String
	default:
		panic("no kind of values for " + string(s.Kind))
	}
}

func (c *checker) wrongKind(path model.Path, shape *Shape, e bound, kind model.Kind) {
	detail := ""
	switch {
	case kind == model.Null:
		detail = "leave the field out then, with an if around it: if x != null {…}"
	case shape.takes(model.String) && kind == model.Number:
		detail = `write it as a string, such as "\(x)"`
	}
	c.report(e.Pos, fmt.Sprintf("%s is %s and must be %s", c.at(path), article(string(kind)), article(string(shape.Kind))), detail)
}

// article puts the indefinite article before the name of a kind.
func article(kind string) string {
	switch kind {
	case "null", "bytes":
		return kind
	case "object", "int", "int or string":
		return "an " + kind
	}
	return "a " + kind
}

// literal checks a constant: its kind and, where a kind has a notation, the text.
func (c *checker) literal(path model.Path, shape *Shape, e bound) {
	kind := model.KindOf(e.Value.Value)
	if !shape.takes(kind) {
		c.wrongKind(path, shape, e, kind)
		return
	}
	if err := shape.notation(e.Value.Value); err != nil {
		c.report(e.Pos, fmt.Sprintf("%s is not %s: %v", c.at(path), article(string(shape.Kind)), err), "")
	}
	if shape.schema == nil {
		return
	}
	if err := shape.schema.allows(e.Value.Value); err != nil {
		c.report(e.Pos, fmt.Sprintf("%s is %s: %v", c.at(path), model.AppendJSON(nil, e.Value.Value), err), "")
	}
}

// notation checks the text of a value as the API server reads it.
func (s *Shape) notation(v model.Value) (err error) {
	text, _ := v.(string)
	switch s.Kind {
	case Quantity:
		_, err = resource.ParseQuantity(text)
	case Bytes:
		_, err = base64.StdEncoding.DecodeString(text)
	case Time:
		_, err = time.Parse(time.RFC3339, text)
	case Duration:
		_, err = time.ParseDuration(text)
	case Int:
		if n := v.(int64); s.Bits() == 32 && int64(int32(n)) != n {
			err = fmt.Errorf("%d does not fit in 32 bits", n)
		}
	case String, Bool, Number, IntOrString, List, Map, Object, Any: // have no notation of their own
	}
	return err
}
