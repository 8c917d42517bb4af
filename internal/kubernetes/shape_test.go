package kubernetes

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// follow looks up a field path in which "[]" stands for an element.
func follow(t *testing.T, apiVersion, kind, path string) *Shape {
	t.Helper()
	shape, err := Lookup(apiVersion, kind)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range strings.Split(path, ".") {
		if step == "[]" {
			shape = shape.Elem()
			continue
		}
		var ok bool
		if shape, ok = shape.Field(step); !ok {
			t.Fatalf("%s: there is no field %q", path, step)
		}
	}
	return shape
}

// TestField: the shapes of fields are those of the Go types, also where a type is a scalar in
// JSON.
func TestField(t *testing.T) {
	for _, tc := range []struct {
		apiVersion, kind, path string
		want                   Kind
	}{
		{"apps/v1", "Deployment", "kind", String},
		{"apps/v1", "Deployment", "metadata.annotations", Map},
		{"apps/v1", "Deployment", "metadata.creationTimestamp", Time},
		{"apps/v1", "Deployment", "spec.replicas", Int},
		{"apps/v1", "Deployment", "spec.strategy.rollingUpdate.maxSurge", IntOrString},
		{"apps/v1", "Deployment", "spec.template.spec.containers", List},
		{"apps/v1", "Deployment", "spec.template.spec.containers.[].resources.limits.[]", Quantity},
		{"apps/v1", "Deployment", "spec.template.spec.containers.[].securityContext.privileged", Bool},
		{"apps/v1", "Deployment", "spec.template.spec.containers.[].livenessProbe.httpGet.port", IntOrString},
		{"apps/v1", "Deployment", "spec.template.spec.volumes.[].emptyDir.sizeLimit", Quantity},
		{"apps/v1", "Deployment", "spec.template.spec.tolerations.[].effect", String},
		{"v1", "Secret", "data.[]", Bytes},
		{"v1", "Secret", "metadata.managedFields.[].fieldsV1", Any},
		{"autoscaling/v2", "HorizontalPodAutoscaler", "spec.metrics.[].resource.target.averageUtilization", Int},
		{"batch/v1", "CronJob", "spec.jobTemplate.spec.template.spec.restartPolicy", String},
		{"networking.k8s.io/v1", "NetworkPolicy", "spec.egress.[].to.[].ipBlock.except.[]", String},
		{"networking.k8s.io/v1", "NetworkPolicy", "spec.podSelector", Object},
		{"storage.k8s.io/v1", "StorageClass", "allowVolumeExpansion", Bool},
	} {
		if got := follow(t, tc.apiVersion, tc.kind, tc.path).Kind; got != tc.want {
			t.Errorf("%s %s is a %s, want %s", tc.kind, tc.path, got, tc.want)
		}
	}
}

func TestIntegersKeepTheirSize(t *testing.T) {
	for path, want := range map[string]int{
		"spec.replicas": 32,
		"spec.template.spec.terminationGracePeriodSeconds": 64,
		"spec.template.spec.hostname":                      0,
	} {
		if got := follow(t, "apps/v1", "Deployment", path).Bits(); got != want {
			t.Errorf("%s has %d bits, want %d", path, got, want)
		}
	}
}

func TestEmbeddedFieldsAreTheOuterOnes(t *testing.T) {
	volume := follow(t, "v1", "Pod", "spec.volumes.[]")
	for _, name := range []string{"name", "emptyDir", "persistentVolumeClaim", "csi"} {
		if !slices.Contains(volume.Fields(), name) {
			t.Errorf("a volume has no field %s: %v", name, volume.Fields())
		}
	}
	if _, ok := volume.Field("VolumeSource"); ok {
		t.Error("a volume has the Go name VolumeSource as a field")
	}
}

func TestLookupSaysWhatIsNear(t *testing.T) {
	for _, tc := range []struct{ apiVersion, kind, want string }{
		{"v1", "Deployment", `there is no kind Deployment in "v1": write apiVersion: "apps/v1"`},
		{"apps/v1", "Deploment", `there is no kind Deploment in "apps/v1" that this tool knows: did you mean apps/v1 Deployment?`},
		{"example.com/v1", "Widget", `there is no kind Widget in "example.com/v1" that this tool knows`},
	} {
		if _, err := Lookup(tc.apiVersion, tc.kind); err == nil || err.Error() != tc.want {
			t.Errorf("Lookup(%q, %q) fails with %v, want %s", tc.apiVersion, tc.kind, err, tc.want)
		}
	}
}

// TestOrder: what others refer to is applied first, and network policies before every workload.
func TestOrder(t *testing.T) {
	want := []string{
		"Namespace", "ServiceAccount", "Secret", "ConfigMap", "PersistentVolumeClaim", "Role", "RoleBinding",
		"NetworkPolicy", "Service", "Deployment", "HorizontalPodAutoscaler", "Ingress", "Widget",
	}
	got := slices.Clone(want)
	slices.Sort(got)
	slices.SortStableFunc(got, func(a, b string) int { return Order("", a) - Order("", b) })
	if !slices.Equal(got, want) {
		t.Errorf("the order is %v, want %v", got, want)
	}
	if Order("example.com/v1", "Namespace") != Order("example.com/v1", "Widget") {
		t.Error("a custom resource whose kind has the name of a built-in one is applied with that one")
	}
}

// TestFieldsOfShapes holds two properties of fields against Kubernetes' API reference:
// which are optional with a meaning of their own when empty, and which lists have a patch
// strategy.
func TestFieldsOfShapes(t *testing.T) {
	cases := []struct {
		kind, path      string
		pointer, merged bool
	}{
		{"apps/v1 Deployment", "spec.replicas", true, false},
		{"apps/v1 Deployment", "spec.paused", false, false},
		{"apps/v1 Deployment", "spec.template", false, false},
		{"v1 ServiceAccount", "automountServiceAccountToken", true, false},
		{"v1 PersistentVolumeClaim", "spec.storageClassName", true, false},
		{"v1 PersistentVolumeClaim", "spec.accessModes", false, false},
		{"v1 Pod", "spec.containers", false, true},
		{"v1 Pod", "spec.volumes", false, true},
		{"v1 Pod", "spec.tolerations", false, false},
		{"v1 Service", "spec.ports", false, true},
		{"networking.k8s.io/v1 NetworkPolicy", "spec.egress", false, false},
	}
	for _, c := range cases {
		apiVersion, kind, _ := strings.Cut(c.kind, " ")
		shape := follow(t, apiVersion, kind, c.path)
		if shape.Pointer != c.pointer || shape.Merged != c.merged {
			t.Errorf("%s of %s: pointer is %v and merged %v", c.path, c.kind, shape.Pointer, shape.Merged)
		}
	}
}

// Where the pods are, by Kubernetes' API reference.
func TestPodSpecs(t *testing.T) {
	want := map[string]string{
		"Pod": "spec", "DaemonSet": "spec.template.spec", "Deployment": "spec.template.spec", "StatefulSet": "spec.template.spec",
		"Job": "spec.template.spec", "CronJob": "spec.jobTemplate.spec.template.spec",
	}
	got := map[string]string{}
	for _, k := range Kinds() {
		if spec := k.PodSpec(); spec != "" {
			got[k.Kind] = spec
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("pods are at %v, want %v", got, want)
	}
}
