package schema_test

import (
	"strings"
	"testing"
)

// warnings are the words of the warnings about an accepted input, a line each.
func warnings(t *testing.T, lines string) string {
	t.Helper()
	_, diagnostics := evaluate(t, lines)
	if diagnostics.HasErrors() {
		t.Fatalf("%s: %v", lines, diagnostics)
	}
	var words strings.Builder
	for _, d := range diagnostics {
		words.WriteString(d.Summary + ": " + d.Detail + "\n")
	}
	return words.String()
}

// TestWarnings: inputs for which each is reported, and similar inputs for which it
// is not. None refuses.
func TestWarnings(t *testing.T) {
	const (
		role  = "workspace_iam_role_arn: arn:aws:iam::123456789012:role/x\n"
		token = "coder_agent_token: example-token\n"
		none  = "capabilities: {network_egress: none}\n"
		open  = "capabilities: {network_egress: unrestricted}\n"
		api   = "service_account_name: a\nmount_api_token: true\n"
		cidr  = "control_plane_cidrs: [10.20.0.0/16]\n"
		more  = "additional_egress: [{cidr: 10.20.0.1/32, ports: [8443]}]\n"
		udp   = "additional_egress: [{cidr: 10.20.0.1/32, ports: [8443], protocol: UDP}]\n"
		url   = "agent_url: https://coder.example.com"
	)
	cases := map[string]struct {
		words         string
		warned, quiet []string
	}{
		"gui_vnc_without_home": {
			"the desktop's settings are lost",
			[]string{"capabilities: {gui_vnc: true, persistent_home: false}\nvnc_password: example-password"},
			[]string{"capabilities: {gui_vnc: true}\nvnc_password: example-password", "capabilities: {persistent_home: false}"},
		},
		"egress_none_without_cidrs": {"reaches Coder only inside the cluster", []string{none}, []string{"", none + cidr}},
		"egress_none_with_role": {
			"STS",
			[]string{none + role, role + "capabilities: {network_egress: none, identity_mode: oidc}", none + role + more},
			[]string{role, none, none + role + strings.Replace(more, "8443", "443", 1), role + "capabilities: {network_egress: none, identity_mode: workload-identity}"},
		},
		"api_token_out_of_reach": {
			"the API server is out of reach",
			[]string{api + none, api + "egress_private_networks: false", api + none + more, api + none + "additional_egress: [{namespace: traefik, ports: [443]}]\n"},
			[]string{api, none, "egress_private_networks: false", api + none + strings.Replace(more, "8443", "6443", 1), api + "egress_private_networks: false\n" + strings.Replace(more, "8443", "443", 1)},
		},
		"agent_url_port_shut": {
			"nothing opens its port",
			[]string{url + ":8443", url + ":8443\n" + cidr, url + ":8443\n" + udp, url + "\n" + none, "agent_url: http://coder.example.com", url + ":9443\n" + more, "agent_url: \"https://[2001:db8::1]:8443/x\""},
			[]string{"", url, url + "\n" + none + cidr, "agent_url: http://coder.example.com\n" + cidr, url + ":8443\n" + more, url + ":8443\n" + open,
				"agent_url: http://coder:8080", "agent_url: http://coder.coder:8080", "agent_url: http://coder.coder.svc:8080\n" + none, "agent_url: http://coder.coder.svc.cluster.local/x"},
		},
		"amazon_linux_without_user": {
			"has no user 1000",
			[]string{"os_type: amazon-linux-2023"},
			[]string{"", "os_type: amazon-linux-2023\nimage_id: example.com/al:1", "os_type: amazon-linux-2023\nimage_registry: example.com"},
		},
		"home_without_id": {
			"destroys the home",
			[]string{""},
			[]string{"workspace_id: 8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f", "capabilities: {persistent_home: false}", "home_claim: alice-home"},
		},
		"no_agent": {
			"no agent starts",
			[]string{token, token + "startup_command: [sh, -c, sleep infinity]"},
			[]string{"", token + "startup_command: [sh, -c, exec agent]", token + "startup_command: []", token + "startup_command: [sh, -c sleep, infinity]"},
		},
	}
	m, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range m.Warnings {
		c, ok := cases[w.Name]
		if !ok {
			t.Errorf("no case for the warning %s", w.Name)
		}
		for _, lines := range c.warned {
			if !strings.Contains(warnings(t, lines), c.words) {
				t.Errorf("%s: %q is not reported for %q", w.Name, lines, warnings(t, lines))
			}
		}
		for _, lines := range c.quiet {
			if strings.Contains(warnings(t, lines), c.words) {
				t.Errorf("%s is reported for %q", w.Name, lines)
			}
		}
	}
	if len(cases) != len(m.Warnings) {
		t.Errorf("%d cases for %d warnings", len(cases), len(m.Warnings))
	}
}
