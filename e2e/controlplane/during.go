package controlplane

import "testing"

// During starts a control plane for the time of a test.
func During(t *testing.T) *ControlPlane {
	t.Helper()
	c, err := Start(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("RAN: Kubernetes %s", Version)
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	return c
}
