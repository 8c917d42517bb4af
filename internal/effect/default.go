package effect

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Default is the value that the API server gives to an absent field. The difference between
// that value and none is no change, whichever side has it.
type Default struct {
	// Kinds are the kinds that have the field; "pod" stands for the pods of all that have
	// some, and their containers for init containers, too.
	Kinds []string `json:"kinds"`
	// Path is the field, without indices.
	Path string `json:"path"`
	// When limits the default by other fields of the same object, see besides; "" is always.
	When string `json:"when,omitempty"`
	// Value is the default, as [model.FromJSON] reads it, which may leave out defaults of
	// its own.
	Value json.RawMessage `json:"value"`
	// Source is the function that decides.
	Source string `json:"source"`

	value model.Value
}

// String names the row.
func (d *Default) String() string {
	name := strings.Join(d.Kinds, ",") + " " + d.Path
	if d.When != "" {
		name += " (" + d.When + ")"
	}
	return name
}

// besides are what a default can have under "when": conditions on the object that the field
// is absent from.
var besides = map[string]func(around model.Object) bool{
	"":               func(model.Object) bool { return true },
	"latest":         func(o model.Object) bool { return isLatest(o) },
	"pinned":         func(o model.Object) bool { return !isLatest(o) },
	"rolling update": func(o model.Object) bool { return isOr(o, "RollingUpdate", "type") },
	"no parallelism": func(o model.Object) bool { return model.At(o, "parallelism") == nil },
	"no limit per index": func(o model.Object) bool {
		return model.At(o, "backoffLimitPerIndex") == nil
	},
	"in the cluster": func(o model.Object) bool { return !is(o, "ExternalName", "type") },
	"exposed":        func(o model.Object) bool { return is(o, "NodePort", "type") || is(o, "LoadBalancer", "type") },
	"same as port":   func(model.Object) bool { return true },
	"ingress only":   func(o model.Object) bool { return !hasElements(o, "egress") },
	"egress":         func(o model.Object) bool { return hasElements(o, "egress") },
}

// isOr reports whether a member has a value, or is absent.
func isOr(o model.Object, want model.Value, key string) bool {
	return model.At(o, key) == nil || is(o, want, key)
}

func hasElements(o model.Object, key string) bool {
	list, _ := model.At(o, key).([]model.Value)
	return len(list) > 0
}

// isLatest reports whether a container's image has the tag latest, or no tag and no digest.
func isLatest(container model.Object) bool {
	image, _ := model.At(container, "image").(string)
	name, digest, _ := strings.Cut(image, "@")
	_, tag, hasTag := strings.Cut(name[strings.LastIndex(name, "/")+1:], ":")
	return tag == "latest" || !hasTag && digest == ""
}

//go:embed defaults.json
var defaultsText []byte

// defaults are all rows, and the rows for each kind by their paths.
var defaults = sync.OnceValue(func() (t struct {
	rows  []*Default
	kinds map[string]map[string][]*Default
}) {
	err := json.Unmarshal(defaultsText, &t.rows)
	t.kinds = map[string]map[string][]*Default{}
	add := func(d *Default, kind, path string) {
		if t.kinds[kind] == nil {
			t.kinds[kind] = map[string][]*Default{}
		}
		t.kinds[kind][path] = append(t.kinds[kind][path], d)
	}
	for _, d := range t.rows {
		value, wrong := model.ParseJSON(d.Value)
		err, d.value = cmp.Or(err, wrong), value
		for _, kind := range d.Kinds {
			if kind != "pod" {
				add(d, kind, d.Path)
				continue
			}
			for kind, spec := range ofKubernetes().PodSpecs {
				prefix := spec + "."
				add(d, kind, prefix+d.Path)
				if inside, ok := strings.CutPrefix(d.Path, "containers."); ok {
					add(d, kind, prefix+"initContainers."+inside)
				}
			}
		}
	}
	if err != nil {
		panic(fmt.Errorf("the defaults of fields: %w", err)) // they are part of the program
	}
	return t
})

// Defaults are all rows of the defaults' data.
func Defaults() []*Default { return slices.Clone(defaults().rows) }

// byDefault reports whether a member that only one of two objects has is what the API server
// gives the other one.
func (d *differ) byDefault(steps []step, v model.Value, without model.Object) bool {
	if isEmptyList(v) || isEmptyMap(steps, v) { // neither the API server nor the provider distinguishes it from none
		return true
	}
	rows := d.defaults[plain(steps)]
	return slices.ContainsFunc(rows, func(row *Default) bool {
		if !besides[row.When](without) {
			return false
		}
		value := row.value
		if row.When == "same as port" {
			value = model.At(without, "port")
		}
		inner := &differ{quantities: d.quantities, defaults: d.defaults}
		inner.member(steps, &model.Literal{Value: v}, &model.Literal{Value: value})
		return len(inner.fields) == 0
	})
}
