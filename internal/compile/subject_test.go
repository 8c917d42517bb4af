package compile_test

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
)

// An input is about what the file is about that declares its type or takes it most often. A
// contract in one file has no subjects.
func TestSubjects(t *testing.T) {
	for dir, want := range map[string]map[string]string{
		"../../schema": {
			"workspace_name": "names", "compute_profile": "compute", "capabilities": "capabilities", "overrides": "overrides",
			"dns_cidrs": "policy", "additional_egress": "network", "home_claim": "storage", "storage_class": "storage",
		},
		"../../testdata/contracts/web/schema": {},
	} {
		m, err := compile.Compile(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range m.Inputs {
			subject, named := want[f.Name]
			if (named || len(want) == 0) && f.Subject != subject {
				t.Errorf("%s: %s is about %q, want %q", dir, f.Name, f.Subject, subject)
			}
		}
	}
}
