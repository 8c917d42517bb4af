package main

import (
	"bytes"
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
