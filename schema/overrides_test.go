package schema_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestOverridesChangeNothingElse: they add variables, labels and annotations to the
// Deployment and its pod.
//
// Shows: 11c.9, 11g.2, 11g.3.
func TestOverridesChangeNothingElse(t *testing.T) {
	plain := rendered(t, "")
	w := rendered(t, "overrides: {environment_variables: {EDITOR: vim}, labels: {team: a}, annotations: {example.com/note: b}}")
	for _, meta := range []*metav1.ObjectMeta{&w.Objects.Workspace.ObjectMeta, &w.Objects.Workspace.Spec.Template.ObjectMeta} {
		if meta.Labels["team"] != "a" || meta.Annotations["example.com/note"] != "b" {
			t.Errorf("labels %v, annotations %v", meta.Labels, meta.Annotations)
		}
		delete(meta.Labels, "team")
		delete(meta.Annotations, "example.com/note")
	}
	env := &w.Objects.Workspace.Spec.Template.Spec.Containers[0].Env
	for i, v := range *env {
		if v.Name == "EDITOR" && v.Value == "vim" {
			*env = append((*env)[:i:i], (*env)[i+1:]...)
		}
	}
	delete(w.Outputs.RuntimeEnv, "EDITOR")
	if diff := cmp.Diff(plain, w); diff != "" {
		t.Errorf("-plain +overridden\n%s", diff)
	}
}

// TestReservedVariables: what the module or a platform sets cannot be set.
//
// Shows: 11c.9, 11g.2, 11g.3.
func TestReservedVariables(t *testing.T) {
	for _, name := range []string{"AWS_ROLE_ARN", "AZURE_X", "GOOGLE_X", "CODER_AGENT_TOKEN", "OIDC_X", "KUBERNETES_X", "VNC_PW", "HOME", "USER", "SHELL", "GOMODCACHE", "2x"} {
		if got := refusal(t, "overrides: {environment_variables: {"+name+": x}}"); !strings.Contains(got, name) {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CA_BUNDLE"} { // no credentials
		if got := refusal(t, "overrides: {environment_variables: {"+name+": x}}"); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestReservedKeys: no label or annotation that a platform acts on, in any case and
// below any subdomain; a prefix that merely ends the same is no subdomain.
//
// Shows: 11c.9, 11g.2, 11g.3.
func TestReservedKeys(t *testing.T) {
	accepted := func(kind, key string) bool { return refusal(t, "overrides: {"+kind+": {"+key+": a}}") == "" }
	for _, prefix := range []string{
		"kubernetes.io", "k8s.io", "coder.com", "amazonaws.com", "iam.gke.io", "gke.io", "azure.workload.identity", "cni.cncf.io",
		"projectcalico.org", "cilium.io", "istio.io", "linkerd.io", "vault.hashicorp.com", "karpenter.sh",
	} {
		for _, kind := range []string{"labels", "annotations"} {
			if accepted(kind, prefix+"/x") || accepted(kind, "a.b."+prefix+"/x") || accepted(kind, strings.ToUpper(prefix)+"/x") {
				t.Errorf("%s: %s is not reserved", kind, prefix)
			}
			other := "not" + prefix
			if prefix == "iam.gke.io" { // notiam.gke.io is below gke.io
				other = "iam.notgke.io"
			}
			if !accepted(kind, other+"/x") || !accepted(kind, prefix+".example.com/x") || !accepted(kind, prefix) {
				t.Errorf("%s: more than %s is reserved", kind, prefix)
			}
		}
	}
	for _, kind := range []string{"labels", "annotations"} {
		if accepted(kind, "com.coder.user.username") || !accepted(kind, "com.coders") {
			t.Errorf("%s: com.coder. is not reserved, or more than that", kind)
		}
	}
}
