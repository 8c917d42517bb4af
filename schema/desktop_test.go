package schema_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// TestDesktop: a second container with the home and a password, and a Service for it.
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
		VolumeMounts:    []corev1.VolumeMount{{Name: "home", MountPath: "/home/coder"}, {Name: "shared-memory", MountPath: "/dev/shm"}},
		SecurityContext: containers[0].SecurityContext,
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

// TestHeadless: without gui-vnc, which is the default, there is no trace of a desktop.
//
// Shows: 11.7, capability gui-vnc=false, output vnc_service_name.
func TestHeadless(t *testing.T) {
	w := rendered(t, "capabilities: {gui_vnc: false}")
	if len(w.pod().Spec.Containers) != 1 || w.Objects.VNC != nil || w.Outputs.VNCServiceName != nil || w.Objects.Agent.Data["VNC_PW"] != nil {
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
}
