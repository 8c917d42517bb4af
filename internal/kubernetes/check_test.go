package kubernetes

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// parse reads an expression from JSON in a short form: {"=": x} is a literal,
// {"obj": […]} and {"list": […]} have elements, and an element's key and value may
// be written "k" and "v".
func parse(t *testing.T, text string) *model.Expr {
	t.Helper()
	var short any
	if err := json.Unmarshal([]byte(text), &short); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	long, err := json.Marshal(lengthen(short))
	if err != nil {
		t.Fatal(err)
	}
	var e model.Expr
	if err := json.Unmarshal(long, &e); err != nil {
		t.Fatalf("%v in %s", err, long)
	}
	return &e
}

func literal(v any) any { return map[string]any{"op": "literal", "value": []any{v}} }

func lengthen(short any) any {
	switch short := short.(type) {
	case []any:
		for i := range short {
			short[i] = lengthen(short[i])
		}
	case map[string]any:
		if v, ok := short["="]; ok {
			return literal(v)
		}
		long := map[string]any{}
		for key, v := range short {
			switch key {
			case "obj", "list":
				long["op"] = map[string]string{"obj": "object", "list": "list"}[key]
				long["elems"] = lengthen(v)
			case "k":
				long["key"] = literal(v)
			case "v":
				long["value"] = lengthen(v)
			default:
				long[key] = lengthen(v)
			}
		}
		return long
	}
	return short
}

// deployment is a Deployment body with one more member.
func deployment(member string) string {
	return `{"obj": [
		{"k": "apiVersion", "v": {"=": "apps/v1"}}, {"k": "kind", "v": {"=": "Deployment"}},
		{"k": "metadata", "v": {"obj": [{"k": "name", "v": {"op": "local", "name": "name", "kind": "string"}}]}}` + member + `]}`
}

// spec is a Deployment body with one more member in its spec.
func spec(member string) string {
	return deployment(`, {"k": "spec", "v": {"obj": [` + member + `]}}`)
}

// pod is a Deployment body with one more member in its pod's spec.
func pod(member string) string {
	return spec(`{"k": "template", "v": {"obj": [{"k": "spec", "v": {"obj": [` + member + `]}}]}}`)
}

