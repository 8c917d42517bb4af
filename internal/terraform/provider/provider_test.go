package provider

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	storagev1 "k8s.io/api/storage/v1"
)

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

// kubernetesTypes are the Go types behind the resources.
var kubernetesTypes = map[string]any{
	"kubernetes_cluster_role_binding_v1":      rbacv1.ClusterRoleBinding{},
	"kubernetes_cluster_role_v1":              rbacv1.ClusterRole{},
	"kubernetes_config_map_v1":                corev1.ConfigMap{},
	"kubernetes_cron_job_v1":                  batchv1.CronJob{},
	"kubernetes_daemon_set_v1":                appsv1.DaemonSet{},
	"kubernetes_deployment_v1":                appsv1.Deployment{},
	"kubernetes_horizontal_pod_autoscaler_v2": autoscalingv2.HorizontalPodAutoscaler{},
	"kubernetes_ingress_v1":                   networkingv1.Ingress{},
	"kubernetes_job_v1":                       batchv1.Job{},
	"kubernetes_limit_range_v1":               corev1.LimitRange{},
	"kubernetes_namespace_v1":                 corev1.Namespace{},
	"kubernetes_network_policy_v1":            networkingv1.NetworkPolicy{},
	"kubernetes_persistent_volume_claim_v1":   corev1.PersistentVolumeClaim{},
	"kubernetes_pod_disruption_budget_v1":     policyv1.PodDisruptionBudget{},
	"kubernetes_pod_v1":                       corev1.Pod{},
	"kubernetes_priority_class_v1":            schedulingv1.PriorityClass{},
	"kubernetes_resource_quota_v1":            corev1.ResourceQuota{},
	"kubernetes_role_binding_v1":              rbacv1.RoleBinding{},
	"kubernetes_role_v1":                      rbacv1.Role{},
	"kubernetes_secret_v1":                    corev1.Secret{},
	"kubernetes_service_account_v1":           corev1.ServiceAccount{},
	"kubernetes_service_v1":                   corev1.Service{},
	"kubernetes_stateful_set_v1":              appsv1.StatefulSet{},
	"kubernetes_storage_class_v1":             storagev1.StorageClass{},
}

// providerOnly are the provider's own names: arguments about Terraform's behaviour, and
// what Kubernetes has elsewhere or no longer.
var providerOnly = []string{
	"id", "timeouts", "wait_for_completion", "wait_for_default_service_account", "wait_for_load_balancer",
	"wait_for_rollout", "wait_for_service_account_token", "wait_until_bound", "target_state",
	"binary_data", "binary_data_wo", "binary_data_wo_revision", "data_wo", "data_wo_revision", // Secret
	"local",                             // Volume
	"namespace",                         // LocalObjectReference of rbd
	"secret_namespace",                  // AzureFileVolumeSource
	"target_cpu_utilization_percentage", // HorizontalPodAutoscalerSpec
}

// TestFields walks every resource beside the Go type behind it: each name of the
// provider stands for a field of Kubernetes, or is listed above.
func TestFields(t *testing.T) {
	if names := slices.Sorted(maps.Keys(kubernetesTypes)); !slices.Equal(names, ResourceNames()) {
		t.Fatalf("the test knows %v, the package %v", names, ResourceNames())
	}
	used := map[string]bool{}
	for name, object := range kubernetesTypes {
		block, _ := Resource(name)
		checkFields(t, name, reflect.TypeOf(object), block, used)
	}
	for _, name := range providerOnly {
		if !used[name] {
			t.Errorf("%s is listed and not in the schema", name)
		}
	}
}

func checkFields(t *testing.T, path string, typ reflect.Type, block *Block, used map[string]bool) {
	fields := jsonFields(typ)
	inverse := block.Fields(slices.Sorted(maps.Keys(fields)))
	check := func(name string) {
		if inverse[name] != "" {
			return
		}
		used[name] = true
		if !slices.Contains(providerOnly, name) {
			t.Errorf("%s: %s stands for no field of %s", path, name, typ)
		}
	}
	for name, attribute := range block.Attributes {
		if attribute.Settable() {
			check(name)
		}
	}
	for name, nested := range block.Blocks {
		check(name)
		if field := fields[inverse[name]]; field != nil {
			checkFields(t, path+"."+name, element(field), &nested.Block, used)
		}
	}
}

func jsonFields(typ reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for i := range typ.NumField() {
		field := typ.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" {
			maps.Copy(fields, jsonFields(field.Type))
			continue
		}
		fields[name] = field.Type
	}
	return fields
}

// element is the struct that a field holds, or holds a list of or a pointer to.
func element(typ reflect.Type) reflect.Type {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	return typ
}
