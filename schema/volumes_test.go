package schema_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// TestVolumes: each source, and how it is mounted, in the workspace container only.
func TestVolumes(t *testing.T) {
	size := resource.MustParse("5Gi")
	name := func(n string) corev1.LocalObjectReference { return corev1.LocalObjectReference{Name: n} }
	for source, want := range map[string]corev1.VolumeSource{
		"config_map: settings": {ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: name("settings")}},
		"secret: keys":         {Secret: &corev1.SecretVolumeSource{SecretName: "keys"}},
		"claim: data":          {PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "data"}},
		"size: 5Gi":            {EmptyDir: &corev1.EmptyDirVolumeSource{SizeLimit: &size}},
	} {
		for options, readOnly := range map[string]bool{"": source != "size: 5Gi", ", read_only: true": true, ", read_only: false": false} {
			w := rendered(t, "volumes: [{name: more, mount_path: /data, "+source+options+", sub_path: a/b}]\ncapabilities: {gui_vnc: true}\nvnc_password: example-password")
			if diff := cmp.Diff(want, volume(w, "more").VolumeSource); diff != "" {
				t.Errorf("%s: -want +got\n%s", source, diff)
			}
			if diff := cmp.Diff(&corev1.VolumeMount{Name: "more", MountPath: "/data", SubPath: "a/b", ReadOnly: readOnly}, mount(w, 0, "more")); diff != "" {
				t.Errorf("%s%s: -want +got\n%s", source, options, diff)
			}
			if mount(w, 1, "more") != nil {
				t.Errorf("%s: the desktop has it too", source)
			}
		}
	}
}

// TestPaths: where something can be mounted, as the home and as a volume. Nothing hides
// a directory of the system or another mount.
func TestPaths(t *testing.T) {
	for path, want := range map[string]struct{ home, volume bool }{
		"/home/dev": {true, true}, "/opt": {true, true}, "/opt/x": {true, true}, "/a/b/c/d/e": {true, true}, "/mnt/x": {true, true}, "/usrlocal": {true, true},
		"/x.y_z-1": {true, true}, "/.x": {true, true}, "/...": {true, true}, "/mnt/artifact-cache2": {true, true},
		"/etc/x": {false, true}, "/etc/x/y": {false, true},
		"/etc": {}, "/": {}, "": {}, "home": {}, "/home/": {}, "/home//x": {}, "/home/./x": {}, "/home/..": {}, "/..": {}, "/a/b/c/d/e/f": {},
		"/mnt": {}, "/mnt/artifact-cache": {}, "/mnt/artifact-cache/x": {}, "/etc/workspace-ca": {}, "/etc/workspace-ca/x": {},
		"/bin": {}, "/boot/x": {}, "/dev/shm": {}, "/lib": {}, "/lib32": {}, "/lib64": {}, "/libx32": {}, "/proc": {}, "/run/x": {}, "/sbin": {}, "/sys": {},
		"/tmp": {}, "/usr/local": {}, "/var": {}, "/var/run/secrets/x": {}, "/home/a b": {}, "/home/ä": {}, "/home/x\n": {},
	} {
		if got := refusal(t, fmt.Sprintf("home_path: %q", path)) == ""; got != want.home {
			t.Errorf("home_path %q: accepted %t", path, got)
		}
		if got := refusal(t, fmt.Sprintf("volumes: [{name: x, mount_path: %q, size: 1Gi}]", path)) == ""; got != want.volume {
			t.Errorf("mount_path %q: accepted %t", path, got)
		}
	}
	for paths, want := range map[string]bool{
		"/a /b": true, "/a /a-b": true, "/a-b /a/b": true, "/home/coder2": true, "/home/other": true,
		"/a /a": false, "/a /a/b": false, "/a/b /a": false, "/a /a-b /a/b": false, "/home": false, "/home/coder": false, "/home/coder/x": false,
	} {
		var one, two, three string
		n, _ := fmt.Sscan(paths, &one, &two, &three)
		lines := "volumes: ["
		for i, path := range []string{one, two, three}[:n] {
			lines += fmt.Sprintf("{name: v%d, mount_path: %s, size: 1Gi}, ", i, path)
		}
		if got := refusal(t, lines+"]") == ""; got != want {
			t.Errorf("mounts at %s: accepted %t", paths, got)
		}
	}
}

// TestVolumeNames: each is a volume's own, and none is the module's, used or not.
func TestVolumeNames(t *testing.T) {
	used := map[string]bool{}
	for _, lines := range []string{
		"capabilities: {gui_vnc: true, artifact_cache: true, identity_mode: oidc, secrets_injection: secrets-manager}\nsecret_provider_class: a\nvnc_password: example-password\nservice_account_name: a\nmount_api_token: true\nshared_memory: 1Gi\nca_config_map: a",
	} {
		for _, v := range rendered(t, lines).pod().Spec.Volumes {
			used[v.Name] = true
		}
	}
	if len(used) != 8 {
		t.Errorf("the module has the volumes %v", used)
	}
	for name := range used {
		if refusal(t, "volumes: [{name: "+name+", mount_path: /x, size: 1Gi}]") == "" {
			t.Errorf("a volume can be called %s", name)
		}
	}
	for lines, want := range map[string]bool{
		"{name: a, mount_path: /a, size: 1Gi}, {name: b, mount_path: /b, size: 1Gi}":                                       true,
		"{name: a, mount_path: /a, size: 1Gi}, {name: b, mount_path: /b, size: 1Gi}, {name: a, mount_path: /c, size: 1Gi}": false,
		"{name: a, mount_path: /a, claim: coder-x-home}":                                                                   false,
		"{name: a, mount_path: /a, claim: coder-home}":                                                                     true,
		"{name: a, mount_path: /a, claim: x-coder-x-home}":                                                                 true,
		"{name: a, mount_path: /a, secret: coder-x-secrets}":                                                               false,
		"{name: a, mount_path: /a, secret: coder-x-agent}":                                                                 false,
		"{name: a, mount_path: /a, secret: coder-x-home}":                                                                  true,
		"{name: a, mount_path: /a, config_map: coder-x-agent}":                                                             true,
		"{name: a, mount_path: /a, claim: x, sub_path: a/..b/..}":                                                          false,
		"{name: a, mount_path: /a, claim: x, sub_path: a/..b}":                                                             true,
		"{name: a, mount_path: /a, claim: x, sub_path: ..}":                                                                false,
		"{name: a, mount_path: /a, claim: x, sub_path: /a}":                                                                false,
	} {
		if got := refusal(t, "volumes: ["+lines+"]") == ""; got != want {
			t.Errorf("%s: accepted %t", lines, got)
		}
	}
}
