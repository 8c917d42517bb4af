package kubernetes

import (
	"reflect"

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

// builtin is a kind of object that a contract can have.
type builtin struct {
	apiVersion string
	kind       string
	object     reflect.Type
}

// builtins are all kinds, in the order in which they are applied: what others
// refer to or are limited by goes first, and network policies go before every
// workload, so that no pod runs without its policy.
var builtins = []builtin{
	{"v1", "Namespace", reflect.TypeFor[corev1.Namespace]()},
	{"scheduling.k8s.io/v1", "PriorityClass", reflect.TypeFor[schedulingv1.PriorityClass]()},
	{"storage.k8s.io/v1", "StorageClass", reflect.TypeFor[storagev1.StorageClass]()},
	{"v1", "ResourceQuota", reflect.TypeFor[corev1.ResourceQuota]()},
	{"v1", "LimitRange", reflect.TypeFor[corev1.LimitRange]()},
	{"v1", "ServiceAccount", reflect.TypeFor[corev1.ServiceAccount]()},
	{"v1", "Secret", reflect.TypeFor[corev1.Secret]()},
	{"v1", "ConfigMap", reflect.TypeFor[corev1.ConfigMap]()},
	{"v1", "PersistentVolumeClaim", reflect.TypeFor[corev1.PersistentVolumeClaim]()},
	{"rbac.authorization.k8s.io/v1", "ClusterRole", reflect.TypeFor[rbacv1.ClusterRole]()},
	{"rbac.authorization.k8s.io/v1", "ClusterRoleBinding", reflect.TypeFor[rbacv1.ClusterRoleBinding]()},
	{"rbac.authorization.k8s.io/v1", "Role", reflect.TypeFor[rbacv1.Role]()},
	{"rbac.authorization.k8s.io/v1", "RoleBinding", reflect.TypeFor[rbacv1.RoleBinding]()},
	{"networking.k8s.io/v1", "NetworkPolicy", reflect.TypeFor[networkingv1.NetworkPolicy]()},
	{"policy/v1", "PodDisruptionBudget", reflect.TypeFor[policyv1.PodDisruptionBudget]()},
	{"v1", "Service", reflect.TypeFor[corev1.Service]()},
	{"v1", "Pod", reflect.TypeFor[corev1.Pod]()},
	{"apps/v1", "DaemonSet", reflect.TypeFor[appsv1.DaemonSet]()},
	{"apps/v1", "Deployment", reflect.TypeFor[appsv1.Deployment]()},
	{"apps/v1", "StatefulSet", reflect.TypeFor[appsv1.StatefulSet]()},
	{"autoscaling/v2", "HorizontalPodAutoscaler", reflect.TypeFor[autoscalingv2.HorizontalPodAutoscaler]()},
	{"batch/v1", "Job", reflect.TypeFor[batchv1.Job]()},
	{"batch/v1", "CronJob", reflect.TypeFor[batchv1.CronJob]()},
	{"networking.k8s.io/v1", "Ingress", reflect.TypeFor[networkingv1.Ingress]()},
}

// Order is the place of a kind among all kinds when objects are applied one after
// another; a kind that is not known comes last. Objects of one kind keep the order
// that they have.
func Order(kind string) int {
	for i, r := range builtins {
		if r.kind == kind {
			return i
		}
	}
	return len(builtins)
}

// Kinds returns all kinds as "apiVersion kind", in the order in which they are
// applied.
func Kinds() []string {
	names := make([]string, len(builtins))
	for i, r := range builtins {
		names[i] = r.apiVersion + " " + r.kind
	}
	return names
}
