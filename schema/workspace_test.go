package schema_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"sigs.k8s.io/yaml"
)

// TestPodIsRestricted: every container of every example has what the Pod Security
// Standard "restricted" wants, and the pod no access to the Kubernetes API.
//
// Shows: 11.5.
func TestPodIsRestricted(t *testing.T) {
	yes, no, policy := true, false, corev1.FSGroupChangeOnRootMismatch
	container := &corev1.SecurityContext{
		RunAsNonRoot: &yes, AllowPrivilegeEscalation: &no, Privileged: &no, ReadOnlyRootFilesystem: &no,
		Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
	}
	for _, file := range files(t, "../testdata/inputs/*") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		given := struct {
			User int64 `json:"run_as_user"`
		}{1000}
		if err := yaml.Unmarshal(data, &given); err != nil {
			t.Fatal(err)
		}
		pod := &corev1.PodSecurityContext{
			RunAsNonRoot: &yes, RunAsUser: &given.User, RunAsGroup: &given.User, FSGroup: &given.User, FSGroupChangePolicy: &policy,
			SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
		}
		spec := rendered(t, string(data)).pod().Spec
		if diff := cmp.Diff(pod, spec.SecurityContext); diff != "" {
			t.Errorf("%s: the pod: -want +got\n%s", filepath.Base(file), diff)
		}
		for _, c := range slices.Concat(spec.InitContainers, spec.Containers) {
			want := container
			if c.Name == "kasmvnc" || c.Name == "desktop-home" {
				want = asKasmUser(corev1.Container{SecurityContext: container})
			}
			if diff := cmp.Diff(want, c.SecurityContext); diff != "" {
				t.Errorf("%s: %s: -want +got\n%s", filepath.Base(file), c.Name, diff)
			}
		}
		if !cmp.Equal(spec.AutomountServiceAccountToken, &no) || !cmp.Equal(spec.EnableServiceLinks, &no) {
			t.Errorf("%s: the pod gets an API token or service links", filepath.Base(file))
		}
	}
}

// TestSelectors: what selects the workspace's pod selects no other workspace's.
//
// Shows: 3.1c, 11.5.
func TestSelectors(t *testing.T) {
	w := rendered(t, "capabilities: {gui_vnc: true}\nvnc_password: example-password")
	selectors := map[string]*metav1.LabelSelector{
		"Deployment":       w.Objects.Workspace.Spec.Selector,
		"NetworkPolicy":    &w.Objects.Isolation.Spec.PodSelector,
		"headless Service": {MatchLabels: w.Objects.Headless.Spec.Selector},
		"VNC Service":      {MatchLabels: w.Objects.VNC.Spec.Selector},
	}
	for name, selector := range selectors {
		if !selects(selector, labels.Set(w.pod().Labels)) {
			t.Errorf("the %s does not select the workspace", name)
		}
		for _, other := range []string{"owner: bob", "owner: Alice", "workspace_name: dev2", "workspace_id: 8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f"} {
			if selects(selector, labels.Set(rendered(t, other).pod().Labels)) {
				t.Errorf("the %s selects the workspace with %s", name, other)
			}
		}
	}
}

// TestImages: by operating system, from public registries or a private one.
//
// Shows: 11.8.
func TestImages(t *testing.T) {
	for os, images := range map[string][2]string{
		"amazon-linux-2023": {"public.ecr.aws/amazonlinux/amazonlinux:2023", "registry.example.com/coder-base:al2023"},
		"ubuntu-22.04":      {"mcr.microsoft.com/devcontainers/base:ubuntu-22.04", "registry.example.com/coder-base:ubuntu-22.04"},
		"ubuntu-24.04":      {"mcr.microsoft.com/devcontainers/base:ubuntu-24.04", "registry.example.com/coder-base:ubuntu-24.04"},
	} {
		for i, registry := range []string{"", "registry.example.com"} {
			w := rendered(t, "os_type: "+os+"\nimage_registry: \""+registry+"\"")
			if got := w.pod().Spec.Containers[0].Image; got != images[i] {
				t.Errorf("%s: %s, want %s", os, got, images[i])
			}
		}
	}
	if refusal(t, "os_type: debian-12") == "" {
		t.Error("another operating system is accepted")
	}
}

// TestStopAndStart: stopping takes the pod, and touches nothing else.
//
// Shows: 11a.1, 13.1, 13.2, 13.3.
func TestStopAndStart(t *testing.T) {
	running, stopped := rendered(t, "replica_count: 1"), rendered(t, "replica_count: 0")
	if *running.Objects.Workspace.Spec.Replicas != 1 || *stopped.Objects.Workspace.Spec.Replicas != 0 {
		t.Error("the number of pods is not replica_count")
	}
	if stopped.Objects.Home == nil {
		t.Error("there is no home while the workspace is stopped")
	}
	stopped.Objects.Workspace.Spec.Replicas = running.Objects.Workspace.Spec.Replicas
	if diff := cmp.Diff(running, stopped); diff != "" {
		t.Errorf("stopping changes more than the number of pods: -running +stopped\n%s", diff)
	}
	if running.Objects.Workspace.Spec.Strategy.Type != appsv1.RecreateDeploymentStrategyType {
		t.Error("two pods may hold the home at the same time")
	}
	for _, replicas := range []string{"2", "-1"} {
		if refusal(t, "replica_count: "+replicas) == "" {
			t.Errorf("replica_count = %s is accepted", replicas)
		}
	}
}

// TestProvenance: every object says what it was made from.
//
// Shows: 11d.7, output metadata.
func TestProvenance(t *testing.T) {
	const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	w := rendered(t, `
toolchain_template: {name: tools, version: 1.2.0+build}
base_module: {name: base-k8s, version: 1.4.0-rc.1}
image_id: ghcr.io/acme/dev@`+digest+`
capabilities: {gui_vnc: true}
vnc_password: example-password`)
	objects := reflect.ValueOf(w.Objects)
	for i := range objects.NumField() {
		o := objects.Field(i).Interface().(metav1.Object)
		want := map[string]string{
			"coder.com/toolchain": "tools", "coder.com/toolchain-version": "1.2.0+build",
			"coder.com/base": "base-k8s", "coder.com/base-version": "1.4.0-rc.1",
		}
		if diff := cmp.Diff(want, o.GetAnnotations()); diff != "" {
			t.Errorf("%s: -want +got\n%s", o.GetName(), diff)
		}
	}
	if got := known(w.Outputs.Metadata); !cmp.Equal(got, map[string]string{
		"platform": "kubernetes", "os": "linux", "arch": "amd64", "toolchain_version": "1.2.0+build", "base_version": "1.4.0-rc.1",
		"image": "ghcr.io/acme/dev@" + digest, "image_digest": digest,
	}) {
		t.Errorf("metadata: %v", got)
	}
	unpinned := known(rendered(t, "image_id: ghcr.io/acme/dev:1").Outputs.Metadata)
	if unpinned["image_digest"] != "ghcr.io/acme/dev:1" {
		t.Errorf("the digest of an image that is not pinned is %q", unpinned["image_digest"])
	}
}

// known is a map without its null values.
func known(m map[string]*string) map[string]string {
	values := map[string]string{}
	for k, v := range m {
		if v != nil {
			values[k] = *v
		}
	}
	return values
}
