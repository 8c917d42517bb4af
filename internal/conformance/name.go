package conformance

import (
	"strconv"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// nameObjects gives the instances of resources with for_each, job["a"], the keys that the
// contract has for them, job_a.
func nameObjects(objects model.Object, m *model.Model) {
	for i, member := range objects {
		name, key, repeated := strings.Cut(member.Key, "[")
		if !repeated {
			continue
		}
		for _, o := range m.Objects {
			if o.Each != nil && o.Name == name {
				item, _ := strconv.Unquote(strings.TrimSuffix(key, "]"))
				objects[i].Key = o.Each.Prefix + item + o.Each.Suffix
			}
		}
	}
	objects.Sort()
}
