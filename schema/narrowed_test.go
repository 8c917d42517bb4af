package schema_test

import (
	"bytes"
	"os/exec"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compat"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/regular"
)

// released is the contract of a version. A copy of the project without its history has not got
// it.
func released(t testing.TB, r release) compat.Contract {
	t.Helper()
	archive, err := exec.Command("git", "archive", r.revision, ".").Output()
	if err != nil {
		t.Skipf("NOT SHOWN: version %s, revision %s, is not in the history that is here: %v", r.version, r.revision, err)
	}
	dir := t.TempDir()
	tar := exec.Command("tar", "-x", "-C", dir)
	tar.Stdin = bytes.NewReader(archive)
	if err := tar.Run(); err != nil {
		t.Fatal(err)
	}
	return contractIn(t, dir)
}

func contractIn(t testing.TB, dir string) compat.Contract {
	t.Helper()
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	return compat.Contract{Dir: dir, Model: m}
}

// The changelog has all kinds of networks that are refused now: besides those, none is. The
// patterns here are written for this test.
func TestNetworksRefusedSinceVersion10(t *testing.T) {
	old, new := released(t, version(t, "1.0.0")), contractIn(t, ".")
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
	old, new := released(b, version(b, "1.0.0")), contractIn(b, ".")
	for b.Loop() {
		if _, err := compat.Compare(old, new); err != nil {
			b.Fatal(err)
		}
	}
}
