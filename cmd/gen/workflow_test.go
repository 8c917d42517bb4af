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

// workflowScript is what happens to the repository of docs/ci.md: the steps of the workflow
// pass, and each of its faults is seen by the step that is there for it.
const workflowScript = `chmod 755 bin/go
env PATH=$WORK/bin${:}$PATH
mkdir inputs
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

// TestWorkflow: the workflow of docs/ci.md is YAML, and its commands do what they are for.
func TestWorkflow(t *testing.T) {
	archive := &txtar.Archive{Comment: []byte(workflowScript), Files: []txtar.File{
		{Name: "bin/go", Data: []byte(goShim)},
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

// workflowRuns are the commands of the workflow in docs/ci.md.
func workflowRuns(t *testing.T) (runs []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "ci.md"))
	if err != nil {
		t.Fatal(err)
	}
	fence := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindSubmatch(text)
	if fence == nil {
		t.Fatal("docs/ci.md has no workflow")
	}
	var w workflow
	if err := yaml.Unmarshal(fence[1], &w); err != nil {
		t.Fatal(err)
	}
	for _, step := range w.Jobs["check"].Steps {
		if step.Run != "" {
			runs = append(runs, step.Run)
		}
	}
	if len(runs) != 3 {
		t.Fatalf("the workflow has %d commands", len(runs))
	}
	return runs
}
