package effect_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/kubernetes"
)

// kubernetes.json has what follows from Kubernetes' own types for all kinds. With UPDATE=1 it
// is written. An empty list or map is as none there: no list and no map is a pointer, which is
// there also when it is empty.
func TestKubernetesTable(t *testing.T) {
	table := struct {
		PodSpecs map[string]string `json:"podSpecs"`
		Maps     []string          `json:"maps"`
	}{PodSpecs: map[string]string{}}
	isMap, isObject := map[string]bool{}, map[string]bool{}
	var walk func(path string, s *kubernetes.Shape, depth int)
	walk = func(path string, s *kubernetes.Shape, depth int) {
		if s == nil || depth > 20 {
			return
		}
		walk(path+"[]", s.Elem(), depth+1)
		for _, name := range s.Fields() {
			f, _ := s.Field(name)
			if name == "status" {
				continue // no contract has one
			}
			if (f.Kind == kubernetes.List || f.Kind == kubernetes.Map) && f.Pointer {
				t.Errorf("%s.%s is a pointer to a %s", path, name, f.Kind)
			}
			isMap[name] = isMap[name] || f.Kind == kubernetes.Map
			isObject[name] = isObject[name] || f.Kind == kubernetes.Object
			walk(path+"."+name, f, depth+1)
		}
	}
	for _, k := range kubernetes.Kinds() {
		walk(k.Kind, k.Shape(), 0)
		if spec := k.PodSpec(); spec != "" {
			table.PodSpecs[k.Kind] = spec
		}
	}
	for _, name := range slices.Sorted(maps.Keys(isMap)) {
		// Those of a RuntimeClass and an IngressClass say nothing when they are empty, either.
		emptyIsNone := name == "overhead" || name == "parameters"
		switch {
		case isMap[name] && isObject[name] && name != "selector" && !emptyIsNone:
			t.Errorf("%s is a map in one kind and an object in another", name)
		case isMap[name] && (!isObject[name] || emptyIsNone):
			table.Maps = append(table.Maps, name)
		}
	}
	text, err := json.MarshalIndent(table, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "kubernetes.json", append(text, '\n'))
}

// The rows of the rules and of the defaults are about kinds that there are.
func TestKindsOfRows(t *testing.T) {
	all := map[string]bool{"pod": true, "custom resource": true}
	for _, k := range kubernetes.Kinds() {
		all[k.Kind] = true
	}
	for _, r := range effect.Rules() {
		for _, kind := range r.Kinds {
			if !all[kind] {
				t.Errorf("the rule %s is about a kind that there is not", r)
			}
		}
	}
	for _, d := range effect.Defaults() {
		for _, kind := range d.Kinds {
			if !all[kind] {
				t.Errorf("the default %s is about a kind that there is not", d)
			}
		}
	}
}
