package schema_test

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// ownership are the inputs that the claim of a prebuilt workspace, or a rename, changes.
var ownership = []string{"owner", "workspace_name", "owner_id", "owner_email"}

// TestClaimAndRenameChangeMetadataOnly: with workspace_id, no change of ownership alone
// changes a spec, the pod template and selectors included, a Secret's data, or a name. It
// goes through random accepted inputs, and gives each the ownership of the four before it.
//
// Shows: 11a.1.
func TestClaimAndRenameChangeMetadataOnly(t *testing.T) {
	const seed = 1
	pairs := 10_000
	if testing.Short() {
		pairs = 1000
	}
	m, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	random := random.New(m, seed)
	next := func() map[string]any {
		for {
			in := map[string]any{}
			data := random.Next()
			value, err := model.ParseJSON(data)
			if err != nil {
				continue
			}
			if _, refused := m.Evaluate(value); !refused.HasErrors() && json.Unmarshal(data, &in) == nil {
				return in
			}
		}
	}
	var owners []map[string]any
	done, changed := 0, 0
	for done < pairs {
		before := next()
		before["workspace_id"] = "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f"
		one, labels := kept(t, m, before)
		for _, other := range owners {
			after := maps.Clone(before)
			for _, name := range ownership {
				delete(after, name)
				if v, given := other[name]; given {
					after[name] = v
				}
			}
			two, otherLabels := kept(t, m, after)
			if diff := cmp.Diff(one, two); diff != "" {
				t.Fatalf("seed %d, pair %d: %v\n%v\n-before +after\n%s", seed, done, before, after, diff)
			}
			done++
			if labels != otherLabels {
				changed++
			}
		}
		owners = append(owners, before)[max(0, len(owners)-3):]
	}
	t.Logf("seed %d: %d pairs, of which %d have other labels", seed, done, changed)
	if changed*2 < done {
		t.Errorf("only %d of %d pairs have other labels", changed, done)
	}
}

// kept is what must stay of the objects of an accepted input, a JSON text by object: all
// but metadata other than the name. The labels of objects, which may change, come besides.
func kept(t *testing.T, m *model.Model, in map[string]any) (objects map[string]string, labels string) {
	t.Helper()
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	value, err := model.ParseJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	result, refused := m.Evaluate(value)
	if refused.HasErrors() {
		t.Fatalf("%s: %v", data, refused)
	}
	objects = map[string]string{}
	for _, o := range result.Objects {
		rest := model.Object{}
		for _, member := range o.Body {
			if member.Key == "metadata" {
				metadata := member.Value.(model.Object)
				name, _ := metadata.Get("name")
				space, _ := metadata.Get("namespace")
				member.Value = model.Object{{Key: "name", Value: name}, {Key: "namespace", Value: space}}
				of, _ := metadata.Get("labels")
				labels = string(model.AppendJSON(nil, of))
			}
			rest = append(rest, member)
		}
		objects[o.Name] = string(model.AppendJSON(nil, rest))
	}
	return objects, labels
}
