package influence

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Place is a place in an object that an input reaches.
type Place struct {
	Object *model.KubernetesObject
	// Keys lead to the place, without indices; [effect.Any] is a key that the input chooses.
	// There are none for whether the object exists.
	Keys []string
	// Path is the place as a person writes it; "" for whether the object exists.
	Path model.Path
	// Effect is the worst effect of a change there.
	Effect effect.Ways

	deps set
}

// String names the place.
func (p *Place) String() string {
	if p.Path == "" {
		return "whether " + p.Object.Kind + " " + p.Object.Name + " exists"
	}
	return p.Object.Kind + " " + p.Object.Name + " " + string(p.Path)
}

func (p *Place) reachedBy(a *Analysis, f *model.Field) bool {
	return p.deps.has(a.numbers[f]) ||
		slices.ContainsFunc(Attributes(f), func(inner *model.Field) bool { return p.reachedBy(a, inner) })
}

func (a *Analysis) object(o *model.KubernetesObject) {
	deps, holds := a.condition(o.If)
	if o.Each != nil {
		deps, holds = a.clauses(o.Each.Clauses)
		deps = deps.or(a.expr(o.Each.Key).all())
	}
	if !holds {
		return
	}
	body := a.expr(o.Body)
	w := &walk{a, o, body.may}
	if deps != nil {
		a.Places = append(a.Places, &Place{Object: o, Effect: a.effects.Existence(o, body.may), deps: deps})
	}
	w.value(body, nil, nil, "")
}

// may reports whether the scalar that keys lead to may have a value.
func (s *shape) may(want model.Value, keys ...string) bool {
	for _, key := range keys {
		if _, ok := s.members[key]; !ok && s.rest == nil {
			return s.members == nil && s.constant == nil // what is not known has no parts
		}
		s = s.member(key)
	}
	return s.constant == nil || model.Equal(s.constant.Value, want)
}

// walk collects the places in an object.
type walk struct {
	*Analysis
	object *model.KubernetesObject
	may    effect.May
}

// value visits a value, whatever is around it depending on some fields.
func (w *walk) value(s *shape, around set, keys []string, path model.Path) {
	deps := around.or(s.deps).or(s.present)
	if s.elems != nil {
		// Such members identify elements: another value is another element.
		for _, key := range s.elems.sorted() {
			if effect.IsListKey(key) {
				deps = deps.or(s.elems.members[key].all())
			}
		}
	}
	if deps != nil && len(keys) > 0 {
		w.Places = append(w.Places, &Place{
			Object: w.object, Keys: slices.Clone(keys), Path: path, deps: deps,
			Effect: w.effects.Field(w.object, keys, w.may),
		})
	}
	for _, key := range s.sorted() {
		w.value(s.members[key], deps, append(keys, key), path.Key(key))
	}
	if s.rest != nil {
		w.value(s.rest, deps, append(keys, effect.Any), path+"[*]")
	}
	if s.elems != nil {
		w.value(s.elems, deps, keys, path+"[*]")
	}
}
