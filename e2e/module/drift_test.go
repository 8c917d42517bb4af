package module

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/drift"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// drifted is what somebody else does to an object that the module has made: a kind, and a
// strategic merge patch.
var drifted = map[string]struct{ kind, patch string }{
	"nothing":                 {"Service", `{}`},
	"scaled":                  {"Deployment", `{"spec":{"replicas":0}}`},
	"restarted":               {"Deployment", `{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"2026-11-27T12:00:00Z"}}}}}`},
	"label":                   {"Service", `{"metadata":{"labels":{"example.com/cost":"red"}}}`},
	"label-of-app":            {"Service", `{"metadata":{"labels":{"app.kubernetes.io/part-of":"red"}}}`},
	"label-of-kubernetes":     {"PersistentVolumeClaim", `{"metadata":{"labels":{"backup.kubernetes.io/set":"daily"}}}`},
	"annotation":              {"ServiceAccount", `{"metadata":{"annotations":{"example.com/note":"hello"}}}`},
	"annotation-of-service":   {"Service", `{"metadata":{"annotations":{"service.beta.kubernetes.io/note":"hello"}}}`},
	"annotation-of-daemonset": {"Deployment", `{"metadata":{"annotations":{"deprecated.daemonset.template.generation":"1"}}}`},
	"label-changed":           {"Deployment", `{"metadata":{"labels":{"app.kubernetes.io/name":"other"}}}`},
	"variable-changed":        {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","env":[{"name":"HOME","value":"/root"}]}]}}}}`},
	"variable-added":          {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","env":[{"name":"EDITOR","value":"vim"}]}]}}}}`},
	"container-added":         {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"proxy","image":"example.com/proxy:1"}]}}}}`},
	"equal-quantity":          {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","resources":{"limits":{"cpu":"2000m"}}}]}}}}`},
	"toleration-added":        {"Deployment", `{"spec":{"template":{"spec":{"tolerations":[{"effect":"NoSchedule","key":"coder-ws","operator":"Exists"},{"key":"gpu","operator":"Exists"}]}}}}`},
	"no-argument":             {"Deployment", `{"spec":{"template":{"spec":{"hostUsers":false}}}}`},
	"scheduler":               {"Deployment", `{"spec":{"template":{"spec":{"schedulerName":"other"}}}}`},
	"pull-policy":             {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","imagePullPolicy":"Always"}]}}}}`},
	"host-network":            {"Deployment", `{"spec":{"template":{"spec":{"hostNetwork":true}}}}`},
	"paused":                  {"Deployment", `{"spec":{"paused":true}}`},
	"revisions":               {"Deployment", `{"spec":{"revisionHistoryLimit":3}}`},
	"policy-types":            {"NetworkPolicy", `{"spec":{"policyTypes":["Ingress"]}}`},
	"policy-opened":           {"NetworkPolicy", `{"spec":{"egress":[{}]}}`},
	"token":                   {"Secret", `{"data":{"CODER_AGENT_TOKEN":"b3RoZXI="}}`},
	"secret-added":            {"Secret", `{"data":{"OTHER":"b3RoZXI="}}`},
	"finalizer":               {"Secret", `{"metadata":{"finalizers":["example.com/keep"]}}`},
	"pull-secret":             {"ServiceAccount", `{"imagePullSecrets":[{"name":"registry"}]}`},
	"dns":                     {"Deployment", `{"spec":{"template":{"spec":{"dnsPolicy":"Default"}}}}`},
	"dns-config":              {"Deployment", `{"spec":{"template":{"spec":{"dnsConfig":{"options":[{"name":"ndots","value":"1"}]}}}}}`},
	"node-selector":           {"Deployment", `{"spec":{"template":{"spec":{"nodeSelector":{"pool":"gpu"}}}}}`},
	"affinity":                {"Deployment", `{"spec":{"template":{"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"Exists"}]}]}}}}}}}`},
	"process-namespace":       {"Deployment", `{"spec":{"template":{"spec":{"shareProcessNamespace":true}}}}`},
	"host-alias":              {"Deployment", `{"spec":{"template":{"spec":{"hostAliases":[{"ip":"10.0.0.1","hostnames":["a"]}]}}}}`},
	"fqdn":                    {"Deployment", `{"spec":{"template":{"spec":{"setHostnameAsFQDN":true}}}}`},
	"hostname":                {"Deployment", `{"spec":{"template":{"spec":{"hostname":"other"}}}}`},
	"grace":                   {"Deployment", `{"spec":{"template":{"spec":{"terminationGracePeriodSeconds":60}}}}`},
	"service-links":           {"Deployment", `{"spec":{"template":{"spec":{"enableServiceLinks":true}}}}`},
	"pull-secret-of-pod":      {"Deployment", `{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"registry"}]}}}}`},
	"spread":                  {"Deployment", `{"spec":{"template":{"spec":{"topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"ScheduleAnyway","labelSelector":{"matchLabels":{"a":"b"}}}]}}}}`},
	"init-container":          {"Deployment", `{"spec":{"template":{"spec":{"initContainers":[{"name":"init","image":"example.com/init:1"}]}}}}`},
	"volume":                  {"Deployment", `{"spec":{"template":{"spec":{"volumes":[{"name":"more","configMap":{"name":"more"}}]}}}}`},
	"priority":                {"Deployment", `{"spec":{"template":{"spec":{"priorityClassName":"high"}}}}`},
	"group":                   {"Deployment", `{"spec":{"template":{"spec":{"securityContext":{"supplementalGroups":[7]}}}}}`},
	"probe":                   {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","livenessProbe":{"exec":{"command":["true"]}}}]}}}}`},
	"tty":                     {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","tty":true}]}}}}`},
	"stdin":                   {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","stdin":true}]}}}}`},
	"directory":               {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","workingDir":"/"}]}}}}`},
	"port":                    {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","ports":[{"containerPort":80}]}]}}}}`},
	"hook":                    {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","lifecycle":{"preStop":{"exec":{"command":["true"]}}}}]}}}}`},
	"capability":              {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","securityContext":{"capabilities":{"add":["NET_ADMIN"]}}}]}}}}`},
	"resize-policy":           {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","resizePolicy":[{"resourceName":"cpu","restartPolicy":"NotRequired"}]}]}}}}`},
	"more-limits":             {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","resources":{"limits":{"example.com/gpu":"1"}}}]}}}}`},
	"message-path":            {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","terminationMessagePath":"/tmp/m"}]}}}}`},
	"env-from":                {"Deployment", `{"spec":{"template":{"spec":{"containers":[{"name":"workspace","envFrom":[{"configMapRef":{"name":"more"}}]}]}}}}`},
	"strategy":                {"Deployment", `{"spec":{"minReadySeconds":7}}`},
	"deadline":                {"Deployment", `{"spec":{"progressDeadlineSeconds":700}}`},
	"affinity-of-service":     {"Service", `{"spec":{"sessionAffinity":"ClientIP"}}`},
	"port-of-service":         {"Service", `{"spec":{"ports":[{"name":"more","port":81}]}}`},
	"not-ready":               {"Service", `{"spec":{"publishNotReadyAddresses":true}}`},
	"traffic":                 {"Service", `{"spec":{"internalTrafficPolicy":"Local"}}`},
	"distribution":            {"Service", `{"spec":{"trafficDistribution":"PreferSameZone"}}`},
	"token-mounted":           {"ServiceAccount", `{"automountServiceAccountToken":true}`},
}

// TestDriftInPlans changes what the module has made, each in a namespace of its own, and
// shows that the real provider's plan undoes those drifts that are said to be undone, and
// leaves the others.
func TestDriftInPlans(t *testing.T) {
	withReal(t, func(t *testing.T, r run) {
		c := controlplane.During(t)
		var inputs []example.Input
		for _, name := range slices.Sorted(maps.Keys(drifted)) {
			input := example.Minimal("alice", "dev").With("namespace", newNamespace(t, c, "drift-"+name))
			inputs = append(inputs, example.Input{Name: name, Value: input})
		}
		dir := r.initialize(t, providerBlock(c)+forEachRoot(contract(t).Inputs))
		r.applyInputs(t, dir, inputs)
		want := map[string][]string{}
		for _, e := range inputs {
			want[e.Name] = driftsToUndo(t, c, e)
		}
		plan, _, err := r.Plan(dir, r.provider)
		if err != nil || plan == nil {
			t.Fatal("no plan: ", err)
		}
		got := map[string][]string{}
		for _, e := range inputs {
			got[e.Name] = changesIn(plan, e.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("what a plan undoes (-reported +planned):\n%s", diff)
		}
	})
}

// driftsToUndo makes a change, and returns the resources that a plan is said to set back,
// with what it does to them.
func driftsToUndo(t *testing.T, c *controlplane.ControlPlane, e example.Input) (undone []string) {
	t.Helper()
	objects := rendered(t, e)
	change := drifted[e.Name]
	var patch map[string]any
	if err := json.Unmarshal([]byte(change.patch), &patch); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(objects, func(o controlplane.Object) bool { return o.Kind() == change.kind })
	if _, err := c.Patch(t.Context(), objects[i], "somebody", patch); err != nil {
		t.Fatal(e.Name, err)
	}
	var file bytes.Buffer
	for _, o := range objects {
		live, err := c.Get(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewEncoder(&file).Encode(live); err != nil {
			t.Fatal(err)
		}
	}
	live, err := drift.Read(&file, e.Name, func(drift.Name) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	result, err := example.Render(e.Value)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drift.New(contract(t)).Compare(live, result, result).Drifts {
		t.Logf("%s: %s %s: a plan: %s", e.Name, d.Kind, d.Path, d.Plan)
		if d.Plan != drift.Undone {
			continue
		}
		resource, _ := provider.ResourceName(objects[i].Text("apiVersion"), d.Kind)
		undone = append(undone, "update "+resource)
	}
	return slices.Compact(undone)
}

// changesIn are the resources of a module instance that a plan changes, and how.
func changesIn(plan *engine.Plan, name string) (changes []string) {
	for _, change := range plan.ResourceChanges {
		actions := strings.Join(change.Change.Actions, ", ")
		if strings.HasPrefix(change.Address, fmt.Sprintf("module.workspace[%q].", name)) && actions != "no-op" {
			changes = append(changes, actions+" "+change.Type)
		}
	}
	return changes
}
