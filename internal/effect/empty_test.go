package effect

import (
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
)

// An empty list or map is as none wherever Kubernetes' own types have one: no list and no map
// is a pointer, which is there also when it is empty. What is a map is so by its name in all
// kinds, and all maps are known.
func TestEmptyIsNone(t *testing.T) {
	found := map[string]bool{}
	var walk func(path string, s *kubernetes.Shape, depth int)
	walk = func(path string, s *kubernetes.Shape, depth int) {
		if s == nil || depth > 20 {
			return
		}
		walk(path+"[]", s.Elem(), depth+1)
		for _, name := range s.Fields() {
			f, _ := s.Field(name)
			if name == "status" || name == "selector" {
				continue // no contract has a status, and a selector is a map in a Service alone
			}
			isMap := f.Kind == kubernetes.Map
			if (f.Kind == kubernetes.List || isMap) && f.Pointer {
				t.Errorf("%s.%s is a pointer to a %s", path, name, f.Kind)
			}
			if known := slices.Contains(mapFields, name); known && f.Kind == kubernetes.Object || isMap && !known {
				t.Errorf("%s.%s is a %s: known for a map: %t", path, name, f.Kind, known)
			}
			if isMap {
				found[name] = true
			}
			walk(path+"."+name, f, depth+1)
		}
	}
	for _, gvk := range kubernetes.Kinds() {
		apiVersion, kind, _ := strings.Cut(gvk, " ")
		s, err := kubernetes.Lookup(apiVersion, kind)
		if err != nil {
			t.Fatal(err)
		}
		walk(kind, s, 0)
	}
	for _, name := range mapFields {
		if !found[name] {
			t.Errorf("nothing has a map %s", name)
		}
	}
}
