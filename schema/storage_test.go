package schema_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
)

// TestHome: a claim that is mounted at the home, or a volume that goes with the pod.
//
// Shows: 11a.1, capability persistent-home=true, capability persistent-home=false,
// output pvc_name, output volume_mounts.
func TestHome(t *testing.T) {
	w := rendered(t, "storage_class: fast")
	home := w.Objects.Home
	if size := home.Spec.Resources.Requests.Storage().String(); size != "20Gi" || *home.Spec.StorageClassName != "fast" ||
		!cmp.Equal(home.Spec.AccessModes, []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}) {
		t.Errorf("the claim: %+v", home.Spec)
	}
	if claim := volume(w, "home").PersistentVolumeClaim; claim == nil || claim.ClaimName != home.Name || w.Outputs.PVCName == nil || *w.Outputs.PVCName != home.Name {
		t.Errorf("the claim is called %s, the pod mounts %v, the output is %v", home.Name, claim, w.Outputs.PVCName)
	}
	if diff := cmp.Diff([]map[string]string{{"path": "/home/coder", "type": "pvc", "size": "20Gi", "storage_class": "fast"}}, w.Outputs.VolumeMounts); diff != "" {
		t.Errorf("volume_mounts: -want +got\n%s", diff)
	}

	off := rendered(t, "capabilities: {persistent_home: false}")
	dir := volume(off, "home").EmptyDir
	if off.Objects.Home != nil || off.Outputs.PVCName != nil || dir == nil || dir.SizeLimit.String() != "20Gi" {
		t.Errorf("without persistent-home: claim %v, output %v, volume %v", off.Objects.Home, off.Outputs.PVCName, dir)
	}
	if diff := cmp.Diff([]map[string]string{{"path": "/home/coder", "type": "local", "size": "20Gi", "storage_class": ""}}, off.Outputs.VolumeMounts); diff != "" {
		t.Errorf("volume_mounts: -want +got\n%s", diff)
	}
	for _, w := range []workspace{w, off} {
		if got := mount(w, 0, "home"); got == nil || got.MountPath != "/home/coder" || got.ReadOnly {
			t.Errorf("the home is mounted as %v", got)
		}
	}
}

// TestHomePath: where the home is, for the container, the agent and the desktop.
//
// Shows: capability persistent-home=true, output volume_mounts, output runtime_env.
func TestHomePath(t *testing.T) {
	for _, path := range []string{"/home/coder", "/home/dev", "/root"} {
		w := rendered(t, "home_path: "+path+"\ncapabilities: {gui_vnc: true}\nvnc_password: example-password")
		main := w.pod().Spec.Containers[0]
		if main.WorkingDir != path || w.Outputs.RuntimeEnv["HOME"] != path || literal(w)["HOME"] != path || w.Outputs.VolumeMounts[0]["path"] != path {
			t.Errorf("%s: working directory %s, HOME %s, volume_mounts %v", path, main.WorkingDir, literal(w)["HOME"], w.Outputs.VolumeMounts)
		}
		for i, name := range []string{"workspace", "kasmvnc"} {
			if m := mount(w, i, "home"); m == nil || m.MountPath != path {
				t.Errorf("%s: %s has it at %v", path, name, m)
			}
		}
	}
}

// TestHomeClaim: an existing claim is mounted and none is made.
//
// Shows: capability persistent-home=true, output pvc_name, output volume_mounts.
func TestHomeClaim(t *testing.T) {
	w := rendered(t, "home_claim: alice-home")
	claim := volume(w, "home").PersistentVolumeClaim
	if w.Objects.Home != nil || claim == nil || claim.ClaimName != "alice-home" || w.Outputs.PVCName == nil || *w.Outputs.PVCName != "alice-home" {
		t.Errorf("claim %v, volume %v, output %v", w.Objects.Home, claim, w.Outputs.PVCName)
	}
	if diff := cmp.Diff([]map[string]string{{"path": "/home/coder", "type": "pvc", "size": "", "storage_class": ""}}, w.Outputs.VolumeMounts); diff != "" {
		t.Errorf("volume_mounts: -want +got\n%s", diff)
	}
	for lines, want := range map[string]bool{
		"home_claim: coder-x-home": false, "home_claim: coder-home": true, "home_claim: coder-x-home2": true,
		"home_claim: a\ncapabilities: {persistent_home: false}": false,
	} {
		if got := refusal(t, lines) == ""; got != want {
			t.Errorf("%s: accepted %t", lines, got)
		}
	}
}

// TestDefaultClass: "" is the cluster's default class, and the claim names none.
//
// Shows: capability persistent-home=true, output volume_mounts.
func TestDefaultClass(t *testing.T) {
	w := rendered(t, "storage_class: \"\"")
	if w.Objects.Home == nil || w.Objects.Home.Spec.StorageClassName != nil || w.Outputs.VolumeMounts[0]["storage_class"] != "" {
		t.Errorf("claim %+v, volume_mounts %v", w.Objects.Home, w.Outputs.VolumeMounts)
	}
}

// volume is a volume of the pod, empty when there is none.
func volume(w workspace, name string) corev1.Volume {
	for _, v := range w.pod().Spec.Volumes {
		if v.Name == name {
			return v
		}
	}
	return corev1.Volume{}
}

// mount is a mount of a container, nil when there is none.
func mount(w workspace, container int, name string) *corev1.VolumeMount {
	for _, m := range w.pod().Spec.Containers[container].VolumeMounts {
		if m.Name == name {
			return &m
		}
	}
	return nil
}

// TestArtifactCache: a shared claim, and the variables that lead package managers to it.
//
// Shows: capability artifact-cache=true, capability artifact-cache=false,
// output runtime_env, output volume_mounts.
func TestArtifactCache(t *testing.T) {
	const dir = "/mnt/artifact-cache"
	writable := map[string]string{
		"ARTIFACT_CACHE_DIR": dir, "npm_config_cache": dir + "/npm", "PIP_CACHE_DIR": dir + "/pip",
		"GOMODCACHE": dir + "/go-mod", "YARN_CACHE_FOLDER": dir + "/yarn",
	}
	for lines, want := range map[string]map[string]string{
		"capabilities: {artifact_cache: false}":                                {},
		"capabilities: {artifact_cache: true}":                                 writable,
		"capabilities: {artifact_cache: true}\nartifact_cache_read_only: true": {"ARTIFACT_CACHE_DIR": dir},
	} {
		w := rendered(t, lines+"\nartifact_cache_claim: shared")
		got := map[string]string{}
		for name := range writable {
			if value, ok := w.Outputs.RuntimeEnv[name]; ok {
				got[name] = value
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", lines, diff)
		}
		m, claim := mount(w, 0, "artifact-cache"), volume(w, "artifact-cache").PersistentVolumeClaim
		if len(want) == 0 {
			if m != nil || claim != nil || len(w.Outputs.VolumeMounts) != 1 {
				t.Errorf("%s: there is a cache", lines)
			}
			continue
		}
		if m == nil || m.MountPath != dir || m.ReadOnly != (len(want) == 1) || claim == nil || claim.ClaimName != "shared" {
			t.Errorf("%s: mount %v, claim %v", lines, m, claim)
		}
		if diff := cmp.Diff(map[string]string{"path": dir, "type": "efs", "size": "", "storage_class": ""}, w.Outputs.VolumeMounts[1]); diff != "" {
			t.Errorf("%s: volume_mounts: -want +got\n%s", lines, diff)
		}
	}
}
