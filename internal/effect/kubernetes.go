package effect

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/base-k8s/base-k8s/internal/model"
)

// fields is what has to be known of the fields of Kubernetes' types, which the browser does
// not load.
type fields struct {
	// PodSpecs is the path of the pods' spec in objects of the kinds that have some.
	PodSpecs map[string]string `json:"podSpecs"`
	// Maps are the fields that are maps in all kinds. Other objects are there also when
	// they are empty, as an emptyDir is, and a selector is one or the other.
	Maps []string `json:"maps"`
}

//go:embed kubernetes.json
var kubernetesText []byte

var ofKubernetes = sync.OnceValue(func() (f fields) {
	if err := json.Unmarshal(kubernetesText, &f); err != nil {
		panic(fmt.Errorf("the fields of Kubernetes: %w", err)) // they are part of the program
	}
	return f
})

func isEmptyMap(steps []step, v model.Value) bool {
	m, ok := v.(model.Object)
	return ok && len(m) == 0 && slices.Contains(ofKubernetes().Maps, steps[len(steps)-1].key)
}
