package effect

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// listKeys are members that identify elements of a list, the best one first: those by
// which Kubernetes merges lists.
var listKeys = []string{"name", "mountPath", "devicePath", "containerPort", "port", "topologyKey", "ip"}

// longestKeyed is the length of lists beyond which elements are identified by their
// numbers: each is looked up in the whole list.
const longestKeyed = 500

// listKey is the member that every element of both lists has and no two in a list share;
// "" when there is none.
func listKey(old, new []model.Value) string {
	if len(old)+len(new) > longestKeyed {
		return ""
	}
	for _, key := range listKeys {
		if isKey(old, key) && isKey(new, key) {
			return key
		}
	}
	return ""
}

func isKey(list []model.Value, key string) bool {
	seen := map[model.Value]bool{}
	for _, elem := range list {
		v := keyOf(elem, key)
		if v == nil || seen[v] {
			return false
		}
		seen[v] = true
	}
	return true
}

// keyOf is the member of an element, nil when it is no string or number.
func keyOf(elem model.Value, key string) model.Value {
	o, _ := elem.(model.Object)
	switch v, _ := o.Get(key); v.(type) {
	case string, int64:
		return v
	}
	return nil
}

func keysOf(list []model.Value, key string) []model.Value {
	keys := make([]model.Value, len(list))
	for i, elem := range list {
		keys[i] = keyOf(elem, key)
	}
	return keys
}

// sameOrder reports whether the elements of both lists stand in one order. Where they do
// not, the order is what differs: that of init containers and environment variables
// counts.
func sameOrder(key string, old, new []model.Value) bool {
	common := func(list, other []model.Value) (keys []model.Value) {
		in := map[model.Value]bool{}
		for _, k := range keysOf(other, key) {
			in[k] = true
		}
		for _, k := range keysOf(list, key) {
			if in[k] {
				keys = append(keys, k)
			}
		}
		return keys
	}
	return slices.Equal(common(old, new), common(new, old))
}

// merged are the keys of both lists: the new ones, and those that only the old one has.
func merged(key string, old, new []model.Value) []model.Value {
	keys := keysOf(new, key)
	seen := map[model.Value]bool{}
	for _, k := range keys {
		seen[k] = true
	}
	for _, k := range keysOf(old, key) {
		if !seen[k] {
			keys = append(keys, k)
		}
	}
	return keys
}
