package module

import (
	"os"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/layertest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestLayer plans the inputs of the layer testdata/layers/acme, and those that it refuses: verdict, objects,
// outputs, warnings and words have to be CUE's and the model's.
func TestLayer(t *testing.T) {
	dir := layertest.Lay(t, example.SchemaDir, "acme", os.DirFS("../../testdata/layers/acme"))
	withStandIn(t, func(t *testing.T, r run) {
		qs := &questions{known: map[string]int{}, seen: map[string]bool{}}
		s := newSubject(t, "layer acme", dir)
		for _, folder := range []string{"inputs", "refused"} {
			list, err := example.Read("layers/acme/" + folder)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range list {
				qs.add(t, s, folder+"/"+e.Name, model.AppendJSON(nil, withoutFixed(s.contract.Model, e.Value)))
			}
		}
		accepted := 0
		answers := r.answers(t, qs.list)
		for _, q := range qs.list {
			if q.compare(t, answers[q.id]) {
				accepted++
			}
		}
		if accepted < 3 || accepted == len(qs.list) {
			t.Errorf("%d inputs of %d are accepted", accepted, len(qs.list))
		}
	})
}

// withoutFixed leaves out what is no variable of the module.
func withoutFixed(m *model.Model, input model.Object) (rest model.Object) {
	for _, member := range input {
		if m.FixedInput(member.Key) == nil {
			rest = append(rest, member)
		}
	}
	return rest
}
