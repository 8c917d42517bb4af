package engine

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// Each runs a test on every engine there is. Without a terraform in PATH, that one is skipped.
func Each(t *testing.T, test func(*testing.T, *Engine)) {
	t.Run("terraform", func(t *testing.T) {
		e, ok, err := Terraform()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			t.Skip("NOT SHOWN: there is no terraform in PATH")
		}
		test(t, e)
	})
	t.Run("tofu", func(t *testing.T) {
		e, err := OpenTofu()
		if err != nil {
			t.Fatal(err)
		}
		test(t, e)
	})
}

// Main runs the tests of a package with a directory for what all of them share, and removes that.
func Main(m *testing.M, scratch *string) {
	var err error
	if *scratch, err = os.MkdirTemp("", "base-k8s-e2e-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(*scratch)
	os.Exit(code)
}

// EachReal runs a test on every engine, with the real hashicorp/kubernetes beside other providers.
// Where that cannot be had, the test is skipped.
func EachReal(t *testing.T, test func(*testing.T, *Engine, *Provider), others ...Plugin) {
	Each(t, func(t *testing.T, e *Engine) {
		provider, err := Real(e, t.TempDir(), others...)
		if failed := (*Failed)(nil); errors.As(err, &failed) {
			_, reason, _ := strings.Cut(failed.Output, "Error: ")
			t.Skipf("NOT SHOWN: %s cannot get %s: %s", e.Name, kubernetes, strings.Join(strings.Fields(reason), " "))
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("RAN: %s with %s", e.Name, provider.Name)
		test(t, e, provider)
	})
}

// Quiet demands that an engine had nothing to say about a command.
func Quiet(t *testing.T, command string, diagnostics []Diagnostic, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
	for _, d := range diagnostics {
		t.Errorf("%s: %s:%d: %s: %s\n%s", command, d.Range.Filename, d.Range.Start.Line, d.Severity, d.Summary, d.Detail)
	}
	if t.Failed() {
		t.FailNow()
	}
}
