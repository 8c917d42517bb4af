package effect

import "testing"

// Every condition that rules can have is known to [Possible]: one that it does not know may hold.
func TestPossibleConditions(t *testing.T) {
	for name := range conditions {
		_, ok := needs[name]
		if !ok && !ofValues[name] && !ofObjects[name] {
			t.Errorf("whether %q may hold is not decided by the objects", name)
		}
	}
	for name := range needs {
		if conditions[name] == nil {
			t.Errorf("there is no condition %q", name)
		}
	}
}
