package schema_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// lengthRules are refused inputs that are too long for an example: TestLengths has them.
var lengthRules = []string{"variable_long_", "annotations_long", "startup_command_", "agent_setting_long_", "agent_url_long"}

// TestEveryRuleRefusesAnExample: each rule between inputs is in testdata/refused.txt.
func TestEveryRuleRefusesAnExample(t *testing.T) {
	m, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	refused, err := os.ReadFile("../testdata/refused.txt")
	if err != nil {
		t.Fatal(err)
	}
	long := map[string]bool{}
	for _, name := range lengthRules {
		long[name] = true
	}
	for _, check := range m.Checks {
		found := strings.Contains(string(refused), "\t_checks."+check.Name) || strings.Contains(string(refused), "\t_checks.\""+check.Name)
		if !found && !check.Implied && !long[check.Name] {
			t.Errorf("no file of testdata/refused is refused by the rule %s", check.Name)
		}
	}
}

// TestLengths: a variable with its name, and an argument, have 128 KiB less the byte that
// ends them (MAX_ARG_STRLEN of execve(2)), counted in bytes; base64 counts three at a time.
func TestLengths(t *testing.T) {
	const limit = 128 << 10
	for name, c := range map[string]struct {
		lines string
		name  int // bytes that go with the text
	}{
		"override":      {"overrides: {environment_variables: {X: %q}}", len("X=")},
		"agent setting": {"agent_settings: {CODER_X: %q}", len("CODER_X=")},
		"secret":        {"secrets: {X: %q}", len("X=")},
		"argument":      {"startup_command: [%q]", 0},
		"token":         {"coder_agent_token: %q", len("CODER_AGENT_TOKEN=")},
	} {
		for _, letter := range []string{"a", "ä"} {
			text := func(bytes int) string { return strings.Repeat(letter, (bytes-c.name)/len(letter)) }
			if got := refusal(t, fmt.Sprintf(c.lines, text(limit-8))); got != "" {
				t.Errorf("%s of %q, shorter than 128 KiB: %.200s", name, letter, got)
			}
			got := refusal(t, fmt.Sprintf(c.lines, text(limit+1+len(letter))))
			if got == "" || len(got) > 1000 {
				t.Errorf("%s of %q, longer than 128 KiB: %.200s", name, letter, got)
			}
		}
	}
	url := func(bytes int) string {
		const start = "https://coder.example.com/"
		return "agent_url: " + start + strings.Repeat("a", bytes-len("CODER_AGENT_URL="+start))
	}
	if got := refusal(t, url(limit-8)); got != "" {
		t.Errorf("an agent_url of less than 128 KiB: %.200s", got)
	}
	if got := refusal(t, url(limit+2)); !strings.Contains(got, "agent_url: can have 128 KiB at most") {
		t.Errorf("an agent_url of more than 128 KiB: %.200s", got)
	}
	annotations := func(each int) string {
		return fmt.Sprintf("overrides: {annotations: {example.com/a: %q, example.com/b: %[1]q}}", strings.Repeat("ä", each/2))
	}
	if got := refusal(t, annotations(120<<10)); got != "" {
		t.Errorf("annotations of 240 KiB: %.200s", got)
	}
	if refusal(t, annotations(128<<10)) == "" {
		t.Error("annotations of 256 KiB and their keys are accepted")
	}
	stopped := fmt.Sprintf("replica_count: 0\ncoder_agent_token: %q", strings.Repeat("a", limit+8))
	if got := refusal(t, stopped); got != "" {
		t.Errorf("a stop is refused: %.200s", got)
	}
	unused := fmt.Sprintf("capabilities: {secrets_injection: secrets-manager}\nsecret_provider_class: a\nsecrets: {}\nvnc_password: %q", strings.Repeat("a", limit))
	if got := refusal(t, unused); got != "" {
		t.Errorf("a password that is not used is refused: %.200s", got)
	}
}
