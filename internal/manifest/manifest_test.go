package manifest_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"sigs.k8s.io/yaml"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// object reads an object from JSON.
func object(t testing.TB, text string) model.Rendered {
	t.Helper()
	v, err := model.ParseJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return model.Rendered{Name: "x", Body: v.(model.Object)}
}

// encode writes the objects of several inputs, one encoder for all.
func encode(t testing.TB, format manifest.Format, inputs ...[]model.Rendered) string {
	t.Helper()
	e := manifest.Encoder{Format: format}
	var out []byte
	for _, objects := range inputs {
		var err error
		if out, err = e.Encode(out, objects); err != nil {
			t.Fatal(err)
		}
	}
	return string(out)
}

// TestDocumentsAreSeparatedAcrossInputs: "---" stands between all documents, also those of two
// inputs, and an input without objects adds none.
func TestDocumentsAreSeparatedAcrossInputs(t *testing.T) {
	a, b := object(t, `{"kind": "A"}`), object(t, `{"kind": "B"}`)
	got := encode(t, manifest.YAML, []model.Rendered{a, b}, nil, []model.Rendered{a})
	if want := "kind: A\n---\nkind: B\n---\nkind: A\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestJSONIsOneListForEachInput(t *testing.T) {
	a, b := object(t, `{"kind": "A", "x": "a<b"}`), object(t, `{"kind": "B"}`)
	got := encode(t, manifest.JSON, []model.Rendered{a, b}, nil)
	want := `{"apiVersion":"v1","items":[{"kind":"A","x":"a<b"},{"kind":"B"}],"kind":"List"}
{"apiVersion":"v1","items":[],"kind":"List"}
`
	golden.Equal(t, "manifests", want, got)
}

func TestMaskHidesSecretsOnly(t *testing.T) {
	objects := []model.Rendered{
		object(t, `{"kind": "Secret", "data": {"token": "ZXhhbXBsZQ=="}, "stringData": {"a": "b"}, "type": "Opaque"}`),
		object(t, `{"kind": "Secret", "data": "no Secret has this, but who knows"}`),
		object(t, `{"kind": "ConfigMap", "data": {"a": "b"}}`),
	}
	before := encode(t, manifest.JSON, objects)
	got := encode(t, manifest.JSON, manifest.Mask(objects))
	want := `{"apiVersion":"v1","items":[{"data":{"token":"masked"},"kind":"Secret","stringData":{"a":"masked"},"type":"Opaque"},{"data":"masked","kind":"Secret"},{"data":{"a":"b"},"kind":"ConfigMap"}],"kind":"List"}` + "\n"
	golden.Equal(t, "manifests", want, got)
	if after := encode(t, manifest.JSON, objects); after != before {
		t.Errorf("Mask changed its argument to %s", after)
	}
}

// texts generates the strings that notations stumble over.
func texts() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.StringMatching(`[A-Za-z0-9._/-]{1,5}`),
		rapid.StringMatching(`[A-Za-z0-9 ._/:@=+%()*$&!;,-]{0,12}`),
		rapid.StringMatching(`[0-9][0-9eExXbBoOtTzZ_.:+-]{0,11}`),
		rapid.StringMatching(`[0-9a-f]{1,20}|[-:+.][a-zA-Z0-9:./-]{0,6}`),
		rapid.StringMatching(`([a-z]{5,9}[ /-]){0,20}`),
		rapid.SampledFrom([]string{
			"", "y", "yes", "Yes", "YES", "yEs", "on", "oN", "null", "nULL", "~", "0x10", "0o17", "1_000", "1e3", ".inf", "2026-01-02",
			"1:30", "<<", "=", "- a", "a: b", "a:", "# c", "a #b", " lead", "trail ", "two\nlines", "two\nlines\n", "\n", "tab\there",
			"${x}", "%{y}", "$(Z)", "quote\"'", "back\\slash", "\u2028", "\x7f", "\u00e9", "\ufeff",
		}),
	)
}

