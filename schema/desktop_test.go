package schema_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// TestDesktop: a second container with the home, its own one in it and a password, and a
// Service for it.
//
// Shows: 11.6, capability gui-vnc=true, output vnc_service_name.
func TestDesktop(t *testing.T) {
	w := rendered(t, "capabilities: {gui_vnc: true}\nvnc_password: example-password\nkasmvnc_image: example.com/desktop:1\nsecrets: {API_KEY: example-key}")
	containers := w.pod().Spec.Containers
	if len(containers) != 2 {
		t.Fatalf("%d containers", len(containers))
	}
	got, vnc := containers[1], w.Objects.VNC
	password := corev1.EnvVar{Name: "VNC_PW", ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
		LocalObjectReference: corev1.LocalObjectReference{Name: w.Objects.Agent.Name}, Key: "VNC_PW",
	}}}
	want := corev1.Container{
		Name: "kasmvnc", Image: "example.com/desktop:1",
		Ports:           []corev1.ContainerPort{{Name: "vnc", ContainerPort: 6901, Protocol: "TCP"}},
		Env:             []corev1.EnvVar{password},
		Resources:       got.Resources,
		VolumeMounts:    []corev1.VolumeMount{{Name: "home", MountPath: "/home/coder"}, {Name: "home", MountPath: "/home/kasm-user", SubPath: ".desktop"}, {Name: "shared-memory", MountPath: "/dev/shm"}},
		SecurityContext: asKasmUser(containers[0]),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the container: -want +got\n%s", diff)
	}
	if r := got.Resources; r.Requests.Cpu().String() != "500m" || r.Requests.Memory().String() != "1Gi" || r.Limits.Cpu().String() != "2" || r.Limits.Memory().String() != "4Gi" {
		t.Errorf("resources: %+v", r)
	}
	if shm := volume(w, "shared-memory").EmptyDir; shm == nil || shm.Medium != corev1.StorageMediumMemory || shm.SizeLimit.String() != "1Gi" {
		t.Errorf("/dev/shm: %v", shm)
	}
	if vnc.Spec.Type != corev1.ServiceTypeClusterIP || len(vnc.Spec.Ports) != 1 || vnc.Spec.Ports[0].Port != 6901 || vnc.Spec.Ports[0].TargetPort != intstr.FromString("vnc") {
		t.Errorf("the Service: %+v", vnc.Spec)
	}
	if w.Outputs.VNCServiceName == nil || *w.Outputs.VNCServiceName != vnc.Name {
		t.Errorf("output %v, the Service is called %s", w.Outputs.VNCServiceName, vnc.Name)
	}
	own := false
	for _, v := range containers[0].Env {
		own = own || cmp.Equal(v, password)
	}
	if !own {
		t.Error("the workspace cannot read the password")
	}
}

// asKasmUser is the security context of a container, with the user of the desktop's image.
func asKasmUser(c corev1.Container) *corev1.SecurityContext {
	context, user := c.SecurityContext.DeepCopy(), int64(1000)
	context.RunAsUser, context.RunAsGroup = &user, &user
	return context
}

