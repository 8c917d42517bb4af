package kubernetes

import (
	"reflect"
	"slices"
	"strings"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	certificatesv1 "k8s.io/api/certificates/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	nodev1 "k8s.io/api/node/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	storagev1 "k8s.io/api/storage/v1"

	"github.com/base-k8s/base-k8s/internal/model"
)

// ObjectKind is a kind of object that a contract can have. What else is known of one
// follows: the fields and where the pods are from the Go type, the resource that manages
// such objects in Terraform from the names.
type ObjectKind struct {
	APIVersion, Kind string

	object reflect.Type
}

// kinds are all kinds, in the order in which they are applied: what others
// refer to or are limited by goes first, and network policies go before every
// workload, so that no pod runs without its policy. What is asked before objects are made goes
// last, when there is somebody to answer. A kind has a row here, and its schema
// in internal/terraform/provider.
var kinds = []ObjectKind{
	{"v1", "Namespace", reflect.TypeFor[corev1.Namespace]()},
	{"scheduling.k8s.io/v1", "PriorityClass", reflect.TypeFor[schedulingv1.PriorityClass]()},
	{"node.k8s.io/v1", "RuntimeClass", reflect.TypeFor[nodev1.RuntimeClass]()},
	{"networking.k8s.io/v1", "IngressClass", reflect.TypeFor[networkingv1.IngressClass]()},
	{"storage.k8s.io/v1", "CSIDriver", reflect.TypeFor[storagev1.CSIDriver]()},
	{"storage.k8s.io/v1", "StorageClass", reflect.TypeFor[storagev1.StorageClass]()},
	{"v1", "ResourceQuota", reflect.TypeFor[corev1.ResourceQuota]()},
	{"v1", "LimitRange", reflect.TypeFor[corev1.LimitRange]()},
	{"v1", "ServiceAccount", reflect.TypeFor[corev1.ServiceAccount]()},
	{"v1", "Secret", reflect.TypeFor[corev1.Secret]()},
	{"v1", "ConfigMap", reflect.TypeFor[corev1.ConfigMap]()},
	{"certificates.k8s.io/v1", "CertificateSigningRequest", reflect.TypeFor[certificatesv1.CertificateSigningRequest]()},
	{"v1", "PersistentVolumeClaim", reflect.TypeFor[corev1.PersistentVolumeClaim]()},
	{"rbac.authorization.k8s.io/v1", "ClusterRole", reflect.TypeFor[rbacv1.ClusterRole]()},
	{"rbac.authorization.k8s.io/v1", "ClusterRoleBinding", reflect.TypeFor[rbacv1.ClusterRoleBinding]()},
	{"rbac.authorization.k8s.io/v1", "Role", reflect.TypeFor[rbacv1.Role]()},
	{"rbac.authorization.k8s.io/v1", "RoleBinding", reflect.TypeFor[rbacv1.RoleBinding]()},
	{"networking.k8s.io/v1", "NetworkPolicy", reflect.TypeFor[networkingv1.NetworkPolicy]()},
	{"policy/v1", "PodDisruptionBudget", reflect.TypeFor[policyv1.PodDisruptionBudget]()},
	{"v1", "Service", reflect.TypeFor[corev1.Service]()},
	//nolint:staticcheck // SA1019: deprecated, and there for those who have them
	{"v1", "Endpoints", reflect.TypeFor[corev1.Endpoints]()},
	{"discovery.k8s.io/v1", "EndpointSlice", reflect.TypeFor[discoveryv1.EndpointSlice]()},
	{"v1", "Pod", reflect.TypeFor[corev1.Pod]()},
	{"apps/v1", "DaemonSet", reflect.TypeFor[appsv1.DaemonSet]()},
	{"v1", "ReplicationController", reflect.TypeFor[corev1.ReplicationController]()},
	{"apps/v1", "Deployment", reflect.TypeFor[appsv1.Deployment]()},
	{"apps/v1", "StatefulSet", reflect.TypeFor[appsv1.StatefulSet]()},
	{"autoscaling/v2", "HorizontalPodAutoscaler", reflect.TypeFor[autoscalingv2.HorizontalPodAutoscaler]()},
	{"batch/v1", "Job", reflect.TypeFor[batchv1.Job]()},
	{"batch/v1", "CronJob", reflect.TypeFor[batchv1.CronJob]()},
	{"networking.k8s.io/v1", "Ingress", reflect.TypeFor[networkingv1.Ingress]()},
	{"apiregistration.k8s.io/v1", "APIService", reflect.TypeFor[apiService]()},
	{"admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", reflect.TypeFor[admissionv1.ValidatingWebhookConfiguration]()},
	{"admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", reflect.TypeFor[admissionv1.MutatingWebhookConfiguration]()},
}

// String is the apiVersion and the kind, "apps/v1 Deployment".
func (k ObjectKind) String() string { return k.APIVersion + " " + k.Kind }

// Shape is the shape of the objects of the kind.
func (k ObjectKind) Shape() *Shape { return newShape(k.object) }

// PodSpec is the path of the spec of the pods that objects of the kind have,
// "spec.template.spec", or "" if they have none.
func (k ObjectKind) PodSpec() string {
	return strings.Join(pathTo(reflect.TypeFor[corev1.PodSpec](), k.object), ".")
}

// pathTo is the path of the first field of a type inside another one, nil if there is none.
func pathTo(wanted, in reflect.Type) (path []string) {
	eachField(in, func(name string, f reflect.StructField) bool {
		if name == "status" || f.Type.Kind() != reflect.Struct || scalars[f.Type] != "" {
			return true
		}
		if f.Type == wanted {
			path = []string{name}
		} else if inside := pathTo(wanted, f.Type); inside != nil {
			path = append([]string{name}, inside...)
		}
		return path == nil
	})
	return path
}

// Order is the place of a kind among all kinds when objects are applied one after
// another; a kind that is not known comes last, as custom resources do. Objects of one kind
// keep the order that they have.
func Order(apiVersion, kind string) int {
	for i, k := range kinds {
		if k.Kind == kind && !model.IsCustom(apiVersion) {
			return i
		}
	}
	return len(kinds)
}

// Kinds returns all kinds, in the order in which they are applied.
func Kinds() []ObjectKind { return slices.Clone(kinds) }
