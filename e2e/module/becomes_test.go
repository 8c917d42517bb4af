package module

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/internal/effect"
)

// state is a resource before or after a plan.
type state struct {
	Metadata []map[string]any
	Spec     []map[string]any
	all      map[string]any
}

func stateOf(text json.RawMessage) (s state, err error) {
	if err := json.Unmarshal(text, &s.all); err != nil || s.all == nil {
		return s, err
	}
	canonical(s.all, false)
	text, err = json.Marshal(s.all)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(text, &s)
}

// canonical writes equal quantities alike: the provider takes "0.5" and "500m" for the same one.
func canonical(v any, isQuantity bool) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = canonical(v[i], isQuantity)
		}
	case map[string]any:
		for key := range v {
			v[key] = canonical(v[key], isQuantity || key == "limits" || key == "requests" || key == "size_limit")
		}
	case string:
		if q, err := resource.ParseQuantity(v); isQuantity && err == nil {
			return q.String()
		}
	}
	return v
}

func (s state) id() string {
	return fmt.Sprint(s.Metadata[0]["namespace"], "/", s.Metadata[0]["name"])
}

func (s state) spec(name string) any {
	if len(s.Spec) == 0 {
		return nil
	}
	return s.Spec[0][name]
}

// rest is all but the metadata.
func (s state) rest() map[string]any {
	rest := map[string]any{}
	for key, value := range s.all {
		if key != "metadata" {
			rest[key] = value
		}
	}
	return rest
}

// becomes returns what a plan does to a resource.
func becomes(rc engine.ResourceChange) (effect.Effect, error) {
	before, err := stateOf(rc.Change.Before)
	if err != nil {
		return 0, err
	}
	after, err := stateOf(rc.Change.After)
	if err != nil {
		return 0, err
	}
	gone := map[string]effect.Effect{
		"kubernetes_persistent_volume_claim_v1": effect.DataLoss, // the volume goes with its claim
		"kubernetes_deployment_v1":              effect.Replace,  // the pods go with it
	}
	switch actions := strings.Join(rc.Change.Actions, " "); actions {
	case "no-op":
		return effect.None, nil
	case "create":
		return effect.Live, nil
	case "delete":
		return max(effect.Live, gone[rc.Type]), nil
	case "create delete":
		if before.id() == after.id() {
			return effect.Blocked, nil // the API server has one of the name
		}
		return max(effect.Replace, gone[rc.Type]), nil
	case "delete create":
		return max(effect.Replace, gone[rc.Type]), nil
	case "update":
		return updated(rc.Type, before, after), nil
	default:
		return 0, fmt.Errorf("the plan does %s", actions)
	}
}

func updated(kind string, before, after state) effect.Effect {
	switch {
	case kind == "kubernetes_deployment_v1" && before.spec("replicas") != "0" && endsPods(before, after):
		return effect.Restart
	case !reflect.DeepEqual(before.rest(), after.rest()):
		return effect.Live
	case !reflect.DeepEqual(before.Metadata, after.Metadata):
		return effect.Metadata
	}
	return effect.None
}

// endsPods reports whether the template differs, or there are fewer pods. The contract has one
// or none.
func endsPods(before, after state) bool {
	return !reflect.DeepEqual(before.spec("template"), after.spec("template")) || after.spec("replicas") == "0"
}

// addresses has, for each object of the cluster, the key whose resource is deleted and the one
// whose resource is created.
type addresses map[string]*struct{ module, deleted, created string }

func (a addresses) add(rc engine.ResourceChange, module, key string) {
	text, isDeleted := rc.Change.After, false
	switch strings.Join(rc.Change.Actions, " ") {
	case "create":
	case "delete":
		text, isDeleted = rc.Change.Before, true
	default:
		return
	}
	s, err := stateOf(text)
	if err != nil {
		return // becomes has said so
	}
	object := module + " " + rc.Type + " " + s.id()
	if a[object] == nil {
		a[object] = &struct{ module, deleted, created string }{module: module}
	}
	if isDeleted {
		a[object].deleted = key
	} else {
		a[object].created = key
	}
}
