package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
)

// Every kind has the schema of its resource, in a file, and there is no other file.
func TestSchemas(t *testing.T) {
	files, err := resources.ReadDir("resources")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".json"))
	}
	want := append(ResourceNames(), Manifest)
	slices.Sort(want)
	if diff := cmp.Diff(want, names); diff != "" {
		t.Fatalf("resources (-of the kinds +in files); go generate writes the files:\n%s", diff)
	}
	for _, name := range names {
		block, ok := Resource(name)
		if !ok || block.Blocks["metadata"] == nil && name != Manifest {
			t.Errorf("%s has no metadata", name)
		}
	}
}

// TestResourceName: the names of kinds lead to the names of resources.
func TestResourceName(t *testing.T) {
	tests := []struct {
		apiVersion, kind, want string
		ok                     bool
	}{
		{"apps/v1", "Deployment", "kubernetes_deployment_v1", true},
		{"v1", "PersistentVolumeClaim", "kubernetes_persistent_volume_claim_v1", true},
		{"autoscaling/v2", "HorizontalPodAutoscaler", "kubernetes_horizontal_pod_autoscaler_v2", true},
		{"autoscaling/v1", "HorizontalPodAutoscaler", "kubernetes_horizontal_pod_autoscaler_v1", false},
		{"example.com/v1", "Ingress", "kubernetes_ingress_v1", false},
		{"v1", "Deployment", "kubernetes_deployment_v1", false},
	}
	for _, test := range tests {
		name, ok := ResourceName(test.apiVersion, test.kind)
		if name != test.want || ok != test.ok {
			t.Errorf("ResourceName(%q, %q) = %s, %v", test.apiVersion, test.kind, name, ok)
		}
		apiVersion, kind, known := Kind(name)
		if test.ok && (!known || apiVersion != test.apiVersion || kind != test.kind) {
			t.Errorf("Kind(%s) = %s %s", name, apiVersion, kind)
		}
	}
}

// TestName: a field of Kubernetes has the provider's name for it, singular or plural, attribute
// or block.
func TestName(t *testing.T) {
	tests := []struct{ resource, block, field, want string }{
		{"kubernetes_service_v1", "spec", "clusterIP", "cluster_ip"},
		{"kubernetes_service_v1", "spec", "clusterIPs", "cluster_ips"},
		{"kubernetes_service_v1", "spec", "externalIPs", "external_ips"},
		{"kubernetes_service_v1", "spec", "ports", "port"},
		{"kubernetes_service_v1", "", "status", ""}, // computed
		{"kubernetes_network_policy_v1", "spec.egress", "ports", "ports"},
		{"kubernetes_network_policy_v1", "spec", "policyTypes", "policy_types"},
		{"kubernetes_deployment_v1", "spec.template.spec", "containers", "container"},
		{"kubernetes_deployment_v1", "spec.template.spec", "imagePullSecrets", "image_pull_secrets"},
		{"kubernetes_deployment_v1", "spec.template.spec", "hostPID", "host_pid"},
		{"kubernetes_deployment_v1", "spec.template.spec", "hostUsers", ""},
		{"kubernetes_deployment_v1", "spec.template.spec.security_context", "seLinuxOptions", "se_linux_options"},
		{"kubernetes_deployment_v1", "spec.template.spec.volume", "cephfs", "ceph_fs"},
		{"kubernetes_service_account_v1", "", "imagePullSecrets", "image_pull_secret"},
		{"kubernetes_cluster_role_v1", "rule", "nonResourceURLs", "non_resource_urls"},
		{"kubernetes_cron_job_v1", "spec", "timeZone", "timezone"},
		{"kubernetes_daemon_set_v1", "spec", "updateStrategy", "strategy"},
		{"kubernetes_stateful_set_v1", "spec", "updateStrategy", "update_strategy"},
		{"kubernetes_storage_class_v1", "", "provisioner", "storage_provisioner"},
		{"kubernetes_storage_class_v1", "", "allowedTopologies", "allowed_topologies"},
		{"kubernetes_secret_v1", "", "stringData", ""},
	}
	for _, test := range tests {
		block, ok := Resource(test.resource)
		if !ok {
			t.Fatalf("there is no %s", test.resource)
		}
		for name := range strings.SplitSeq(test.block, ".") {
			if name != "" {
				block = &block.Blocks[name].Block
			}
		}
		if got, _ := block.Name(test.field); got != test.want {
			t.Errorf("%s %s: %s is %q, want %q", test.resource, test.block, test.field, got, test.want)
		}
	}
}

// providerOnly are the provider's own names: arguments about Terraform's behaviour, and
// what Kubernetes has elsewhere or no longer.
var providerOnly = []string{
	"auto_approve", "id", "timeouts", "wait_for_completion", "wait_for_default_service_account", "wait_for_load_balancer",
	"wait_for_rollout", "wait_for_service_account_token", "wait_until_bound", "target_state",
	"binary_data", "binary_data_wo", "binary_data_wo_revision", "data_wo", "data_wo_revision", // Secret
	"local",                             // Volume
	"namespace",                         // LocalObjectReference of rbd
	"secret_namespace",                  // AzureFileVolumeSource
	"target_cpu_utilization_percentage", // HorizontalPodAutoscalerSpec
}

// TestFields walks every resource beside the fields of its kind: each name of the
// provider stands for a field of Kubernetes, or is listed above.
func TestFields(t *testing.T) {
	used := map[string]bool{}
	for _, k := range kubernetes.Kinds() {
		name, _ := ResourceName(k.APIVersion, k.Kind)
		block, _ := Resource(name)
		checkFields(t, name, k.Shape(), block, used)
	}
	for _, name := range providerOnly {
		if !used[name] {
			t.Errorf("%s is listed and not in the schema", name)
		}
	}
}

func checkFields(t *testing.T, path string, shape *kubernetes.Shape, block *Block, used map[string]bool) {
	inverse := block.Fields(shape.Fields())
	check := func(name string) {
		if inverse[name] != "" {
			return
		}
		used[name] = true
		if !slices.Contains(providerOnly, name) {
			t.Errorf("%s: %s stands for no field", path, name)
		}
	}
	for name, attribute := range block.Attributes {
		if attribute.Settable() {
			check(name)
		}
	}
	for name, nested := range block.Blocks {
		check(name)
		if field, ok := shape.Field(inverse[name]); ok {
			checkFields(t, path+"."+name, element(field), &nested.Block, used)
		}
	}
}

// element is what a field holds, or holds a list of.
func element(shape *kubernetes.Shape) *kubernetes.Shape {
	for shape.Kind == kubernetes.List {
		shape = shape.Elem()
	}
	return shape
}
