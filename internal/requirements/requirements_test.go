package requirements_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/requirements"
)

const tests = `package tests

// TestStop stops it.
//
// Shows: 11.5, capability
// home=true.
func TestStop(t *testing.T) {
	for _, c := range []string{
		"a", // Shows: output a.
	} {
	}
}

// FuzzStop
//
// Shows: 11.5.
func FuzzStop(f *testing.F) {}
`

// TestFind: doc comments, cases, lists over several lines, rows with full stops.
func TestFind(t *testing.T) {
	found, err := requirements.Find(fstest.MapFS{
		"a/b/stop_test.go":          {Data: []byte(tests)},
		"a/b/stop.go":               {Data: []byte(tests)},
		"a/b/testdata/stop_test.go": {Data: []byte(tests)},
		".hidden/stop_test.go":      {Data: []byte(tests)},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range found {
		got = append(got, fmt.Sprintf("%s: %s: %s", m.Pos, m.Test, m.Row))
	}
	want := []string{
		"a/b/stop_test.go:3:1: a/b.TestStop: 11.5",
		"a/b/stop_test.go:3:1: a/b.TestStop: capability home=true",
		"a/b/stop_test.go:9:8: a/b.TestStop: output a",
		"a/b/stop_test.go:14:1: a/b.FuzzStop: 11.5",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestFindRefuses(t *testing.T) {
	for name, c := range map[string]struct{ source, want string }{
		"a list outside of a test": {"// Shows: 11.5.\nfunc helper() {}", "a_test.go:2:1: rows are named outside of a test"},
		"a list without an end":    {"// Shows: 11.5\nfunc TestA() {}", "a_test.go:2:1: the list of rows after Shows: does not end"},
		"what is not Go":           {"func {", "a_test.go:2:6: expected"},
	} {
		_, err := requirements.Find(fstest.MapFS{"a_test.go": {Data: []byte("package a\n" + c.source)}})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s…", name, err, c.want)
		}
	}
}
