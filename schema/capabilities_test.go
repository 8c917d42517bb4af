package schema_test

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"github.com/google/go-cmp/cmp"
)

// TestCapabilityMatrix: the values of the matrix are those that inputs take, so that
// the rows made from it are complete.
func TestCapabilityMatrix(t *testing.T) {
	var matrix map[string]struct {
		Values, Refused []string
		Variants        map[string][]string
	}
	hidden(t, "_capabilityMatrix", &matrix)
	fields, err := contract(t).LookupPath(cue.ParsePath("#Capabilities")).Fields()
	if err != nil {
		t.Fatal(err)
	}
	for fields.Next() {
		name := fields.Selector().String()
		row := matrix[name]
		delete(matrix, name)
		if diff := cmp.Diff(alternatives(fields.Value()), set(append(row.Values, row.Refused...))); diff != "" {
			t.Errorf("%s: -#Capabilities +matrix\n%s", name, diff)
		}
		if variants := row.Variants["workload-identity"]; variants != nil {
			providers := contract(t).LookupPath(cue.ParsePath("#WorkloadIdentity.provider"))
			if diff := cmp.Diff(alternatives(providers), set(variants)); diff != "" {
				t.Errorf("%s: -#WorkloadIdentity +matrix\n%s", name, diff)
			}
		}
	}
	for name := range matrix {
		t.Errorf("%s is no capability", name)
	}
}

// alternatives are the values of a disjunction of strings, or of a bool.
func alternatives(v cue.Value) map[string]bool {
	if v.IncompleteKind() == cue.BoolKind {
		return set([]string{"true", "false"})
	}
	all := map[string]bool{}
	op, operands := v.Expr()
	if op == cue.CallOp && len(operands) == 2 { // or([…])
		for list, _ := operands[1].List(); list.Next(); {
			if s, err := list.Value().String(); err == nil {
				all[s] = true
			}
		}
		return all
	}
	for _, o := range operands {
		if s, err := o.String(); err == nil {
			all[s] = true
		} else if inner, _ := o.Expr(); inner != cue.NoOp {
			maps.Copy(all, alternatives(o))
		}
	}
	return all
}

func set(names []string) map[string]bool {
	s := map[string]bool{}
	for _, n := range names {
		s[n] = true
	}
	return s
}

// TestUnsupportedCapabilities are refused with the base that has them.
//
// Shows: 11c.10, capability gpu-support=true, capability gpu-support=false,
// capability gui-rdp=true, capability gui-rdp=false.
func TestUnsupportedCapabilities(t *testing.T) {
	for lines, base := range map[string]string{
		"capabilities: {gpu_support: true}":                                             "base-ec2-gpu",
		"capabilities: {gui_rdp: true}":                                                 "base-ec2-windows",
		"compute_profile: {cpu: 2, memory: 4Gi, storage: 1Gi, gpu_count: 1}":            "base-ec2-gpu",
		"compute_profile: {cpu: 2, memory: 4Gi, storage: 1Gi, gpu_type: nvidia-t4}":     "base-ec2-gpu",
		"compute_profile: {cpu: 2, memory: 4Gi, storage: 1Gi, gpu_type: nvidia-unseen}": "base-ec2-gpu",
	} {
		if got := refusal(t, lines); !strings.Contains(got, "use "+base) {
			t.Errorf("%s: %q does not point to %s", lines, got, base)
		}
	}
	plain := rendered(t, "")
	off := rendered(t, "capabilities: {gpu_support: false, gui_rdp: false}\ncompute_profile: {cpu: 2, memory: 4Gi, storage: 20Gi, gpu_count: 0, gpu_type: null}")
	if diff := cmp.Diff(plain, off); diff != "" {
		t.Errorf("turned off is not the default: -default +off\n%s", diff)
	}
}

// TestSecrets: as variables from a Secret, or as files of the Secrets Store CSI driver.
//
// Shows: capability secrets-injection=variables,
// capability secrets-injection=secrets-manager, capability secrets-injection=vault.
func TestSecrets(t *testing.T) {
	w := rendered(t, "secrets: {API_KEY: example-key}")
	from := w.pod().Spec.Containers[0].EnvFrom
	if string(w.Objects.Secrets.Data["API_KEY"]) != "example-key" || len(from) != 1 || from[0].SecretRef.Name != w.Objects.Secrets.Name {
		t.Errorf("secret %v, injected from %v", w.Objects.Secrets, from)
	}
	if w.Outputs.RuntimeEnv["API_KEY"] != "" {
		t.Error("runtime_env holds a secret")
	}
	if rendered(t, "").Objects.Secrets == nil {
		t.Error("whether the Secret exists depends on what is in it")
	}

	w = rendered(t, "capabilities: {secrets_injection: secrets-manager}\nsecret_provider_class: aws")
	csi, m := volume(w, "secrets").CSI, mount(w, 0, "secrets")
	if w.Objects.Secrets != nil || len(w.pod().Spec.Containers[0].EnvFrom) != 0 {
		t.Error("secrets-manager: there is a Secret too")
	}
	if csi == nil || csi.Driver != "secrets-store.csi.k8s.io" || !*csi.ReadOnly || csi.VolumeAttributes["secretProviderClass"] != "aws" ||
		m == nil || m.MountPath != "/var/run/secrets/workspace" || !m.ReadOnly {
		t.Errorf("secrets-manager: volume %v, mount %v", csi, m)
	}
	if got := refusal(t, "capabilities: {secrets_injection: vault}"); !strings.Contains(got, "Vault") || !strings.Contains(got, "secrets-manager") {
		t.Errorf("vault: %q", got)
	}
}

// TestChecksum: the pod is replaced when a Secret changes. Without a token, which nobody
// can guess, the checksum depends on the keys only.
//
// Shows: capability secrets-injection=variables.
func TestChecksum(t *testing.T) {
	checksum := func(lines string) string { return rendered(t, lines).pod().Annotations["coder.com/secrets-checksum"] }
	sum := func(text string) string { h := sha256.Sum256([]byte(text)); return hex.EncodeToString(h[:]) }
	const token, desktop = "coder_agent_token: example-token\n", "capabilities: {gui_vnc: true}\nvnc_password: example-password\n"
	for lines, want := range map[string]string{
		"":                                "sum:\nCODER_AGENT_TOKEN",
		"secrets: {B: example-b, A: x}":   "sum:\nA\nB\nCODER_AGENT_TOKEN",
		token + "secrets: {B: example-b}": "sum:example-token\nB=ZXhhbXBsZS1i\nCODER_AGENT_TOKEN=ZXhhbXBsZS10b2tlbg==",
		desktop:                           "sum:\nCODER_AGENT_TOKEN\nVNC_PW",
		token + desktop:                   "sum:example-token\nCODER_AGENT_TOKEN=ZXhhbXBsZS10b2tlbg==\nVNC_PW=ZXhhbXBsZS1wYXNzd29yZA==",
	} {
		if got := checksum(lines); got != sum(want) {
			t.Errorf("%s: %s, want the SHA-256 of %q", lines, got, want)
		}
	}
	if checksum("secrets: {A: example-a}") != checksum("secrets: {A: example-b}") {
		t.Error("without a token the checksum depends on values")
	}
	if checksum("secrets: {A: example-a}") == checksum("secrets: {B: example-a}") {
		t.Error("without a token the checksum does not depend on keys")
	}
	if checksum(token+"secrets: {A: example-a}") == checksum(token+"secrets: {A: example-b}") {
		t.Error("with a token the checksum does not depend on values")
	}
}
