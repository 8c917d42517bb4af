package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	corev1 "k8s.io/api/core/v1"
)

// identity is what an object or a container has besides what every workspace has.
type identity struct {
	account, annotations, labels, env map[string]string
}

// TestIdentity: what each identity-mode makes, with a role and without, and what keeps
// the desktop from sharing it.
func TestIdentity(t *testing.T) {
	const (
		role   = "arn:aws:iam::123456789012:role/CoderWorkspaceRole"
		gcp    = "ws@example.iam.gserviceaccount.com"
		client = "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f"
		token  = "/var/run/secrets/oidc/token"
	)
	type m = map[string]string
	skipAWS, skipAzure := m{"eks.amazonaws.com/skip-containers": "kasmvnc"}, m{"azure.workload.identity/skip-containers": "kasmvnc"}
	for _, c := range []struct {
		mode, lines string
		want        identity
		desktop     map[string]string // annotations with gui-vnc
	}{
		// Shows: capability identity-mode=iam.
		{"iam", "", identity{}, skipAWS},
		{"iam", "workspace_iam_role_arn: " + role, identity{account: m{"eks.amazonaws.com/role-arn": role}}, skipAWS},
		// Shows: capability identity-mode=oidc.
		{"oidc", "", identity{env: m{"OIDC_TOKEN_FILE": token}}, nil},
		{"oidc", "workspace_iam_role_arn: " + role, identity{env: m{"OIDC_TOKEN_FILE": token, "AWS_ROLE_ARN": role, "AWS_WEB_IDENTITY_TOKEN_FILE": token}}, nil},
		// Shows: capability identity-mode=workload-identity on eks.
		{"workload-identity", "", identity{}, skipAWS},
		{"workload-identity", "workspace_iam_role_arn: " + role, identity{}, skipAWS},
		// Shows: capability identity-mode=workload-identity on gke.
		{"workload-identity", "workload_identity: {provider: gke, principal: " + gcp + "}", identity{account: m{"iam.gke.io/gcp-service-account": gcp}}, nil},
		// Shows: capability identity-mode=workload-identity on azure.
		{
			"workload-identity", "workload_identity: {provider: azure, principal: " + client + "}",
			identity{account: m{"azure.workload.identity/client-id": client}, labels: m{"azure.workload.identity/use": "true"}}, skipAzure,
		},
	} {
		for _, vnc := range []bool{false, true} {
			if vnc {
				c.want.annotations = c.desktop
			}
			text := fmt.Sprintf("vnc_password: example-password\ncapabilities: {identity_mode: %s, gui_vnc: %t}\n%s", c.mode, vnc, c.lines)
			if diff := cmp.Diff(c.want, identityOf(rendered(t, text)), cmp.AllowUnexported(identity{}), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: -want +got\n%s", text, diff)
			}
		}
	}
	for _, provider := range []string{"gke", "azure"} {
		if refusal(t, "capabilities: {identity_mode: workload-identity}\nworkload_identity: {provider: "+provider+"}") == "" {
			t.Errorf("%s is accepted without a principal", provider)
		}
	}
}

// identityOf collects what webhooks and SDKs take an identity from.
func identityOf(w workspace) identity {
	env := map[string]string{}
	for _, v := range w.pod().Spec.Containers[0].Env {
		if strings.HasPrefix(v.Name, "AWS_") || strings.HasPrefix(v.Name, "OIDC_") {
			env[v.Name] = v.Value
		}
	}
	return identity{
		account:     platform(w.Objects.ServiceAccount.Annotations),
		annotations: platform(w.pod().Annotations),
		labels:      platform(w.pod().Labels),
		env:         env,
	}
}

// platform are the keys that a cloud's controllers act on.
func platform(m map[string]string) map[string]string {
	found := map[string]string{}
	for k, v := range m {
		for _, prefix := range []string{"eks.amazonaws.com/", "iam.gke.io/", "azure.workload.identity/"} {
			if strings.HasPrefix(k, prefix) {
				found[k] = v
			}
		}
	}
	return found
}

// TestOIDCToken: the workspace container alone gets it, read-only.
//
// Shows: capability identity-mode=oidc.
func TestOIDCToken(t *testing.T) {
	w := rendered(t, "capabilities: {identity_mode: oidc, gui_vnc: true}\nvnc_password: example-password\noidc_audience: vault")
	hour := int64(3600)
	want := []corev1.VolumeProjection{{ServiceAccountToken: &corev1.ServiceAccountTokenProjection{Audience: "vault", ExpirationSeconds: &hour, Path: "token"}}}
	projected := volume(w, "oidc-token").Projected
	if projected == nil {
		t.Fatal("there is no token")
	}
	if diff := cmp.Diff(want, projected.Sources); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if m := mount(w, 0, "oidc-token"); m == nil || m.MountPath != "/var/run/secrets/oidc" || !m.ReadOnly {
		t.Errorf("mounted as %v", m)
	}
	if mount(w, 1, "oidc-token") != nil {
		t.Error("the desktop gets the token")
	}
}
