package schema_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation"
	"pgregory.net/rapid"
)

// shared is a contract for a test that evaluates many inputs. It is renewed now and
// then, because contexts grow.
func shared(t testing.TB) func() cue.Value {
	var c cue.Value
	n := 0
	return func() cue.Value {
		if n%50 == 0 {
			c = contract(t)
		}
		n++
		return c
	}
}

// example is an input with the given lines besides what is required.
func example(format string, args ...any) cue.Value {
	return cuecontext.New().CompileString(`
workspace_name: string | *"dev"
owner: string | *"alice"
compute_profile: {cpu: int | *2, memory: string | *"4Gi", storage: "20Gi"}
toolchain_template: {name: "t", version: "1.0.0"}
` + fmt.Sprintf(format, args...))
}

// TestRequestsAreHalfOfLimits: exactly, in quantities that Kubernetes reads.
func TestRequestsAreHalfOfLimits(t *testing.T) {
	next := shared(t)
	rapid.Check(t, func(t *rapid.T) {
		c := next()
		cpu := rapid.IntRange(1, 64).Draw(t, "cpu")
		memory := rapid.StringMatching(`[1-9][0-9]{0,5}[KMGT]i`).Draw(t, "memory")
		v := c.FillPath(cue.ParsePath("input"), example("compute_profile: {cpu: %d, memory: %q}", cpu, memory))
		var r struct{ Limits, Requests map[string]string }
		if err := v.LookupPath(cue.ParsePath("objects.workspace.spec.template.spec.containers[0].resources")).Decode(&r); err != nil {
			t.Fatal(err)
		}
		for name, limit := range r.Limits {
			half := resource.MustParse(r.Requests[name])
			half.Add(half)
			if half.Cmp(resource.MustParse(limit)) != 0 {
				t.Fatalf("%s: limit %s, request %s", name, limit, r.Requests[name])
			}
		}
	})
}

// TestNamesTellWorkspacesApart: whatever case, hyphens and length do.
func TestNamesTellWorkspacesApart(t *testing.T) {
	next := shared(t)
	seen := map[string]string{}
	name := rapid.StringMatching(`[aA](?:[-._aA]{0,3}|[-._aA]{40,60})[aA]`)
	rapid.Check(t, func(t *rapid.T) {
		c := next()
		owner, workspace := name.Draw(t, "owner"), name.Draw(t, "workspace")
		v := c.FillPath(cue.ParsePath("input"), example("owner: %q, workspace_name: %q", owner, workspace))
		got, err := v.LookupPath(cue.ParsePath("objects.isolation.metadata.name")).String()
		if err != nil {
			t.Fatal(err)
		}
		if problems := validation.IsDNS1035Label(got); problems != nil {
			t.Fatalf("%q: %v", got, problems)
		}
		id := owner + "/" + workspace
		if other, ok := seen[got]; ok && other != id {
			t.Fatalf("%s and %s are both called %s", id, other, got)
		}
		seen[got] = id
	})
}

// TestPolicyHasNoEmptyRule: to Kubernetes an empty rule, or one without peers, allows
// everything.
func TestPolicyHasNoEmptyRule(t *testing.T) {
	for _, file := range files(t, "../testdata/inputs/*") {
		c := contract(t)
		var policy networkingv1.NetworkPolicy
		if err := render(t, c, input(t, file)).LookupPath(cue.ParsePath("objects.isolation")).Decode(&policy); err != nil {
			t.Fatal(err)
		}
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
