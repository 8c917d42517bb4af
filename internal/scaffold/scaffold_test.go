package scaffold

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// TestNameOf: the name of a contract is made of that of its directory, or there is none.
func TestNameOf(t *testing.T) {
	for dir, want := range map[string]string{
		"shop": "shop", "a/My shop!": "my_shop", "web-2": "web_2", "Ünï": "n", "_x_": "x",
		"2026": "", "..": "", "if": "", "...": "", strings.Repeat("a", 41): "", "2 shops": "",
	} {
		if dir == ".." {
			dir = string(filepath.Separator)
		}
		got, err := NameOf(dir)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%s is called %q (%v), want %q", dir, got, err, want)
		}
	}
}

// TestVersion: the workflow installs the gen that wrote it, and the latest one where that
// cannot be installed.
func TestVersion(t *testing.T) {
	for version, want := range map[string]string{"": "cmd/gen@latest\n", "v1.2.0": "cmd/gen@v1.2.0\n"} {
		files, err := Contract{Name: "shop", Gen: version}.Files()
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, f := range files {
			found += bytes.Count(f.Content, []byte(want))
		}
		if found != 2 { // the workflow, and the README
			t.Errorf("%d files name %s", found, want)
		}
	}
}
