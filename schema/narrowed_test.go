package schema_test

import (
	"os"
	"os/exec"

	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/compat"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/regular"
)

// firstVersion is the revision of version 1.0.
const firstVersion = "96fbbe5"

// versions are the contracts of version 1.0 and of this one. A copy of the project without its
// history has not the first one.
func versions(t testing.TB) (old, new compat.Contract) {
	t.Helper()
	archive, err := exec.Command("git", "archive", firstVersion, ".").Output()
	if err != nil {
		t.Skipf("revision %s is not here: %v", firstVersion, err)
	}
	dir := t.TempDir()
	tar := exec.Command("tar", "-x", "-C", dir)
	tar.Stdin = strings.NewReader(string(archive))
	if err := tar.Run(); err != nil {
		t.Fatal(err)
	}
	return contractIn(t, dir), contractIn(t, ".")
}

func contractIn(t testing.TB, dir string) compat.Contract {
	t.Helper()
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	return compat.Contract{Dir: dir, Model: m}
}

// narrowed is what breaks callers of version 1.0, by the entry of CHANGELOG.md that says so.
var narrowed = map[string][]string{
	"a `vnc_password` of fewer than 6": {"rule vnc_password_form"},
	"NUL in variables, commands, annotations, names and sources": {
		"toolchain_template.name", "toolchain_template.source", "base_module.name", "base_module.source",
		"overrides.environment_variables[]", "overrides.annotations[]", "startup_command[]", "oidc_audience",
		"rule secret_value", "rule token_value",
	},
	"a variable of more than 128 KiB with its name, or such an argument": {
		"rule variable_long_", "rule agent_url_long", "rule startup_command_",
	},
	"annotations of more than about 256 KiB together":           {"rule annotations_long"},
	"networks in `control_plane_cidrs` that hold 168.63.129.16": {"control_plane_cidrs[]"},
	"and the variables from the output `runtime_env`":           {"outputs.runtime_env.CODER_OWNER", "outputs.runtime_env.CODER_WORKSPACE_NAME"},
}

// Every change since version 1.0 that breaks callers is in the changelog, and each that the
// changelog has is one.
func TestNarrowedSinceFirstVersion(t *testing.T) {
	old, new := versions(t)
	report, err := compat.Compare(old, new)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range report.Undecided {
		t.Errorf("undecided: %s %s: %s", u.Path, u.Rule, u.Summary)
	}
	changelog, err := os.ReadFile("../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for entry, changes := range narrowed {
		if !strings.Contains(strings.Join(strings.Fields(string(changelog)), " "), entry) {
			t.Errorf("CHANGELOG.md does not have %q", entry)
		}
		want = append(want, changes...)
	}
	for _, c := range report.Changes {
		if c.Breaking() {
			got = append(got, c.Subject())
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what breaks callers (-changelog +contract):\n%s", diff)
	}
}

// The changelog has all kinds of networks that are refused now: besides those, none is. The
// patterns here are written for this test.
func TestNetworksRefusedSinceFirstVersion(t *testing.T) {
	old, new := versions(t)
	set := func(c compat.Contract) regular.Set {
		return compat.Texts(model.FindField(c.Model.Inputs, "control_plane_cidrs").Type.Elem.Constraint)
	}
	lost := regular.All(set(old), regular.Not(set(new)))
	kinds := map[string]regular.Set{
		"168.63.129.16 is in it":             regular.Matching(`^168\.`), // and which ones, see TestWireServer
		"in fd20:ce::/32":                    regular.Matching(`(?i)^fd20:0{0,2}ce:`),
		"a group beyond the prefix is not 0": regular.All(regular.Matching(`:`), regular.Not(regular.Matching(`/128$`))),
	}
	var all []regular.Set
	for kind, of := range kinds {
		all = append(all, of)
		n := 0
		for text, err := range regular.All(lost, of).Texts() {
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s: %s", kind, text)
			if n++; n == 3 {
				break
			}
		}
		if n == 0 {
			t.Errorf("%s: none is refused", kind)
		}
	}
	for text, err := range regular.All(lost, regular.Not(regular.Any(all...))).Texts() {
		t.Fatalf("%s is refused now, %v", text, err)
	}
}

// BenchmarkCompare is the comparison of version 1.0 with this one.
func BenchmarkCompare(b *testing.B) {
	old, new := versions(b)
	for b.Loop() {
		if _, err := compat.Compare(old, new); err != nil {
			b.Fatal(err)
		}
	}
}