// numberInside matches keys for which the order of the reference has circles, so that
// it prints them in a random order, or whose numbers it misreads: those beyond 64 bits
// and those in other scripts.
var numberInside = regexp.MustCompile(`[0-9].*\p{L}|[0-9]{19}|[^\x00-\x7f]`)

// values generates JSON-like values.
func values() *rapid.Generator[model.Value] {
	texts := texts()
	keys := texts.Filter(func(s string) bool { return !numberInside.MatchString(s) })
	leaf := rapid.OneOf(
		rapid.Map(texts, func(s string) model.Value { return s }),
		rapid.Map(rapid.Int64(), func(n int64) model.Value { return n }),
		rapid.Map(rapid.Bool(), func(b bool) model.Value { return b }),
		rapid.Just[model.Value](nil),
	)
	deep := leaf
	for range 3 {
		inner := deep
		deep = rapid.OneOf(leaf,
			rapid.Map(rapid.SliceOfN(inner, 0, 4), func(l []model.Value) model.Value { return l }),
			rapid.Map(rapid.MapOfN(keys, inner, 0, 4), func(m map[string]model.Value) model.Value { return fromMap(m) }))
	}
	return deep
}

func fromMap(m map[string]model.Value) model.Object {
	o := model.Object{}
	for key, value := range m {
		o = append(o, model.Member{Key: key, Value: value})
	}
	slices.SortFunc(o, func(a, b model.Member) int { return strings.Compare(a.Key, b.Key) })
	return o
}

func TestYAMLHasTheBytesOfSigsYAML(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		o := model.Object{{Key: "spec", Value: values().Draw(r, "value")}}
		if bytes.ContainsRune(model.AppendJSON(nil, o), '\u0085') {
			r.Skip("the reference turns U+0085 into a space")
		}
		want, err := yaml.Marshal(o)
		if err != nil {
			r.Skip("the reference cannot write it:", err)
		}
		golden.Equal(r, "YAML", string(want), encode(t, manifest.YAML, []model.Rendered{{Body: o}}))
	})
}

// workspace is about what one input gives: 8 objects and 10 KB of YAML.
func workspace(t testing.TB) []model.Rendered {
	labels := `{"app.kubernetes.io/name": "web", "app.kubernetes.io/instance": "web-0123456789", "app.kubernetes.io/part-of": "shop", "app.kubernetes.io/managed-by": "hand"}`
	env := make([]string, 20)
	for i := range env {
		env[i] = fmt.Sprintf(`{"name": "VARIABLE_%d", "value": "/some/directory/%d"}`, i, i)
	}
	container := fmt.Sprintf(`{"name": "web", "image": "example.com/web:1", "env": [%s], "ports": [{"name": "http", "containerPort": 8080}],
		"resources": {"limits": {"cpu": "2", "memory": "4Gi"}, "requests": {"cpu": "1", "memory": "2Gi"}},
		"securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}, "privileged": false, "runAsNonRoot": true}}`, strings.Join(env, ","))
	objects := make([]model.Rendered, 8)
	for i := range objects {
		objects[i] = object(t, fmt.Sprintf(`{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web-%d", "namespace": "shop", "labels": %s},
			"spec": {"selector": {"matchLabels": %s}, "template": {"metadata": {"labels": %s}, "spec": {"containers": [%s]}}}}`, i, labels, labels, labels, container))
	}
	return objects
}

func BenchmarkYAML(b *testing.B) {
	objects := workspace(b)
	b.SetBytes(int64(len(encode(b, manifest.YAML, objects))))
	b.ReportAllocs()
	for b.Loop() {
		encode(b, manifest.YAML, objects)
	}
}

func BenchmarkJSON(b *testing.B) {
	objects := workspace(b)
	b.SetBytes(int64(len(encode(b, manifest.JSON, objects))))
	b.ReportAllocs()
	var out []byte
	for b.Loop() {
		out = manifest.AppendList(out[:0], objects)
	}
}
