package promise_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/promise"
)

func Example() {
	dir, err := os.MkdirTemp("", "promise-*")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	contract := `package apps

#Input: debug: *false | bool
input: #Input
promises: plain: {
	text: "pods are alone"
	objects: pods: {kinds: ["Pod"], must: spec: {hostNetwork?: false, hostPID?: false, hostIPC?: false}}
}
objects: run: {
	apiVersion: "v1"
	kind:       "Pod"
	metadata: name: "run"
	spec: {
		automountServiceAccountToken: false
		hostIPC:                      false
		hostPID:                      input.debug
		containers: [{name: "run", image: "run"}]
	}
}
`
	if err := os.WriteFile(filepath.Join(dir, "apps.cue"), []byte(contract), 0o600); err != nil {
		log.Fatal(err)
	}
	m, err := compile.CompileAs(dir, "apps")
	if err != nil {
		log.Fatal(err)
	}
	for _, b := range promise.Breaches(m, m.Surroundings().Promises) {
		fmt.Println(b.Place, b.Must, b.Sure)
	}
	checker, err := promise.NewChecker(m)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(checker.Broken(model.Object{}) == nil)
	fmt.Println(checker.Broken(model.Object{{Key: "debug", Value: true}}).Diagnostic())
	// Output:
	// objects.run.spec.hostPID must be false false
	// true
	// apps/apps.cue:16:33: error: the promise plain does not hold: objects.run.spec.hostPID must be false (pods are alone)
}
