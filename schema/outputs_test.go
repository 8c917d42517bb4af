package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestOutputs compares names with those of the objects, and values with the contract.
//
// Shows: output agent_endpoint, output deployment_name, output namespace,
// output service_account_name, output labels, output network_policy_name, output agent_secret_name, output secrets_name.
func TestOutputs(t *testing.T) {
	w := rendered(t, "namespace: teams")
	o, out := w.Objects, w.Outputs
	if want := o.Headless.Name + ".teams.svc.cluster.local"; out.AgentEndpoint != want || o.Headless.Spec.ClusterIP != "None" {
		t.Errorf("agent_endpoint = %s, want %s; the Service has address %s", out.AgentEndpoint, want, o.Headless.Spec.ClusterIP)
	}
	if out.DeploymentName != o.Workspace.Name || out.Namespace != "teams" || o.Workspace.Namespace != "teams" {
		t.Errorf("deployment_name %s, namespace %s; the Deployment: %s in %s", out.DeploymentName, out.Namespace, o.Workspace.Name, o.Workspace.Namespace)
	}
	if out.ServiceAccountName != o.ServiceAccount.Name || out.ServiceAccountName != w.pod().Spec.ServiceAccountName {
		t.Errorf("service_account_name %s, the ServiceAccount %s, the pod's %s", out.ServiceAccountName, o.ServiceAccount.Name, w.pod().Spec.ServiceAccountName)
	}
	if out.NetworkPolicyName != o.Isolation.Name || out.AgentSecretName != o.Agent.Name || out.SecretsName == nil || *out.SecretsName != o.Secrets.Name {
		t.Errorf("network_policy_name %s, agent_secret_name %s, secrets_name %v; the objects: %s, %s, %s", out.NetworkPolicyName, out.AgentSecretName, out.SecretsName, o.Isolation.Name, o.Agent.Name, o.Secrets.Name)
	}
	if mounted := rendered(t, "capabilities: {secrets_injection: secrets-manager}\nsecret_provider_class: vault"); mounted.Objects.Secrets != nil || mounted.Outputs.SecretsName != nil {
		t.Errorf("with secrets-manager: %v, secrets_name %v", mounted.Objects.Secrets, mounted.Outputs.SecretsName)
	}
	own := rendered(t, "service_account_name: bound")
	if own.Objects.ServiceAccount != nil || own.Outputs.ServiceAccountName != "bound" || own.pod().Spec.ServiceAccountName != "bound" {
		t.Errorf("an existing ServiceAccount: %v is made, the output is %s", own.Objects.ServiceAccount, own.Outputs.ServiceAccountName)
	}
	if diff := cmp.Diff(map[string]string{
		"app.kubernetes.io/name": "coder-workspace", "app.kubernetes.io/instance": o.Workspace.Name,
		"app.kubernetes.io/part-of": "coder", "app.kubernetes.io/managed-by": "coder", "com.coder.resource": "true",
		"com.coder.workspace.name": "dev", "com.coder.user.username": "alice",
	}, out.Labels); diff != "" {
		t.Errorf("labels: -want +got\n%s", diff)
	}
	if diff := cmp.Diff(out.Labels, rendered(t, "namespace: teams\noverrides: {labels: {team: a}}").Outputs.Labels); diff != "" {
		t.Errorf("overrides change the output labels\n%s", diff)
	}
}

// TestRuntimeEnv: what the container has literally, before Kubernetes reads it.
//
// Shows: output runtime_env.
func TestRuntimeEnv(t *testing.T) {
	w := rendered(t, "agent_url: https://coder.example.com\ncoder_agent_token: example-token\noverrides: {environment_variables: {PROMPT: $(HOME)$$}}")
	want := map[string]string{
		"HOME": "/home/coder", "USER": "coder", "SHELL": "/bin/bash", "CODER_WORKSPACE_NAME": "dev", "CODER_OWNER": "alice",
		"CODER_AGENT_URL": "https://coder.example.com", "PROMPT": "$(HOME)$$",
	}
	if diff := cmp.Diff(want, w.Outputs.RuntimeEnv); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	want["PROMPT"] = "$$(HOME)$$$$"
	got := map[string]string{}
	for _, v := range w.pod().Spec.Containers[0].Env {
		if v.ValueFrom == nil {
			got[v.Name] = v.Value
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the container: -want +got\n%s", diff)
	}
}

// TestInterface compares the inputs and outputs with testdata/interface.txt: callers
// depend on them, so a line that goes or changes there breaks them. UPDATE=1 rewrites it.
//
// Shows: 11d.1, 11d.2, 11d.3, 11d.4.
func TestInterface(t *testing.T) {
	m, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range m.Inputs {
		writeInput(&b, f.Name, f)
	}
	for _, o := range m.Outputs {
		fmt.Fprintf(&b, "output %s\n", o.Name)
	}
	golden.Compare(t, "../testdata/interface.txt", []byte(b.String()))
}

func writeInput(b *strings.Builder, path string, f *model.Field) {
	state := "required"
	switch {
	case f.Default != nil:
		state = "default " + string(model.AppendJSON(nil, f.Default.Value))
	case !f.Required():
		state = "optional"
	}
	fmt.Fprintf(b, "input %s: %s, %s\n", path, f.Type.Kind, state)
	t := f.Type
	for t.Elem != nil {
		path += "[*]"
		t = t.Elem
	}
	for _, attribute := range t.Fields {
		writeInput(b, path+"."+attribute.Name, attribute)
	}
}
