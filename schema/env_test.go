package schema_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
)

// literal are the variables of the workspace container that are no references.
func literal(w workspace) map[string]string {
	env := map[string]string{}
	for _, v := range w.pod().Spec.Containers[0].Env {
		if v.ValueFrom == nil {
			env[v.Name] = v.Value
		}
	}
	return env
}

// TestCABundle: it is mounted, seven variables name it, and each can be overridden.
//
// Shows: output runtime_env.
func TestCABundle(t *testing.T) {
	const bundle = "/etc/workspace-ca/ca.crt"
	variables := []string{"SSL_CERT_FILE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "REQUESTS_CA_BUNDLE", "PIP_CERT", "AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"}
	const desktop = "capabilities: {gui_vnc: true}\nvnc_password: example-password\n"
	w, plain := rendered(t, desktop+"ca_config_map: corporate-ca"), rendered(t, desktop)
	source := volume(w, "workspace-ca").ConfigMap
	if source == nil || source.Name != "corporate-ca" || !cmp.Equal(source.Items, []corev1.KeyToPath{{Key: "ca.crt", Path: "ca.crt"}}) || source.Optional != nil {
		t.Errorf("the volume: %v", source)
	}
	if m := mount(w, 0, "workspace-ca"); m == nil || m.MountPath != "/etc/workspace-ca" || !m.ReadOnly || mount(w, 1, "workspace-ca") != nil {
		t.Errorf("mounted as %v", m)
	}
	want := literal(plain)
	for _, name := range variables {
		want[name] = bundle
	}
	if diff := cmp.Diff(want, literal(w)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, name := range variables {
		over := rendered(t, desktop+"ca_config_map: corporate-ca\noverrides: {environment_variables: {"+name+": /x}}")
		want[name] = "/x"
		if diff := cmp.Diff(want, literal(over)); diff != "" {
			t.Errorf("%s is overridden: -want +got\n%s", name, diff)
		}
		if over.Outputs.RuntimeEnv[name] != "/x" || w.Outputs.RuntimeEnv[name] != bundle {
			t.Errorf("%s: runtime_env %s and %s", name, w.Outputs.RuntimeEnv[name], over.Outputs.RuntimeEnv[name])
		}
		want[name] = bundle
	}
	if volume(plain, "workspace-ca").Name != "" {
		t.Error("there is a bundle without ca_config_map")
	}
}

// TestEnvFrom: existing sources come after the module's own, in the input's order.
func TestEnvFrom(t *testing.T) {
	w := rendered(t, "secrets: {API_KEY: example-key}\nenv_from: [{config_map: settings}, {secret: database, prefix: DB_}]")
	own := corev1.EnvFromSource{SecretRef: &corev1.SecretEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: w.Objects.Secrets.Name}}}
	want := []corev1.EnvFromSource{
		own,
		{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "settings"}}},
		{Prefix: "DB_", SecretRef: &corev1.SecretEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "database"}}},
	}
	if diff := cmp.Diff(want, w.pod().Spec.Containers[0].EnvFrom); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]corev1.EnvFromSource{own}, rendered(t, "").pod().Spec.Containers[0].EnvFrom); diff != "" {
		t.Errorf("without sources: -want +got\n%s", diff)
	}
	files := rendered(t, "capabilities: {secrets_injection: secrets-manager}\nsecret_provider_class: aws\nenv_from: [{secret: database, prefix: DB_}]")
	if diff := cmp.Diff(want[2:], files.pod().Spec.Containers[0].EnvFrom); diff != "" {
		t.Errorf("secrets-manager: -want +got\n%s", diff)
	}
	for source, want := range map[string]bool{
		"{secret: coder-x-agent}": false, "{secret: coder-x-secrets}": false, "{config_map: coder-x-agent}": true, "{secret: coder-agent}": true,
		"{secret: a, prefix: _}": true, "{secret: a, prefix: a-}": false, "{}": false, "{secret: a, config_map: b}": false,
	} {
		if got := refusal(t, "env_from: ["+source+"]") == ""; got != want {
			t.Errorf("%s: accepted %t", source, got)
		}
	}
}

// TestAgentSettings: they are variables with literal values; what the module sets, or
// what is a credential, is none.
//
// Shows: output runtime_env.
func TestAgentSettings(t *testing.T) {
	w, plain := rendered(t, "agent_settings: {CODER_AGENT_BLOCK_FILE_TRANSFER: \"true\", CODER_X: $(HOME)}"), rendered(t, "")
	want := literal(plain)
	want["CODER_AGENT_BLOCK_FILE_TRANSFER"], want["CODER_X"] = "true", "$$(HOME)"
	if diff := cmp.Diff(want, literal(w)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	want["CODER_X"] = "$(HOME)"
	if diff := cmp.Diff(want, w.Outputs.RuntimeEnv); diff != "" {
		t.Errorf("runtime_env: -want +got\n%s", diff)
	}
	for _, name := range []string{"CODER_AGENT_TOKEN", "CODER_AGENT_URL", "CODER_AGENT_AUTH", "CODER_WORKSPACE_NAME", "CODER_OWNER", "CODER_SESSION_TOKEN", "CODER_CLIENT_SECRET",
		"CODER_PASSWORD", "EDITOR", "CODER_", "coder_x", "CODER_x", "XCODER_Y"} {
		if refusal(t, "agent_settings: {"+name+": x}") == "" {
			t.Errorf("%s is accepted", name)
		}
	}
	for value, want := range map[string]bool{"a TOKEN": false, "SECRETS": false, "PASSWORD": false, "token": true, "": true} {
		if got := refusal(t, "agent_settings: {CODER_X: \""+value+"\"}") == ""; got != want {
			t.Errorf("CODER_X = %q: accepted %t", value, got)
		}
	}
}
