package schema_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
)

// TestPod: where and how the pod runs, by default and as the input says.
//
// Shows: output metadata.
func TestPod(t *testing.T) {
	plain, other := rendered(t, ""), rendered(t, `
arch: arm64
runtime_class_name: gvisor
termination_grace_period_seconds: 0
do_not_disrupt: false
image_pull_policy: IfNotPresent
run_as_user: 2000
home_seed: true
capabilities: {gui_vnc: true}
vnc_password: example-password`)
	for _, c := range []struct {
		w                                              workspace
		arch, class, policy, safeToEvict, doNotDisrupt string
		grace, user                                    int64
	}{
		{plain, "amd64", "", "", "false", "true", 30, 1000},
		{other, "arm64", "gvisor", "IfNotPresent", "", "", 0, 2000},
	} {
		spec := c.w.pod().Spec
		if diff := cmp.Diff(map[string]string{"kubernetes.io/os": "linux", "kubernetes.io/arch": c.arch}, spec.NodeSelector); diff != "" || *c.w.Outputs.Metadata["arch"] != c.arch {
			t.Errorf("architecture: %s, output %s", diff, *c.w.Outputs.Metadata["arch"])
		}
		class := ""
		if spec.RuntimeClassName != nil {
			class = *spec.RuntimeClassName
		}
		if class != c.class || spec.TerminationGracePeriodSeconds == nil || *spec.TerminationGracePeriodSeconds != c.grace {
			t.Errorf("runtime class %q, grace period %v", class, spec.TerminationGracePeriodSeconds)
		}
		annotations := c.w.pod().Annotations
		if annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] != c.safeToEvict || annotations["karpenter.sh/do-not-disrupt"] != c.doNotDisrupt {
			t.Errorf("annotations %v", annotations)
		}
		for _, container := range append(spec.InitContainers, spec.Containers...) {
			if string(container.ImagePullPolicy) != c.policy {
				t.Errorf("%s is pulled %q, want %q", container.Name, container.ImagePullPolicy, c.policy)
			}
		}
		if s := spec.SecurityContext; *s.RunAsUser != c.user || *s.RunAsGroup != c.user || *s.FSGroup != c.user {
			t.Errorf("user %d, group %d, fsGroup %d", *s.RunAsUser, *s.RunAsGroup, *s.FSGroup)
		}
	}
	for _, lines := range []string{"run_as_user: 2147483647", "run_as_user: 1", "termination_grace_period_seconds: 900"} {
		if got := refusal(t, lines); got != "" {
			t.Errorf("%s: %s", lines, got)
		}
	}
	if refusal(t, "node_selectors: {kubernetes.io/arch: arm64}") == "" {
		t.Error("a node selector can contradict arch")
	}
}

// TestAPIToken: what an automounted token has, in the workspace container only.
func TestAPIToken(t *testing.T) {
	const lines = "service_account_name: bound\ncapabilities: {gui_vnc: true}\nvnc_password: example-password\n"
	w := rendered(t, lines+"mount_api_token: true")
	seconds := int64(3607)
	want := []corev1.VolumeProjection{
		{ServiceAccountToken: &corev1.ServiceAccountTokenProjection{ExpirationSeconds: &seconds, Path: "token"}},
		{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: corev1.LocalObjectReference{Name: "kube-root-ca.crt"}, Items: []corev1.KeyToPath{{Key: "ca.crt", Path: "ca.crt"}}}},
		{DownwardAPI: &corev1.DownwardAPIProjection{Items: []corev1.DownwardAPIVolumeFile{{Path: "namespace", FieldRef: &corev1.ObjectFieldSelector{APIVersion: "v1", FieldPath: "metadata.namespace"}}}}},
	}
	projected := volume(w, "api-token").Projected
	if projected == nil {
		t.Fatal("there is no token")
	}
	if diff := cmp.Diff(want, projected.Sources); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if m := mount(w, 0, "api-token"); m == nil || m.MountPath != "/var/run/secrets/kubernetes.io/serviceaccount" || !m.ReadOnly {
		t.Errorf("mounted as %v", m)
	}
	if mount(w, 1, "api-token") != nil || *w.pod().Spec.AutomountServiceAccountToken {
		t.Error("others get the token")
	}
	if off := rendered(t, lines); volume(off, "api-token").Name != "" || mount(off, 0, "api-token") != nil {
		t.Error("there is a token without mount_api_token")
	}
	if refusal(t, "mount_api_token: true") == "" {
		t.Error("a token of a ServiceAccount that may do nothing is accepted")
	}
}

// TestSharedMemory: an in-memory /dev/shm of the workspace container, beside the desktop's.
func TestSharedMemory(t *testing.T) {
	w := rendered(t, "shared_memory: 4Gi\ncapabilities: {gui_vnc: true}\nvnc_password: example-password")
	dir, m := volume(w, "dev-shm").EmptyDir, mount(w, 0, "dev-shm")
	if dir == nil || dir.Medium != corev1.StorageMediumMemory || dir.SizeLimit.String() != "4Gi" || m == nil || m.MountPath != "/dev/shm" || m.ReadOnly {
		t.Errorf("volume %v, mount %v", dir, m)
	}
	if desktop := mount(w, 1, "shared-memory"); desktop == nil || desktop.MountPath != "/dev/shm" || mount(w, 1, "dev-shm") != nil {
		t.Errorf("the desktop has %v", desktop)
	}
	if off := rendered(t, "shared_memory: \"\""); volume(off, "dev-shm").Name != "" || mount(off, 0, "dev-shm") != nil {
		t.Error("there is a /dev/shm without a size")
	}
	if refusal(t, "shared_memory: 4097Mi") == "" {
		t.Error("more than the memory limit is accepted")
	}
}
