package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation"
	"pgregory.net/rapid"
)

// TestRequestsAreHalfOfLimits: exactly, in quantities that Kubernetes reads.
func TestRequestsAreHalfOfLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cpu := rapid.IntRange(1, 64).Draw(t, "cpu")
		memory := rapid.StringMatching(`[1-9][0-9]{0,5}[KMGT]i`).Draw(t, "memory")
		w := rendered(t, fmt.Sprintf("compute_profile: {cpu: %d, memory: %s, storage: 1Gi}", cpu, memory))
		r := w.pod().Spec.Containers[0].Resources
		for name, limit := range r.Limits {
			half := r.Requests[name]
			half.Add(half)
			if half.Cmp(limit) != 0 {
				t.Fatalf("%s: limit %s, twice the request is %s", name, limit.String(), half.String())
			}
		}
	})
}

// TestNamesDistinguishWorkspaces: whatever case, hyphens and length do.
//
// Shows: 3.1c, output deployment_name.
func TestNamesDistinguishWorkspaces(t *testing.T) {
	names := []string{"a", "A", "a-a", "a.a", "a_a", "a-a-a", strings.Repeat("a", 40), strings.Repeat("a", 63)}
	seen := map[string]string{}
	for _, owner := range names {
		for _, workspace := range names {
			id := owner + "/" + workspace
			w := rendered(t, "owner: "+owner+"\nworkspace_name: "+workspace)
			for _, got := range []string{w.Outputs.DeploymentName, w.Objects.Isolation.Name} {
				if problems := validation.IsDNS1035Label(got); problems != nil {
					t.Errorf("%q: %v", got, problems)
				}
				if other, ok := seen[got]; ok {
					t.Errorf("%s and %s are both called %s", id, other, got)
				}
				seen[got] = id
			}
		}
	}
}

// TestObjectNames: all begin with the workspace's name, which with workspace_id is
// that ID's alone, so that renaming a workspace keeps its home.
//
// Shows: 11a.1.
func TestObjectNames(t *testing.T) {
	const id = "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f"
	const name = "coder-" + id
	for _, owner := range []string{"alice", "prebuilds"} {
		w := rendered(t, "owner: "+owner+"\nworkspace_id: "+id+"\nvnc_password: example-password\ncapabilities: {gui_vnc: true}")
		o := w.Objects
		got := []string{o.Workspace.Name, o.ServiceAccount.Name, o.Headless.Name, o.Home.Name, o.Isolation.Name, o.VNC.Name, o.Agent.Name, o.Secrets.Name}
		want := []string{name, name, name, name + "-home", name + "-isolation", name + "-vnc", name + "-agent", name + "-secrets"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", owner, diff)
		}
	}
}

// TestPolicyHasNoEmptyRule: to Kubernetes an empty rule, or one without peers, allows
// everything.
//
// Shows: 3.1c.
func TestPolicyHasNoEmptyRule(t *testing.T) {
	for _, file := range files(t, "../testdata/inputs/*") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		policy := rendered(t, string(data)).Objects.Isolation
		if len(policy.Spec.PolicyTypes) != 2 || len(policy.Spec.PodSelector.MatchLabels) != 2 {
			t.Errorf("%s: the policy does not cover both directions of one workspace", filepath.Base(file))
		}
		for _, rule := range policy.Spec.Egress {
			if len(rule.To) == 0 {
				t.Errorf("%s: an egress rule without peers", filepath.Base(file))
			}
		}
		for _, rule := range policy.Spec.Ingress {
			if len(rule.From) != 1 || rule.From[0].NamespaceSelector == nil {
				t.Errorf("%s: ingress from elsewhere than a namespace", filepath.Base(file))
			}
		}
	}
}
