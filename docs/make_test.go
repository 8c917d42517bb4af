package docs_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestMakeHelp: "make help" lists every target that may be called, and nothing else, and
// the README names none that is not there.
func TestMakeHelp(t *testing.T) {
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("there is no make")
	}
	cmd := exec.Command("make", "--no-print-directory", "help")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "MAKELEVEL=", "MAKEFLAGS=") // make may run the test
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	listed := names(`(?m)^(\S+) +\S`, string(out))
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	targets := names(`(?m)^\.PHONY: (\S+)$`, string(makefile))
	if !slices.Equal(listed, targets) {
		t.Errorf("make help lists\n%s\nand the Makefile has\n%s", strings.Join(listed, " "), strings.Join(targets, " "))
	}
	for _, document := range []string{"../README.md", "../CONTRIBUTING.md"} {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, target := range names("(?m)(?:^|`)make ([a-z0-9-]+)", string(text)) {
			if !slices.Contains(targets, target) {
				t.Errorf("%s: there is no target %s", document, target)
			}
		}
	}
}

// names are what the group of a pattern matches in a text, sorted.
func names(pattern, text string) (found []string) {
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		found = append(found, match[1])
	}
	slices.Sort(found)
	return slices.Compact(found)
}
