package drift

import (
	"encoding/base64"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
)

// plainSecret is a Secret as the API server stores it: stringData is written into data, in
// base64. Other objects stay as they are.
func plainSecret(o model.Object) model.Object {
	plain, ok := model.At(o, "stringData").(model.Object)
	if text(o, "kind") != "Secret" || !ok {
		return o
	}
	data, _ := model.At(o, "data").(model.Object)
	for _, m := range plain {
		s, _ := m.Value.(string)
		data = data.With(m.Key, base64.StdEncoding.EncodeToString([]byte(s)))
	}
	stored := make(model.Object, 0, len(o))
	for _, m := range o {
		if m.Key != "stringData" {
			stored = append(stored, m)
		}
	}
	return stored.With("data", data)
}

// roomFor puts an empty map where only the cluster has one, so that each of its keys is a
// drift of its own.
func roomFor(p place, stated, seen model.Object) model.Object {
	for _, m := range seen {
		there, ok := stated.Get(m.Key)
		inner := p.field(m.Key)
		_, isObject := m.Value.(model.Object)
		switch {
		case !ok && isObject && inner.kind() == kubernetes.Map:
			stated = stated.With(m.Key, model.Object{})
		case ok:
			if room := roomIn(inner, there, m.Value); room != nil {
				stated = stated.With(m.Key, room)
			}
		}
	}
	return stated
}

// roomIn is nil for a value that stays as it is.
func roomIn(p place, stated, seen model.Value) model.Value {
	x, ok := stated.(model.Object)
	y, both := seen.(model.Object)
	if !ok || !both {
		return nil
	}
	return roomFor(p, x, y)
}