// TestDesktopHome: before the desktop an init container of its image makes the directory
// that is mounted as its home. With home_seed, seed-home does that too.
//
// Shows: 11.6, capability gui-vnc=true.
func TestDesktopHome(t *testing.T) {
	const desktop = "capabilities: {gui_vnc: true}\nvnc_password: example-password\nkasmvnc_image: example.com/desktop:1\nsecrets: {API_KEY: example-key}\n"
	w := rendered(t, desktop)
	containers, inits := w.pod().Spec.Containers, w.pod().Spec.InitContainers
	if len(inits) != 1 {
		t.Fatalf("%d init containers", len(inits))
	}
	want := corev1.Container{
		Name: "desktop-home", Image: "example.com/desktop:1", Command: inits[0].Command, Resources: containers[1].Resources,
		VolumeMounts: []corev1.VolumeMount{{Name: "home", MountPath: "/run/home"}}, SecurityContext: asKasmUser(containers[0]),
	}
	if diff := cmp.Diff(want, inits[0]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, lines := range []string{desktop, desktop + "home_seed: true"} {
		volume := t.TempDir()
		for range 2 { // the second start finds the directory
			if out, err := runInit(t, rendered(t, lines), volume, "/nowhere"); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
		}
		info, err := os.Stat(filepath.Join(volume, ".desktop"))
		if err != nil || !info.IsDir() || info.Mode().Perm()&0o070 != 0o070 {
			t.Errorf("%s: .desktop: %v, %v", lines, info, err)
		}
	}
	// Made by another user than the desktop's it would not be the desktop's.
	both := rendered(t, desktop+"home_seed: true\nrun_as_user: 1001").pod().Spec.InitContainers
	if len(both) != 2 || !cmp.Equal(both[0], inits[0]) || strings.Contains(both[1].Command[2], "mkdir /run/home/.desktop") {
		t.Errorf("with home_seed and another user: %v", both)
	}
}

// TestDesktopOptions: size, home and login of the desktop's container.
//
// Shows: capability gui-vnc=true.
func TestDesktopOptions(t *testing.T) {
	w := rendered(t, "capabilities: {gui_vnc: true}\nvnc_password: example-password\ndesktop: {home: /home/x, login: false, cpu: 3, memory: 5Gi, shared_memory: 2Gi}")
	got := w.pod().Spec.Containers[1]
	if r := got.Resources; r.Requests.Cpu().String() != "750m" || r.Requests.Memory().String() != "1280Mi" || r.Limits.Cpu().String() != "3" || r.Limits.Memory().String() != "5Gi" {
		t.Errorf("resources: %+v", r)
	}
	if shm := volume(w, "shared-memory").EmptyDir; shm.SizeLimit.String() != "2Gi" {
		t.Errorf("/dev/shm: %v", shm)
	}
	if m := got.VolumeMounts[1]; m.MountPath != "/home/x" || m.SubPath != ".desktop" {
		t.Errorf("the home is mounted as %v", m)
	}
	// The image's own options (kasmweb/core-ubuntu-jammy), with the one that turns the login off.
	options := corev1.EnvVar{Name: "VNCOPTIONS", Value: "-PreferBandwidth -DynamicQualityMin=4 -DynamicQualityMax=7 -DLP_ClipDelay=0 -disableBasicAuth"}
	if len(got.Env) != 2 || got.Env[0] != options || got.Env[1].Name != "VNC_PW" {
		t.Errorf("variables: %v", got.Env)
	}
}

// TestHeadless: without gui-vnc, which is the default, there is no trace of a desktop.
//
// Shows: 11.7, capability gui-vnc=false, output vnc_service_name.
func TestHeadless(t *testing.T) {
	w := rendered(t, "capabilities: {gui_vnc: false}")
	if len(w.pod().Spec.Containers) != 1 || len(w.pod().Spec.InitContainers) != 0 || w.Objects.VNC != nil || w.Outputs.VNCServiceName != nil || w.Objects.Agent.Data["VNC_PW"] != nil {
		t.Errorf("containers %v, Service %v, output %v", w.pod().Spec.Containers, w.Objects.VNC, w.Outputs.VNCServiceName)
	}
	if diff := cmp.Diff(rendered(t, ""), w); diff != "" {
		t.Errorf("headless is not the default: -default +headless\n%s", diff)
	}
}

// TestDesktopPassword: the one given, else one from the token, never none.
//
// Shows: 11.6, capability gui-vnc=true.
func TestDesktopPassword(t *testing.T) {
	derived := sha256.Sum256([]byte("vnc:example-token"))
	for lines, want := range map[string]string{
		"vnc_password: example-password":                                   "example-password",
		"vnc_password: example-password\ncoder_agent_token: example-token": "example-password",
		"coder_agent_token: example-token":                                 hex.EncodeToString(derived[:])[:32],
	} {
		if got := string(rendered(t, "capabilities: {gui_vnc: true}\n"+lines).Objects.Agent.Data["VNC_PW"]); got != want {
			t.Errorf("%s: %q, want %q", lines, got, want)
		}
	}
	if refusal(t, "capabilities: {gui_vnc: true}") == "" {
		t.Error("a desktop without a password is accepted")
	}
	if got := refusal(t, "replica_count: 0\ncapabilities: {gui_vnc: true}"); got != "" {
		t.Errorf("a stop is refused: %s", got)
	}
}

// TestPasswordForm: what KasmVNC takes, and only with a desktop that runs. No refusal
// shows the password.
//
// Shows: 11.6.
func TestPasswordForm(t *testing.T) {
	for _, c := range []struct {
		password string
		want     bool
	}{
		{"abcde", false}, {"abcdef", true}, {strings.Repeat("a", 128), true}, {strings.Repeat("a", 129), false},
		{"with space", false}, {`back\slash`, false}, {"!#$%&()~", true}, {"pässword", false}, {"new\nline", false},
	} {
		lines := fmt.Sprintf("vnc_password: %q\ncapabilities: ", c.password)
		got := refusal(t, lines+"{gui_vnc: true}")
		if (got == "") != c.want || strings.Contains(got, c.password) {
			t.Errorf("%q: %q", c.password, got)
		}
		for _, unused := range []string{"{gui_vnc: false}", "{gui_vnc: true}\nreplica_count: 0"} {
			if got := refusal(t, lines+unused); got != "" {
				t.Errorf("%q is not used, with %s: %q", c.password, unused, got)
			}
		}
	}
}
