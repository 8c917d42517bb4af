package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the README shows of gen vet is what gen vet prints.
func TestReadme(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`(?m)^\$ go run \./cmd/gen (vet .*)\n((?:[^$\n].*\n)*)`).FindAllStringSubmatch(string(readme), -1)
	if len(shown) == 0 {
		t.Fatal("the README shows no gen vet")
	}
	for _, command := range shown {
		var stdout, stderr bytes.Buffer
		run(strings.Fields(command[1]), strings.NewReader(""), &stdout, &stderr)
		if stdout.String() != strings.TrimSuffix(command[2], "```\n") {
			t.Errorf("gen %s prints\n%s%sand the README has\n%s", command[1], &stdout, &stderr, command[2])
		}
	}
}

// What docs/security.md names as what shows a claim exists.
func TestSecurity(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	text, err := os.ReadFile("docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, row := range []struct{ name, files, function string }{
		{`((?:attacks|script)/[a-z*-]+)`, "testdata/%s.txtar", ""},
		{`([a-z-]+\.test\.ts)`, "cmd/wasm/page/test/%s", ""},
		{`([a-z0-9/]+)\.((?:Test|Fuzz)\w+)`, "%s/*_test.go", "func %s("},
	} {
		for _, match := range regexp.MustCompile("`"+row.name+"`").FindAllStringSubmatch(string(text), -1) {
			named++
			if !shown(t, row.files, row.function, match[1:]) {
				t.Errorf("%s does not exist", match[0])
			}
		}
	}
	if named < 20 {
		t.Errorf("only %d names are found", named)
	}
}

// shown reports whether a file exists, and has a function if one is named.
func shown(t *testing.T, files, function string, names []string) bool {
	for _, dir := range []string{"", "internal/"} {
		found, err := filepath.Glob(dir + fmt.Sprintf(files, names[0]))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range found {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if function == "" || strings.Contains(string(text), fmt.Sprintf(function, names[1])) {
				return true
			}
		}
	}
	return false
}
