package schema_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
)

// TestRequests: half of the limits, or those of the input, which are no more than the limits.
func TestRequests(t *testing.T) {
	const disk = "compute_profile: {cpu: 2, memory: 4Gi, storage: 20Gi, ephemeral_storage: 15Gi}\n"
	texts := func(list corev1.ResourceList) map[string]string {
		all := map[string]string{}
		for name, q := range list {
			all[string(name)] = q.String()
		}
		return all
	}
	for lines, want := range map[string][2]map[string]string{
		"":   {{"cpu": "1", "memory": "2Gi"}, {"cpu": "2", "memory": "4Gi"}},
		disk: {{"cpu": "1", "memory": "2Gi", "ephemeral-storage": "7680Mi"}, {"cpu": "2", "memory": "4Gi", "ephemeral-storage": "15Gi"}},
		disk + "resource_requests: {cpu: 250m, memory: 1Gi, ephemeral_storage: 1Gi}":   {{"cpu": "250m", "memory": "1Gi", "ephemeral-storage": "1Gi"}, {"cpu": "2", "memory": "4Gi", "ephemeral-storage": "15Gi"}},
		disk + "resource_requests: {cpu: \"2\", memory: 4Gi, ephemeral_storage: 15Gi}": {{"cpu": "2", "memory": "4Gi", "ephemeral-storage": "15Gi"}, {"cpu": "2", "memory": "4Gi", "ephemeral-storage": "15Gi"}},
		"resource_requests: {memory: 4096Mi, cpu: 2000m}":                              {{"cpu": "2", "memory": "4Gi"}, {"cpu": "2", "memory": "4Gi"}},
	} {
		r := rendered(t, lines).pod().Spec.Containers[0].Resources
		if diff := cmp.Diff(want, [2]map[string]string{texts(r.Requests), texts(r.Limits)}); diff != "" {
			t.Errorf("%s: -want +got\n%s", lines, diff)
		}
	}
	for _, lines := range []string{
		"resource_requests: {cpu: 2001m}", "resource_requests: {cpu: \"3\"}", "resource_requests: {memory: 4097Mi}", "resource_requests: {memory: 1Ti}",
		"resource_requests: {ephemeral_storage: 1Ki}", disk + "resource_requests: {ephemeral_storage: 15361Mi}",
	} {
		if refusal(t, lines) == "" {
			t.Errorf("%s is accepted", lines)
		}
	}
}
