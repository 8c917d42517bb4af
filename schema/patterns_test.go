package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"github.com/distribution/reference"
	"golang.org/x/mod/semver"
	"k8s.io/apimachinery/pkg/util/validation"
	"pgregory.net/rapid"
)

// agrees draws strings of the alphabet, and checks that the input at path accepts
// those, and only those, that the reference implementation accepts.
func agrees(t *testing.T, path, alphabet string, accepts func(string) bool) {
	t.Helper()
	c := contract(t)
	field := c.LookupPath(cue.ParsePath(path))
	word := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune(alphabet)), 0, 12, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune(alphabet)), 60, 66, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune("a")), 250, 260, -1),
	)
	rapid.Check(t, func(t *rapid.T) {
		s := word.Draw(t, "s")
		got := field.Unify(cuecontext.New().Encode(s)).Validate(cue.Concrete(true)) == nil
		if want := accepts(s); got != want {
			t.Fatalf("%s = %q: accepted %v, want %v", path, s, got, want)
		}
	})
}

func none(problems []string) bool { return len(problems) == 0 }

func TestNamesAgreeWithKubernetes(t *testing.T) {
	const alphabet = "abzAZ09-._/ \n"
	agrees(t, "#Input.namespace", alphabet, func(s string) bool { return none(validation.IsDNS1123Label(s)) })
	agrees(t, "#Input.service_account_name", alphabet, func(s string) bool { return s == "" || none(validation.IsDNS1123Subdomain(s)) })
	agrees(t, "#Input.owner", alphabet, func(s string) bool { return s != "" && none(validation.IsValidLabelValue(s)) })
	agrees(t, "#Toleration.key", alphabet, func(s string) bool { return s == "" || none(validation.IsQualifiedName(s)) })
	agrees(t, "#Toleration.value", alphabet, func(s string) bool { return none(validation.IsValidLabelValue(s)) })
}

func TestImagesAgreeWithDistribution(t *testing.T) {
	agrees(t, "#Input.kasmvnc_image", "ab1F/:.-_@[]", func(s string) bool {
		_, err := reference.ParseNormalizedNamed(s)
		return err == nil && !strings.Contains(s, "@")
	})
}

func TestVersionsAgreeWithSemver(t *testing.T) {
	c := contract(t)
	field := c.LookupPath(cue.ParsePath("#ToolchainTemplate.version"))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`(?:0|1|01|20|a)\.[0-2]{1,2}\.[0-9]{1,2}(?:-[0a-]{0,3}(?:\.[01a-]{1,3})?)?(?:\+[0a.-]{0,4})?\n?`).Draw(t, "s")
		got := field.Unify(cuecontext.New().Encode(s)).Validate(cue.Concrete(true)) == nil
		if want := semver.IsValid("v" + s); got != want {
			t.Fatalf("version = %q: accepted %v, want %v", s, got, want)
		}
	})
}

// example is an input with the given lines, in CUE, besides what is required.
func example(format string, args ...any) cue.Value {
	return cuecontext.New().CompileString(`
workspace_name: "dev"
owner: "alice"
compute_profile: {cpu: 2, memory: "4Gi", storage: "20Gi"}
toolchain_template: {name: "t", version: "1.0.0"}
` + fmt.Sprintf(format, args...))
}

// TestOverrideKeysAgreeWithKubernetes: keys are refused that Kubernetes refuses or that
// are reserved, and no others.
//
// Shows: 11c.9, 11g.2, 11g.3.
func TestOverrideKeysAgreeWithKubernetes(t *testing.T) {
	key := rapid.StringMatching(`(?:[aA9.-]{0,3}(?:istio\.io|notistio\.io|x\.coder\.com|Example\.com)?/)?[a9._/-]{0,4}`)
	reserved := func(k string) bool {
		prefix, _, found := strings.Cut(strings.ToLower(k), "/")
		return found && (prefix == "istio.io" || strings.HasSuffix(prefix, ".istio.io") || strings.HasSuffix(prefix, ".coder.com"))
	}
	rapid.Check(t, func(t *rapid.T) {
		c := contract(t)
		k := key.Draw(t, "key")
		label := verdict(c, example("overrides: labels: %q: \"a\"", k)) == nil
		if want := none(validation.IsQualifiedName(k)) && !reserved(k); label != want {
			t.Fatalf("label %q: accepted %v, want %v", k, label, want)
		}
		annotation := verdict(c, example("overrides: annotations: %q: \"a\"", k)) == nil
		if want := none(validation.IsQualifiedName(strings.ToLower(k))) && !reserved(k); annotation != want {
			t.Fatalf("annotation %q: accepted %v, want %v", k, annotation, want)
		}
	})
}
