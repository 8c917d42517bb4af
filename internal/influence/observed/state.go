package observed

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/influence"
	"github.com/base-k8s/base-k8s/internal/model"
)

// state is something that can be assumed about a field and that makes changes of others less
// bad.
type state struct {
	field *field
	fact  *influence.Fact
	bound *influence.Analysis // under the fact
	// otherwise are the words for when it does not hold: "without id".
	otherwise string
}

func (s *state) holds(a *accepted) bool { return s.fact.Holds(a.full, s.field.place) }

// findStates lists the states of all fields that conditions depend on. Of two that say the same
// the one comes first that leaves out the least.
func (o *observer) findStates() {
	var rest []*state
	for _, f := range o.fields {
		if !o.bound.Decides(f.Field) || slices.Contains(f.place, element) {
			continue
		}
		name := o.bound.FieldPath(f.Field)
		add := func(to *[]*state, fact *influence.Fact, otherwise string) {
			if fact != nil {
				*to = append(*to, &state{f, fact, influence.Analyze(o.model, fact), otherwise})
			}
		}
		if values := influence.Enumerated(f.Field); f.Type.Kind != model.Bool && len(values) > 0 {
			for _, v := range values {
				is := name + " = " + plain(v)
				add(&o.states, influence.IsNot(f.Field, v), "with "+is)
				if len(values) > 2 {
					add(&rest, influence.Is(f.Field, v), "unless "+is)
				}
			}
			continue
		}
		add(&o.states, influence.Missing(f.Field), "with "+name)
		add(&o.states, influence.Given(f.Field), "without "+name)
	}
	o.states = append(o.states, rest...)
}

// plain is a value in a sentence.
func plain(v model.Value) string {
	if s, ok := v.(string); ok && s != "" {
		return s
	}
	return string(model.AppendJSON(nil, v))
}
