package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The page is built from the sources that are there. "make preview" runs this with
// BUILT=1 after it has built the page, which records the digest of the sources. UPDATE
// does not: whoever updates golden files has not built the page.
func TestPageIsCurrent(t *testing.T) {
	want, err := sourceDigest("..")
	if err != nil {
		t.Fatal(err)
	}
	recorded := filepath.Join("dist", "digest")
	if os.Getenv("BUILT") != "" {
		if err := os.WriteFile(recorded, []byte(want+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(recorded)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if strings.TrimSpace(string(got)) != want {
		t.Error("the page is stale: run make preview")
	}
}
