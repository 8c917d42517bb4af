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

// workflowScript is what happens to the repository of docs/ci.md, which gen init makes: the
// steps of the workflows pass, and each of the repository's faults is seen by the step that is
// there for it.
const workflowScript = `chmod 755 bin/go
chmod 755 bin/gh
env PATH=$WORK/bin${:}$PATH
cd repository
exec gen init --name app .
exec gen
exec bash -e ../step0
cmp installed ../check-tools
exec bash -e ../step1
exec bash -e ../step2
exec bash -e ../step3
exec bash -e ../step4

cp generated/manifests/small.yaml kept.yaml
cp testdata/inputs/small.yaml generated/manifests/small.yaml
! exec bash -e ../step4
stdout 'generated/manifests/small.yaml'
cp kept.yaml generated/manifests/small.yaml

cp testdata/inputs/small.yaml testdata/refused/small.yaml
! exec bash -e ../step3
stdout 'testdata/refused/small.yaml is accepted'
rm testdata/refused/small.yaml

cp testdata/refused/one-pod-outside.yaml testdata/inputs
! exec bash -e ../step2
stdout 'testdata/inputs/one-pod-outside.yaml is refused'
rm testdata/inputs/one-pod-outside.yaml

cp ../broken.cue schema
! exec bash -e ../step1
rm schema/broken.cue

exec bash -e ../step5
cmp installed ../release-tools
env GITHUB_REF_NAME=v0.1.0
! exec bash -e ../step6
stderr 'the contract has no version'
cp ../version.cue schema
exec bash -e ../step6
exec bash -e ../step7
exec bash -e ../step8
cmp published ../files
env GITHUB_REF_NAME=v0.2.0
! exec bash -e ../step7
`

// gh has what the last workflow publishes in a file.
const ghShim = `#!/bin/sh
printf '%s\n' "$@" >published
`

// go has what is installed in a file, the last time a workflow installs something. The programs
// are there.
const goShim = `#!/bin/sh
test "$1" = install || exit 2
case $2 in
*/cmd/gen@*) : >installed ;;
esac
echo "$2" >>installed
`

// TestWorkflow: the workflows of docs/ci.md are YAML, and their commands do what they are for.
func TestWorkflow(t *testing.T) {
	archive := &txtar.Archive{Comment: []byte(workflowScript), Files: []txtar.File{
		{Name: "bin/go", Data: []byte(goShim)},
		{Name: "bin/gh", Data: []byte(ghShim)},
		{Name: "repository/LICENSE", Data: []byte("Do as you like.\n")},
		{Name: "check-tools", Data: []byte("github.com/base-k8s/base-k8s/cmd/gen@latest\ncuelang.org/go/cmd/cue@" + versionOf(t, "cuelang.org/go") + "\n")},
		{Name: "release-tools", Data: []byte("github.com/base-k8s/base-k8s/cmd/gen@latest\n")},
		{Name: "version.cue", Data: []byte("package app\n\nversion: \"0.1.0\"\n")},
		{Name: "files", Data: []byte("release\ncreate\nv0.1.0\ndist/app-0.1.0-terraform.tar.gz\ndist/app-0.1.0.cdx.json\ndist/app-0.1.0.input.schema.json\ndist/app-0.1.0.model.json\ndist/SHA256SUMS\n")},
		{Name: "broken.cue", Data: []byte("package app\n\n#Input: name: int\n")},
	}}
	for i, run := range workflowRuns(t) {
		archive.Files = append(archive.Files, txtar.File{Name: fmt.Sprintf("step%d", i), Data: []byte(run)})
	}
	script := filepath.Join(t.TempDir(), "workflow.txtar")
	if err := os.WriteFile(script, txtar.Format(archive), 0o666); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: []string{script}, RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			return os.Symlink(stockCUE(t), filepath.Join(env.WorkDir, "bin", "cue"))
		},
	})
}

// stockCUE is the program cue, in the version of go.mod.
func stockCUE(t *testing.T) string {
	t.Helper()
	path, err := exec.Command("go", "tool", "-n", "cue").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(path))
}

// versionOf is the version of a module in go.mod.
func versionOf(t *testing.T, module string) string {
	t.Helper()
	version, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", module).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(version))
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
	if len(runs) != 9 {
		t.Fatalf("the workflows have %d commands", len(runs))
	}
	return runs
}
