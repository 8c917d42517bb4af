package cluster

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// values is the one file of prerequisites that has no objects: values for the Coder chart.
const values = "coder-values.yaml"

// TestPrerequisites applies the files of prerequisites server-side, with strict field
// validation. Classes of one name are alternatives: the first goes before the next.
func TestPrerequisites(t *testing.T) {
	w := administrator(t)
	w.createNamespace("coder")
	files := prerequisites(t)
	w.apply(files["namespace.yaml"])
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == values {
			continue
		}
		w.apply(files[name])
		if strings.HasPrefix(name, "storageclass") || name == "quota.yaml" {
			w.delete(files[name])
		}
	}
}

// TestChartValues holds the values for the Coder chart against role.yaml, which they stand
// in for: the rules that the chart has itself, in helm/libcoder/templates/_rbac.yaml of
// coder/coder, and the extra ones are together what role.yaml allows.
func TestChartValues(t *testing.T) {
	files := prerequisites(t)
	account := files[values][0].At("coder", "serviceAccount").(map[string]any)
	spaces := account["workspaceNamespaces"].([]any)
	if len(spaces) != 1 || account["workspacePerms"] != false {
		t.Fatalf("workspaces are allowed in more than one namespace: %v", account)
	}
	space := spaces[0].(map[string]any)
	if space["workspacePerms"] != true || space["enableDeployments"] != true || space["name"] != files["role.yaml"][0].Namespace() {
		t.Errorf("the chart makes no Role with its own rules there: %v", space)
	}
	all := []any{"create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"}
	chart := permissions([]any{
		map[string]any{"apiGroups": []any{""}, "resources": []any{"pods", "persistentvolumeclaims"}, "verbs": all},
		map[string]any{"apiGroups": []any{"apps"}, "resources": []any{"deployments"}, "verbs": all},
	})
	extra := permissions(space["extraRules"].([]any))
	both := slices.Concat(chart, extra)
	role := permissions(files["role.yaml"][0]["rules"].([]any))
	for _, p := range role {
		if !slices.Contains(both, p) {
			t.Errorf("the values do not allow to %s", p)
		}
	}
	for _, p := range extra {
		if !slices.Contains(role, p) {
			t.Errorf("the values allow to %s, and role.yaml does not", p)
		}
	}
}

// TestRoleIsExact: role.yaml allows what is needed to apply and delete the kinds of objects
// that the contract has, and nothing else.
func TestRoleIsExact(t *testing.T) {
	contract, err := example.Contract()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, o := range contract.Objects {
		group, _, grouped := strings.Cut(o.APIVersion, "/")
		if !grouped {
			group = ""
		}
		resource := strings.Replace(strings.ToLower(o.Kind)+"s", "policys", "policies", 1)
		for _, verb := range []string{"create", "delete", "get", "list", "patch", "update", "watch"} {
			want[verb+" "+group+"/"+resource] = true
		}
	}
	for _, verb := range []string{"get", "list", "watch"} {
		want[verb+" /pods"], want[verb+" /events"] = true, true
	}
	got := permissions(prerequisites(t)["role.yaml"][0]["rules"].([]any))
	if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(slices.Values(got))); diff != "" {
		t.Errorf("role.yaml (-what the contract makes +what the Role allows):\n%s", diff)
	}
}

// permissions are the rules of a Role, a verb and a resource each.
func permissions(rules []any) (all []string) {
	for _, rule := range rules {
		of := func(key string) []any { return rule.(map[string]any)[key].([]any) }
		for _, group := range of("apiGroups") {
			for _, resource := range of("resources") {
				for _, verb := range of("verbs") {
					all = append(all, verb.(string)+" "+group.(string)+"/"+resource.(string))
				}
			}
		}
	}
	return all
}

// prerequisites are the documents of the contract's files, by the names of these.
func prerequisites(t *testing.T) map[string][]controlplane.Object {
	t.Helper()
	contract, err := example.Contract()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]controlplane.Object{}
	for _, p := range contract.Surroundings().Prerequisites {
		reader := input.NewReader(bytes.NewReader(p.Text), p.Name, input.YAML)
		for {
			document, err := reader.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			object, err := controlplane.FromModel(document.Value.(model.Object))
			if err != nil {
				t.Fatal(err)
			}
			files[p.Name] = append(files[p.Name], object)
		}
	}
	if len(files[values]) == 0 || len(files["role.yaml"]) == 0 {
		t.Fatalf("files are missing: there are %v", slices.Sorted(maps.Keys(files)))
	}
	return files
}
