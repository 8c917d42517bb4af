package conformance

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestForms shows for each form two objects that differ only by it.
func TestForms(t *testing.T) {
	pairs := map[string][2]string{
		"an empty list is no list": {
			`{"apiVersion": "v1", "kind": "ServiceAccount", "imagePullSecrets": []}`,
			`{"apiVersion": "v1", "kind": "ServiceAccount"}`,
		},
		"a set has no order": {
			`{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "spec": {"accessModes": ["b", "a", "b"]}}`,
			`{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "spec": {"accessModes": ["a", "b"]}}`,
		},
		"empty metadata is none": {
			`{"apiVersion": "batch/v1", "kind": "CronJob", "spec": {"jobTemplate": {"metadata": {}, "spec": {"suspend": true}}}}`,
			`{"apiVersion": "batch/v1", "kind": "CronJob", "spec": {"jobTemplate": {"spec": {"suspend": true}}}}`,
		},
		"stringData is data": {
			`{"apiVersion": "v1", "kind": "Secret", "data": {"a": "YQ==", "b": "YQ=="}, "stringData": {"b": "b"}}`,
			`{"apiVersion": "v1", "kind": "Secret", "data": {"a": "YQ==", "b": "Yg=="}}`,
		},
	}
	for _, form := range Forms {
		t.Run(form.Name, func(t *testing.T) {
			one, other := parseObject(t, pairs[form.Name][0]), parseObject(t, pairs[form.Name][1])
			if model.Equal(one, other) {
				t.Error("the objects are equal as they stand")
			}
			if found := differ(canonical(one), canonical(other)); found != nil {
				t.Error(found)
			}
		})
	}
}

// TestNotForms has pairs that look as alike as those of TestForms, but must be reported as
// differences.
func TestNotForms(t *testing.T) {
	for _, pair := range [][2]string{
		{ // a list, not a set
			`{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"args": ["b", "a"]}]}}`,
			`{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"args": ["a", "b"]}]}}`,
		},
		{ // an empty object selects everything, none nothing
			`{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "spec": {"podSelector": {}}}`,
			`{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "spec": {}}`,
		},
		{ // an empty rule allows everything, none nothing
			`{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "spec": {"egress": [{}]}}`,
			`{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "spec": {"egress": []}}`,
		},
		{
			`{"apiVersion": "v1", "kind": "ConfigMap", "data": {}}`,
			`{"apiVersion": "v1", "kind": "ConfigMap"}`,
		},
		{
			`{"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "1"}}`,
			`{"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": 1}}`,
		},
	} {
		if differ(canonical(parseObject(t, pair[0])), canonical(parseObject(t, pair[1]))) == nil {
			t.Errorf("no difference between\n%s\n%s", pair[0], pair[1])
		}
	}
}

func parseObject(t *testing.T, text string) model.Object {
	t.Helper()
	value, err := evaluator.ParseInput([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return value.(model.Object)
}
