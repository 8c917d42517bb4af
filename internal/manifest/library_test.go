package manifest_test

import (
	"testing"

	"go.yaml.in/yaml/v2"
	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// scalars generates texts that are nearly numbers and dates, that are long, and those with
// characters that begin, end and fold lines, also as keys.
func scalars() *rapid.Generator[string] {
	return rapid.OneOf(
		texts(),
		rapid.StringMatching(`[+-]?(0[xXbBoO])?[0-9_]{0,4}[.:_eE]?[+-]?[0-9_]{0,3}([:.][0-9_]{0,3}){0,2}`),
		rapid.StringMatching(`[+-]?\.(inf|Inf|INF|nan|NaN|NAN|iNF|[0-9e]{1,4})`),
		rapid.StringMatching(`[0-9]{3}[04]-[01]?[0-9]-[0-3]?[0-9]([ Tt]{1,2}[0-2]?[0-9]:[0-6]?[0-9]:[0-6]?[0-9]([.,][0-9]{0,3})?(Z|[+-][0-2][0-9]:[0-6][0-9])?)?`),
		rapid.StringMatching(`(\x{feff}|[a-z '"\\:#-]){1,6}([a-z]{9,30}(  ?|\x{2028}|\x{a0}|\t)[a-z']{2}){0,9}`),
		rapid.StringMatching(`([a-z"']{0,3}|\n|\r|\x{85}|\x{2028}| |\x{1f600}){0,9}`),
		rapid.StringMatching(`[a-z ]{120,135}\n?`),
	)
}

// documents generates values with scalars at several depths.
func documents() *rapid.Generator[model.Value] {
	text := rapid.Map(scalars(), func(s string) model.Value { return s })
	deep := text
	for range 3 {
		inner := deep
		deep = rapid.OneOf(text,
			rapid.Map(rapid.SliceOfN(inner, 0, 3), func(l []model.Value) model.Value { return l }),
			rapid.Map(rapid.MapOfN(scalars(), inner, 0, 3), func(m map[string]model.Value) model.Value { return fromMap(m) }))
	}
	return deep
}

// TestYAMLHasTheBytesOfTheLibrary compares what sigs.k8s.io/yaml cannot be asked for, because
// it reads the value before it writes it and does not sort all keys.
func TestYAMLHasTheBytesOfTheLibrary(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		o := model.Object{{Key: "spec", Value: documents().Draw(r, "value")}}
		got := encode(t, manifest.YAML, []model.Rendered{{Body: o}})
		want, err := yaml.Marshal(tree(o))
		if err != nil {
			r.Fatal(err)
		}
		golden.Equal(r, "YAML", string(want), got)
	})
}

// tree is the value as the library takes it.
func tree(v model.Value) any {
	switch v := v.(type) {
	case model.Object:
		var items yaml.MapSlice
		for _, member := range manifest.Ordered(v) {
			items = append(items, yaml.MapItem{Key: member.Key, Value: tree(member.Value)})
		}
		return items
	case []model.Value:
		list := make([]any, len(v))
		for i, elem := range v {
			list[i] = tree(elem)
		}
		return list
	}
	return v
}

// What is no UTF-8 is in no document, as value or as key, and what was written stays.
func TestYAMLRefusesWhatIsNoUTF8(t *testing.T) {
	for _, o := range []model.Object{{{Key: "a", Value: "\xff"}}, {{Key: "\xff", Value: "a"}}} {
		const before = "kind: A\n"
		var e manifest.Encoder
		got, err := e.Encode([]byte(before), []model.Rendered{{Body: o}})
		if err == nil || string(got) != before {
			t.Errorf("%v gives %q, %v", o, got, err)
		}
	}
}
