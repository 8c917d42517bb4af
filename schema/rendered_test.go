package schema_test

import (
	"encoding/json"
	"sync"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"pgregory.net/rapid"
	"sigs.k8s.io/yaml"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
)

// workspace is what the contract makes of an input. Objects that are not made are nil.
type workspace struct {
	Objects struct {
		ServiceAccount *corev1.ServiceAccount `json:"service_account"`
		Agent, Secrets *corev1.Secret
		Home           *corev1.PersistentVolumeClaim
		Isolation      *networkingv1.NetworkPolicy
		Headless, VNC  *corev1.Service
		Workspace      *appsv1.Deployment
	}
	Outputs struct {
		AgentEndpoint      string              `json:"agent_endpoint"`
		RuntimeEnv         map[string]string   `json:"runtime_env"`
		VolumeMounts       []map[string]string `json:"volume_mounts"`
		Metadata           map[string]*string
		DeploymentName     string `json:"deployment_name"`
		Namespace          string
		ServiceAccountName string  `json:"service_account_name"`
		PVCName            *string `json:"pvc_name"`
		VNCServiceName     *string `json:"vnc_service_name"`
		NetworkPolicyName  string  `json:"network_policy_name"`
		AgentSecretName    string  `json:"agent_secret_name"`
		SecretsName        *string `json:"secrets_name"`
		Labels             map[string]string
	}
}

// pod is what the Deployment makes pods of.
func (w workspace) pod() corev1.PodTemplateSpec { return w.Objects.Workspace.Spec.Template }

// compiled is the contract as a model: evaluating it takes a thousandth of CUE's time,
// and internal/conformance shows that both give the same.
var compiled = sync.OnceValues(func() (*model.Model, error) { return compile.Compile(".") })

// evaluate evaluates an input: the lines, in YAML, besides what is required.
func evaluate(t rapid.TB, lines string) (*model.Result, model.Diagnostics) {
	t.Helper()
	m, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]any{}
	for _, text := range []string{required, lines} {
		if err := yaml.Unmarshal([]byte(text), &in); err != nil {
			t.Fatal(err)
		}
	}
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	value, err := model.ParseJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	return m.Evaluate(value)
}

const required = `
workspace_name: dev
owner: alice
compute_profile: {cpu: 2, memory: 4Gi, storage: 20Gi}
toolchain_template: {name: tools, version: 1.2.0}
`

// rendered is what the contract makes of an input, which must be accepted.
func rendered(t rapid.TB, lines string) (w workspace) {
	t.Helper()
	result, refused := evaluate(t, lines)
	if refused.HasErrors() {
		t.Fatal(refused)
	}
	var objects model.Object
	for _, o := range result.Objects {
		objects = append(objects, model.Member{Key: o.Name, Value: o.Body})
	}
	for value, into := range map[*model.Object]any{&objects: &w.Objects, &result.Outputs: &w.Outputs} {
		if err := json.Unmarshal(model.AppendJSON(nil, *value), into); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// refusal is the message that refuses an input, "" when it is accepted.
func refusal(t rapid.TB, lines string) string {
	t.Helper()
	if _, refused := evaluate(t, lines); refused.HasErrors() {
		return refused.Error()
	}
	return ""
}
