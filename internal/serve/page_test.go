package serve

import (
	"regexp"
	"strings"
	"testing"
)

// The page loads fast: these are the limits in bytes.
func TestPageIsSmall(t *testing.T) {
	const all, compressedEngine, plainEngine = 1_600_000, 1_200_000, 6_500_000
	s, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, f := range s.files {
		sum += len(f.compressed)
	}
	e := s.files[engine]
	if e == nil {
		t.Fatal("the page has no engine")
	}
	decoded, err := e.plain()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the page has %d bytes; its engine %d, and %d decoded", sum, len(e.compressed), len(decoded))
	for _, limit := range []struct {
		what     string
		got, max int
	}{{"the page", sum, all}, {"the engine", len(e.compressed), compressedEngine}, {"the decoded engine", len(decoded), plainEngine}} {
		if limit.got > limit.max {
			t.Errorf("%s has %d bytes, and may have %d", limit.what, limit.got, limit.max)
		}
	}
}

// Every file of the page can be decoded.
func TestPageIsWhole(t *testing.T) {
	s, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Files(); err != nil {
		t.Error(err)
	}
}

// The page has the policy of the header, for hosts that send none.
func TestPageHasThePolicy(t *testing.T) {
	s, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	f := s.files[index]
	if f == nil {
		t.Fatal("the page has no " + index)
	}
	text, err := f.plain()
	if err != nil {
		t.Fatal(err)
	}
	meta := regexp.MustCompile(`(?i)<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"`).FindSubmatch(text)
	if meta == nil || strings.Join(strings.Fields(string(meta[1])), " ") != pagePolicy {
		t.Errorf("%s has the policy %q, want %q", index, meta, pagePolicy)
	}
}
