package schema_test

import (
	"os"
	"runtime/debug"
	"testing"
)

// TestMain collects garbage as seldom as gen does: the tests compile the contract a hundred times, with
// layers, and a third of their time would go into that.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
