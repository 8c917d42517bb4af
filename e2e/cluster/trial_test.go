package cluster

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/internal/model"
)

// trial is one change of what runs.
type trial struct {
	before, after []rendered
	refused       map[string]bool                // by identity
	stored, now   map[string]controlplane.Object // by identity
	pods, sets    []controlplane.Object          // before the change
}

// rendered is an object of a contract.
type rendered struct {
	key string // in the contract
	controlplane.Object
}

// identity is what a cluster knows an object by.
func (r rendered) identity() string { return identityOf(r.Object) }

func identityOf(o controlplane.Object) string {
	return o.Kind() + " " + strings.TrimPrefix(o.Namespace()+"/"+o.Name(), "/")
}

func objectsOf(result *model.Result) (objects []rendered, err error) {
	for _, r := range result.Objects {
		object, err := controlplane.FromModel(r.Body)
		if err != nil {
			return nil, err
		}
		objects = append(objects, rendered{r.Name, object})
	}
	return objects, nil
}

func has(list []rendered, identity string) bool {
	return slices.ContainsFunc(list, func(r rendered) bool { return r.identity() == identity })
}

func hasKey(list []rendered, key string) bool {
	return slices.ContainsFunc(list, func(r rendered) bool { return r.key == key })
}