// TestCheck has objects with mistakes that Kubernetes would not understand, in every form that
// a contract can write them, and the message for each.
func TestCheck(t *testing.T) {
	locals := []*model.Local{
		{Name: "name", Value: parse(t, `{"op": "text", "kind": "string"}`)},
		{Name: "restricted", Value: parse(t, `{"=": {"privileged": false, "runAsNonRoot": true}}`)},
		{Name: "misspelt", Value: parse(t, `{"=": {"privilegd": false}}`)},
		{Name: "sidecars", Value: parse(t, `{"list": [{"value": {"=": {"name": "a", "image": 1}}}]}`)},
		{Name: "images", Value: parse(t, `{"=": {"al2023": {"image": "a"}, "ubuntu": {"imag": "b"}}}`)},
	}
	text := &model.Type{Kind: model.String}
	m := &model.Model{Locals: locals, Inputs: []*model.Field{
		{Name: "tolerations", Type: &model.Type{Kind: model.List, Elem: &model.Type{Kind: model.Record, Fields: []*model.Field{{Name: "key", Type: text}, {Name: "efect", Type: text, Optional: true}}}}},
		{Name: "security", Type: &model.Type{Kind: model.Record, Fields: []*model.Field{{Name: "runAsUser", Type: text}}}},
		{Name: "meta", Type: &model.Type{Kind: model.Record, Fields: []*model.Field{{Name: "name", Type: text, Optional: true}}}},
		{Name: "words", Type: &model.Type{Kind: model.Map, Elem: text}},
		{Name: "maybe", Type: &model.Type{Kind: model.Record, Nullable: true, Fields: []*model.Field{{Name: "privileged", Type: &model.Type{Kind: model.Bool}}}}},
	}}
	for name, tc := range map[string]struct{ body, want string }{
		"right": {
			body: spec(`{"k": "replicas", "v": {"op": "input", "name": "replicas", "kind": "number"}}`),
		},
		"unknown field": {
			body: spec(`{"k": "replica", "v": {"=": 1}}`),
			want: `error: spec of Deployment has no field "replica" (did you mean "replicas"?)`,
		},
		"unknown field without a near one": {
			body: deployment(`, {"k": "flavour", "v": {"=": 1}}`),
			want: `error: Deployment has no field "flavour"`,
		},
		"literal of the wrong kind": {
			body: spec(`{"k": "replicas", "v": {"=": "1"}}`),
			want: `error: spec.replicas of Deployment is a string and must be an int`,
		},
		"input of the wrong kind": {
			body: spec(`{"k": "paused", "v": {"op": "input", "name": "x", "kind": "string"}}`),
			want: `error: spec.paused of Deployment is a string and must be a bool`,
		},
		"wrong kind in one branch": {
			body: spec(`{"k": "replicas", "v": {"op": "if", "args": [{"=": true}, {"=": 1}, {"=": "two"}]}}`),
			want: `error: spec.replicas of Deployment is a string and must be an int`,
		},
		"number beyond 32 bits": {
			body: spec(`{"k": "replicas", "v": {"=": 3000000000}}`),
			want: `error: spec.replicas of Deployment is not an int: 3000000000 does not fit in 32 bits`,
		},
		"null": {
			body: deployment(`, {"k": "spec", "v": {"=": {"replicas": null}}}`),
			want: `error: spec.replicas of Deployment is null and must be an int (leave the field out then, with an if around it: if x != null {…})`,
		},
		"object for a list": {
			body: pod(`{"k": "containers", "v": {"=": {"name": "a"}}}`),
			want: `error: spec.template.spec.containers of Deployment is an object and must be a list`,
		},
		"quantity as a number": {
			body: pod(`{"k": "containers", "v": {"=": [{"resources": {"limits": {"cpu": 2}}}]}}`),
			want: `error: spec.template.spec.containers[0].resources.limits.cpu of Deployment is a number and must be a quantity (write it as a string, such as "\(x)")`,
		},
		"quantity that does not parse": {
			body: pod(`{"k": "containers", "v": {"=": [{"resources": {"limits": {"cpu": "2 cores"}}}]}}`),
			want: `error: spec.template.spec.containers[0].resources.limits.cpu of Deployment is not a quantity: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
		},
		"port as a name or a number": {
			body: pod(`{"k": "containers", "v": {"=": [{"livenessProbe": {"tcpSocket": {"port": "http"}}, "readinessProbe": {"tcpSocket": {"port": 8080}}}]}}`),
		},
		"spread of a local": {
			body: pod(`{"k": "securityContext", "v": {"obj": [{"value": {"op": "local", "name": "misspelt"}}]}}`),
			want: `error: spec.template.spec.securityContext of Deployment has no field "privilegd"`,
		},
		"elements of a local list": {
			body: pod(`{"k": "containers", "v": {"list": [{"clauses": [{"for": {"value": "c", "in": {"op": "local", "name": "sidecars"}}}], "value": {"op": "var", "name": "c"}}]}}`),
			want: `error: spec.template.spec.containers[0].image of Deployment is a number and must be a string (write it as a string, such as "\(x)")`,
		},
		"concatenated lists": {
			body: pod(`{"k": "containers", "v": {"op": "call", "name": "concat", "args": [{"op": "local", "name": "sidecars"}, {"=": []}]}}`),
			want: `error: spec.template.spec.containers[0].image of Deployment is a number and must be a string (write it as a string, such as "\(x)")`,
		},
		"every row of a table": {
			body: pod(`{"k": "containers", "v": {"list": [{"value": {"op": "index", "args": [{"op": "local", "name": "images"}, {"op": "input", "name": "os"}]}}]}}`),
			want: `error: spec.template.spec.containers[0] of Deployment has no field "imag" (did you mean "image"?)`,
		},
		"member of a local": {
			body: pod(`{"k": "hostNetwork", "v": {"op": "get", "name": "image", "args": [{"op": "get", "name": "al2023", "args": [{"op": "local", "name": "images"}]}]}}`),
			want: `error: spec.template.spec.hostNetwork of Deployment is a string and must be a bool`,
		},
		"list of objects from the input": {
			body: pod(`{"k": "tolerations", "v": {"op": "input", "name": "tolerations", "kind": "list"}}`),
			want: `error: spec.template.spec.tolerations[0] of Deployment has no field "efect" (did you mean "effect"?)`,
		},
		"elements of a list that a function gives": {
			body: pod(`{"k": "tolerations", "v": {"op": "call", "name": "take", "args": [{"op": "input", "name": "tolerations", "kind": "list"}, {"=": 1}]}}`),
			want: `error: spec.template.spec.tolerations[0] of Deployment has no field "efect" (did you mean "effect"?)`,
		},
		"list of objects that is not known": {
			body: pod(`{"k": "tolerations", "v": {"op": "var", "name": "x", "kind": "list"}}`),
			want: `error: spec.template.spec.tolerations of Deployment is computed: its fields cannot be checked (write the fields here, or refer to a hidden field that has them)`,
		},
		"object from the input": {
			body: pod(`{"k": "securityContext", "v": {"op": "input", "name": "security", "kind": "object"}}`),
			want: `error: spec.template.spec.securityContext.runAsUser of Deployment is a string and must be an int`,
		},
		"object from the input that may be null": {
			body: pod(`{"k": "securityContext", "v": {"op": "input", "name": "maybe", "kind": "object"}}`),
			want: "error: spec.template.spec.securityContext of Deployment has no field \"privileged\"\n" +
				"error: spec.template.spec.securityContext of Deployment is null and must be an object (leave the field out then, with an if around it: if x != null {…})",
		},
		"object from the input that is not null": {
			body: `{"obj": [{"k": "metadata", "v": {"=": {"name": "x"}}}, {"k": "spec", "v": {"obj": [{"k": "template", "v": {"obj": [{"k": "spec", "v": {"obj": [
				{"k": "securityContext", "v": {"op": "input", "name": "maybe", "kind": "object"}, "clauses": [{"if": {"op": "!=", "args": [{"op": "input", "name": "maybe"}, {"=": null}]}}]}
			]}}]}}]}}]}`,
			want: `error: spec.template.spec.securityContext of Deployment has no field "privileged"`,
		},
		"optional name from the input": {
			body: `{"obj": [{"k": "metadata", "v": {"op": "input", "name": "meta", "kind": "object"}}]}`,
			want: `error: Deployment web may have no metadata.name (every object needs a name, outside any if)`,
		},
		"map from the input as an object": {
			body: pod(`{"k": "securityContext", "v": {"op": "input", "name": "words", "kind": "map"}}`),
			want: `error: spec.template.spec.securityContext of Deployment has a field whose name is computed (write the name of each field)`,
		},
		"map from the input": {
			body: pod(`{"k": "nodeSelector", "v": {"op": "input", "name": "node_selectors", "kind": "map"}}`),
		},
		"map with a computed key": {
			body: pod(`{"k": "nodeSelector", "v": {"obj": [{"key": {"op": "var", "name": "k"}, "value": {"=": true}}]}}`),
			want: `error: spec.template.spec.nodeSelector["*"] of Deployment is a bool and must be a string`,
		},
		"computed field name": {
			body: spec(`{"key": {"op": "var", "name": "k"}, "value": {"=": 1}}`),
			want: `error: spec of Deployment has a field whose name is computed (write the name of each field)`,
		},
		"guarded name": {
			body: `{"obj": [{"k": "metadata", "v": {"obj": [{"k": "name", "v": {"=": "x"}, "clauses": [{"if": {"=": true}}]}]}}]}`,
			want: `error: Deployment web may have no metadata.name (every object needs a name, outside any if)`,
		},
		"name from a spread": {
			body: `{"obj": [{"value": {"=": {"metadata": {"name": "x"}}}}]}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			object := &model.KubernetesObject{Name: "web", APIVersion: "apps/v1", Kind: "Deployment", Body: parse(t, tc.body)}
			golden.Equal(t, "error", tc.want, Check(object, m, nil).Error())
		})
	}
}

func TestCheckTellsThePosition(t *testing.T) {
	body := parse(t, spec(`{"k": "replica", "v": {"=": 1}}`))
	key := body.Elems[3].Value.Elems[0].Key
	key.Pos = model.Position{File: "web.cue", Line: 7, Column: 3}
	got := Check(&model.KubernetesObject{APIVersion: "apps/v1", Kind: "Deployment", Body: body}, &model.Model{}, nil).Error()
	want := `web.cue:7:3: error: spec of Deployment has no field "replica" (did you mean "replicas"?)`
	if !strings.Contains(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestCheckRefusesUnknownKinds(t *testing.T) {
	object := &model.KubernetesObject{Name: "x", APIVersion: "v1", Kind: "Pods", Pos: model.Position{File: "x.cue", Line: 1, Column: 2}}
	want := `x.cue:1:2: error: there is no kind Pods in "v1" that this tool knows: did you mean v1 Pod? (leave it out, and apply it beside what is generated; gen kinds lists the kinds)`
	if got := Check(object, &model.Model{}, nil).Error(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
