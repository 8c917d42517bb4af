package compat

import "testing"

// TestStepBetween compares versions, and refuses steps back and texts that are no versions.
func TestStepBetween(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"1.0.0", "1.0.0", "none"},
		{"1.0.0", "1.0.1", "patch"},
		{"1.0.9", "1.1.0", "minor"},
		{"1.9.9", "2.0.0", "major"},
		{"1.1.0", "1.0.9", "1.0.9 comes before 1.1.0"},
		{"1.0", "1.0.1", `"1.0" is not a version such as 1.2.3`},
		{"v1.0.0", "1.0.1", `"v1.0.0" is not a version such as 1.2.3`},
		{"1.0.0", "1.0.1-rc1", `"1.0.1-rc1" is not a version such as 1.2.3`},
	} {
		step, err := StepBetween(test.old, test.new)
		got := step.String()
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s to %s: %s, want %s", test.old, test.new, got, test.want)
		}
	}
}
