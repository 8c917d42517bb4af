package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"
	"sigs.k8s.io/yaml"
)

// workflow is a workflow of GitHub Actions.
type workflow struct {
	Jobs map[string]struct {
		Steps []struct{ Uses, Name, Run string }
	}
}

// workflowScript is what happens to the repository of docs/ci.md: the steps of the workflows
// pass, and each of its faults is seen by the step that is there for it.
const workflowScript = `chmod 755 bin/go
env PATH=$WORK/bin${:}$PATH
mkdir inputs
chmod 755 bin/gh
cp one.yaml inputs
exec gen --schema schema --out generated --inputs inputs
exec bash -e step0
exec bash -e step1
exec bash -e step2

cp generated/manifests/one.yaml kept.yaml
cp one.yaml generated/manifests/one.yaml
! exec bash -e step2
stdout 'generated/manifests/one.yaml'
cp kept.yaml generated/manifests/one.yaml

cp refused.yaml inputs
! exec bash -e step1
stderr 'refused.yaml'
rm inputs/refused.yaml

cp broken.cue schema
! exec bash -e step0
rm schema/broken.cue

env GITHUB_REF_NAME=v0.1.0
! exec bash -e step3
stderr 'the contract has no version'
cp version.cue schema
exec bash -e step3
exec bash -e step4
exec bash -e step5
cmp published files
env GITHUB_REF_NAME=v0.2.0
! exec bash -e step4
`

// gh has what the last workflow publishes in a file.
const ghShim = `#!/bin/sh
printf '%s\n' "$@" >published
`

// go calls the tools that a go.mod would name.
const goShim = `#!/bin/sh
test "$1" = tool || exit 2
tool=$2
shift 2
case $tool in
gen) exec gen "$@" ;;
cue) exec "$CUE" "$@" ;;
esac
exit 2
`

// TestWorkflow: the workflows of docs/ci.md are YAML, and their commands do what they are for.
func TestWorkflow(t *testing.T) {
	archive := &txtar.Archive{Comment: []byte(workflowScript), Files: []txtar.File{
		{Name: "bin/go", Data: []byte(goShim)},
		{Name: "bin/gh", Data: []byte(ghShim)},
		{Name: "LICENSE", Data: []byte("Do as you like.\n")},
		{Name: "version.cue", Data: []byte("package notes\n\nversion: \"0.1.0\"\n")},
		{Name: "files", Data: []byte("release\ncreate\nv0.1.0\ndist/notes-0.1.0-terraform.tar.gz\ndist/notes-0.1.0.cdx.json\ndist/notes-0.1.0.input.schema.json\ndist/notes-0.1.0.model.json\ndist/SHA256SUMS\n")},
		{Name: "one.yaml", Data: []byte("name: one\n")},
		{Name: "refused.yaml", Data: []byte("name: ONE\n")},
		{Name: "broken.cue", Data: []byte("package notes\n\n#Input: name: int\n")},
	}}
	for i, run := range workflowRuns(t) {
		archive.Files = append(archive.Files, txtar.File{Name: fmt.Sprintf("step%d", i), Data: []byte(run)})
	}
	script := filepath.Join(t.TempDir(), "workflow.txtar")
	if err := os.WriteFile(script, txtar.Format(archive), 0o666); err != nil {
		t.Fatal(err)
	}
	cue, err := exec.Command("go", "tool", "-n", "cue").Output()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: []string{script}, RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("CUE", strings.TrimSpace(string(cue)))
			return os.CopyFS(filepath.Join(env.WorkDir, "schema"), os.DirFS(filepath.Join("..", "..", "testdata", "script", "schema")))
		},
	})
}

// workflowRuns are the commands of the workflows in docs/ci.md.
func workflowRuns(t *testing.T) (runs []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "ci.md"))
	if err != nil {
		t.Fatal(err)
	}
	fences := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(text, -1)
	for i, job := range []string{"check", "release"} {
		if i >= len(fences) {
			t.Fatalf("docs/ci.md has %d workflows", len(fences))
		}
		var w workflow
		if err := yaml.Unmarshal(fences[i][1], &w); err != nil {
			t.Fatal(err)
		}
		for _, step := range w.Jobs[job].Steps {
			if step.Run != "" {
				runs = append(runs, step.Run)
			}
		}
	}
	if len(runs) != 6 {
		t.Fatalf("the workflows have %d commands", len(runs))
	}
	return runs
}
