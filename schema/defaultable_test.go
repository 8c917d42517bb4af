package schema_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/layertest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// ownDefaults are the inputs whose default is not for a layer to choose, and why.
var ownDefaults = map[string]string{
	"replica_count":             "Coder's: whether the workspace runs",
	"coder_agent_token":         "Coder's, and sensitive",
	"startup_command":           "Coder's: the script of the agent",
	"workspace_id":              "Coder's",
	"owner_id":                  "Coder's",
	"owner_email":               "Coder's",
	"vnc_password":              "sensitive: what is in a layer is no secret",
	"home_claim":                "of one workspace",
	"toolchain_template.source": "of the toolchain that each workspace names",
	"base_module.name":          "of the composed module",
	"base_module.version":       "of the composed module",
	"base_module.source":        "of the composed module",
	"capabilities.gpu_support":  "the base has none",
	"capabilities.gui_rdp":      "the base has none",
	"capabilities.gui_vnc":      "a desktop needs a token, which is no default: the form of the template has the choice",
	"compute_profile.gpu_count": "the base has none",
	"compute_profile.gpu_type":  "the base has none",
}

// others are values for texts that are no choices, each other than the base's default.
var others = map[string]string{
	"image_id":               "registry.acme.example/dev:1",
	"namespace":              "acme",
	"storage_class":          "acme",
	"workspace_iam_role_arn": "arn:aws:iam::123456789012:role/Acme",
	"image_registry":         "registry.acme.example",
	"coder_namespace":        "acme-coder",
	"agent_url":              "https://coder.acme.example",
	"service_account_name":   "acme",
	"kasmvnc_image":          "registry.acme.example/desktop:1",
	"artifact_cache_claim":   "acme",
	"secret_provider_class":  "acme",
	"oidc_audience":          "acme",
	"home_path":              "/home/acme",
	"runtime_class_name":     "gvisor",
	"shared_memory":          "2Gi",
	"ca_config_map":          "acme",

	"compute_profile.ephemeral_storage":   "3Gi",
	"resource_requests.cpu":               "100m",
	"resource_requests.memory":            "100Mi",
	"resource_requests.ephemeral_storage": "1Gi",
	"desktop.home":                        "/home/acme-desktop",
	"desktop.memory":                      "8Gi",
	"desktop.shared_memory":               "2Gi",
	"workload_identity.principal":         "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f",

	"control_plane_cidrs": "10.1.0.0/16",
	"dns_cidrs":           "10.2.0.10/32",
	"image_pull_secrets":  "acme",
}

// TestDefaultsCanBeOthers: a layer gives every input with a default another one, in one line each, but for those of
// ownDefaults, for maps, and for lists of structs.
func TestDefaultsCanBeOthers(t *testing.T) {
	want := map[string]model.Value{}
	var lines []string
	eachDefault(baseModel(t).Inputs, "", func(path string, f *model.Field) {
		if ownDefaults[path] != "" || f.Type.Kind == model.Map || f.Type.Kind == model.List && f.Type.Elem.Kind == model.Record {
			return
		}
		value := otherThan(t, path, f)
		want[path] = value
		line := "_defaults: " + strings.ReplaceAll(path, ".", ": ") + ": " + string(model.AppendJSON(nil, value))
		switch {
		case path == "os_type" || path == "capabilities.network_egress":
			line = fmt.Sprintf("_defaults: %s: %q", path[strings.LastIndex(path, ".")+1:], value)
		case f.Type.Kind == model.List:
			line = fmt.Sprintf("#Input: %s: *%s | [...string]", path, model.AppendJSON(nil, value))
		}
		lines = append(lines, line)
	})
	if len(lines) < 40 {
		t.Fatalf("only %d inputs have a default", len(lines))
	}
	archive := &txtar.Archive{Files: []txtar.File{{Name: "layer.cue", Data: []byte("package base\n\n" + strings.Join(lines, "\n") + "\n")}}}
	m, err := compile.CompileAs(layertest.Lay(t, ".", "acme", layertest.Files(archive)), "base/acme")
	if err != nil {
		t.Fatal(err)
	}
	eachDefault(m.Inputs, "", func(path string, f *model.Field) {
		if value, ok := want[path]; ok && !model.Equal(f.Default.Value, value) {
			t.Errorf("%s has the default %s, not %s", path, model.AppendJSON(nil, f.Default.Value), model.AppendJSON(nil, value))
		}
		delete(want, path)
	})
	for path := range want {
		t.Errorf("%s has no default any more", path)
	}
}

// TestDefaultsAreAccepted: a default that the input would refuse is refused in a layer.
func TestDefaultsAreAccepted(t *testing.T) {
	for _, line := range []string{
		`_defaults: run_as_user: 0`, `_defaults: home_path: "/etc"`, `_defaults: namespace: "Acme"`, `_defaults: os_type: "debian"`,
		`_defaults: desktop: cpu: 1000`, `_defaults: storage_class: "-"`, `_choices: network_egress: "https-only": false`,
	} {
		archive := &txtar.Archive{Files: []txtar.File{{Name: "layer.cue", Data: []byte("package base\n\n" + line + "\n")}}}
		if _, err := compile.CompileAs(layertest.Lay(t, ".", "acme", layertest.Files(archive)), "base/acme"); err == nil {
			t.Errorf("%s is accepted", line)
		}
	}
}

// eachDefault calls do for the inputs with a default and the attributes of those that are objects.
func eachDefault(fields []*model.Field, prefix string, do func(path string, f *model.Field)) {
	for _, f := range fields {
		switch {
		case f.Type.Kind == model.Record:
			eachDefault(f.Type.Fields, prefix+f.Name+".", do)
		case f.Default != nil:
			do(prefix+f.Name, f)
		}
	}
}

// otherThan is a value that an input accepts and that is not its default.
func otherThan(t testing.TB, path string, f *model.Field) model.Value {
	t.Helper()
	switch value := f.Default.Value.(type) {
	case bool:
		return !value
	case int64:
		return value + 1
	}
	choices, _ := f.Type.Constraint.Constants()
	for _, choice := range slices.Backward(choices) {
		if choice != "vault" && !model.Equal(choice, f.Default.Value) {
			return choice
		}
	}
	switch {
	case others[path] == "":
		t.Errorf("%s has a default that may be another one: name one in others, or why not in ownDefaults", path)
	case f.Type.Kind == model.List:
		return []model.Value{others[path]}
	}
	return others[path]
}
