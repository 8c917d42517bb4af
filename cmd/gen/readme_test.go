package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/golden"
)

// The commands of the README's console run: with what is printed below one as the whole of
// what it says, and without a fault where nothing is printed.
func TestReadme(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	ran := map[string]int{}
	for _, console := range regexp.MustCompile("(?ms)^```console\n(.*?)^```$").FindAllStringSubmatch(string(readme), -1) {
		for _, shown := range regexp.MustCompile(`(?m)^\$ (.*)\n((?:[^$\n].*\n)*)`).FindAllStringSubmatch(console[1], -1) {
			command, _, _ := strings.Cut(shown[1], " | ") // kubectl needs a cluster
			program, said, code := runShown(t, command)
			ran[program]++
			switch {
			case shown[2] != "":
				golden.Equal(t, command, shown[2], said)
			case code != fine:
				t.Errorf("%s exits with %d and says\n%s", command, code, said)
			}
		}
	}
	if ran["gen"] < 2 || ran["cue"] < 2 {
		t.Errorf("the README shows %v", ran)
	}
}

// runShown runs gen or cue, and returns which, what it says, and its exit code.
func runShown(t *testing.T, command string) (program, said string, code int) {
	t.Helper()
	args := strings.Fields(strings.ReplaceAll(command, "'", ""))
	var output bytes.Buffer
	switch {
	case strings.HasPrefix(command, "go run ./cmd/gen "):
		code = run(args[3:], strings.NewReader(""), &output, &output)
		return "gen", output.String(), code
	case strings.HasPrefix(command, "go tool cue "):
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Stdout, cmd.Stderr = &output, &output
		err := cmd.Run()
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return "cue", output.String(), cmd.ProcessState.ExitCode()
	}
	t.Fatalf("%s is neither gen nor cue", command)
	return
}

// The comparisons in docs/upgrades.md and docs/operations.md run on a fleet of the example
// inputs. What they have to say is that of testdata/script; that a flag is missing, or a
// contract, would be wrong use. The revision that is compared with is the contract as it is,
// of which callers see no change.
func TestUpgrades(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	fleet := filepath.Join(t.TempDir(), "fleet.ndjson")
	recorded := `{"owner":"alice","workspace_name":"dev","compute_profile":{"cpu":2,"memory":"4Gi","storage":"20Gi"},"toolchain_template":{"name":"a","version":"1.0.0"}}` + "\n"
	if err := os.WriteFile(fleet, []byte(recorded), 0o666); err != nil {
		t.Fatal(err)
	}
	revisions := strings.NewReplacer(" fleet.ndjson", " "+fleet, "v1.0:schema", "schema", `"origin/$GITHUB_BASE_REF:schema"`, "schema", `"data loss"`, "data-loss", "--from", "--interface=false --from")
	for document, commands := range map[string]int{"docs/upgrades.md": 4, "docs/operations.md": 3} {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		ran := regexp.MustCompile(`(?m)(?:^\$ |^|^   |- run: )(go run \./cmd/gen diff .*?)(?: \|)?$`).FindAllStringSubmatch(string(text), -1)
		for _, match := range ran {
			if _, said, code := runShown(t, revisions.Replace(match[1])); code != fine {
				t.Errorf("%s exits with %d: %s", match[1], code, said)
			}
		}
		if len(ran) < commands {
			t.Errorf("%s has %d commands", document, len(ran))
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
		{`([a-z-]+\.test\.ts)`, "web/test/%s", ""},
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
