package provider

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Version is the version of the provider whose schema this is.
const Version = "3.2.1"

//go:embed resources/*.json
var resources embed.FS

// kinds maps each resource of the package to the API group and kind that it manages.
// The group counts: an Ingress of another group than Kubernetes' own is no
// kubernetes_ingress_v1.
var kinds = map[string]struct{ group, kind string }{
	"kubernetes_cluster_role_binding_v1":      {"rbac.authorization.k8s.io", "ClusterRoleBinding"},
	"kubernetes_cluster_role_v1":              {"rbac.authorization.k8s.io", "ClusterRole"},
	"kubernetes_config_map_v1":                {"", "ConfigMap"},
	"kubernetes_cron_job_v1":                  {"batch", "CronJob"},
	"kubernetes_daemon_set_v1":                {"apps", "DaemonSet"},
	"kubernetes_deployment_v1":                {"apps", "Deployment"},
	"kubernetes_horizontal_pod_autoscaler_v2": {"autoscaling", "HorizontalPodAutoscaler"},
	"kubernetes_ingress_v1":                   {"networking.k8s.io", "Ingress"},
	"kubernetes_job_v1":                       {"batch", "Job"},
	"kubernetes_limit_range_v1":               {"", "LimitRange"},
	"kubernetes_namespace_v1":                 {"", "Namespace"},
	"kubernetes_network_policy_v1":            {"networking.k8s.io", "NetworkPolicy"},
	"kubernetes_persistent_volume_claim_v1":   {"", "PersistentVolumeClaim"},
	"kubernetes_pod_disruption_budget_v1":     {"policy", "PodDisruptionBudget"},
	"kubernetes_pod_v1":                       {"", "Pod"},
	"kubernetes_priority_class_v1":            {"scheduling.k8s.io", "PriorityClass"},
	"kubernetes_resource_quota_v1":            {"", "ResourceQuota"},
	"kubernetes_role_binding_v1":              {"rbac.authorization.k8s.io", "RoleBinding"},
	"kubernetes_role_v1":                      {"rbac.authorization.k8s.io", "Role"},
	"kubernetes_secret_v1":                    {"", "Secret"},
	"kubernetes_service_account_v1":           {"", "ServiceAccount"},
	"kubernetes_service_v1":                   {"", "Service"},
	"kubernetes_stateful_set_v1":              {"apps", "StatefulSet"},
	"kubernetes_storage_class_v1":             {"storage.k8s.io", "StorageClass"},
}

// ResourceNames are the names of all resources of the package, sorted.
func ResourceNames() []string {
	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// ResourceName is the resource that manages objects of a kind: kubernetes_deployment_v1
// for apps/v1 and Deployment. It reports false when the package has none.
func ResourceName(apiVersion, kind string) (string, bool) {
	group, version, found := strings.Cut(apiVersion, "/")
	if !found {
		group, version = "", apiVersion
	}
	name := "kubernetes_" + snake(kind) + "_" + version
	k, ok := kinds[name]
	return name, ok && k.group == group && k.kind == kind
}

// Kind is the inverse of [ResourceName].
func Kind(resource string) (apiVersion, kind string, ok bool) {
	k, ok := kinds[resource]
	if !ok {
		return "", "", false
	}
	version := resource[strings.LastIndexByte(resource, '_')+1:]
	if k.group != "" {
		version = k.group + "/" + version
	}
	return version, k.kind, true
}

var decoded sync.Map // resource name → *Block

// Resource is the schema of a resource. It is decoded when it is first asked for; the
// caller must not change it. It reports false when the package has no such resource.
func Resource(name string) (*Block, bool) {
	if block, ok := decoded.Load(name); ok {
		return block.(*Block), true
	}
	if _, ok := kinds[name]; !ok {
		return nil, false
	}
	data, err := resources.ReadFile("resources/" + name + ".json")
	if err != nil {
		panic(err) // the file is part of the program
	}
	block := new(Block)
	if err := json.Unmarshal(data, block); err != nil {
		panic(fmt.Errorf("resources/%s.json: %w", name, err))
	}
	decoded.Store(name, block)
	return block, true
}
