package effect_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Terraform replaces a claim that shrinks, and the data in it is lost; the API server refuses
// it from kubectl.
func ExampleComparer_Compare() {
	dir, err := os.MkdirTemp("", "contract-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	const contract = `package home

#Input: {size: *10 | int & >=1 & <=99, team: *"" | string}
input: #Input
objects: home: {
	apiVersion: "v1"
	kind:       "PersistentVolumeClaim"
	metadata: {name: "home", labels: team: input.team}
	spec: {accessModes: ["ReadWriteOnce"], resources: requests: storage: "\(input.size)Gi"}
}
`
	if err := os.WriteFile(filepath.Join(dir, "contract.cue"), []byte(contract), 0o666); err != nil {
		panic(err)
	}
	m, err := compile.Compile(dir)
	if err != nil {
		panic(err)
	}
	before, _ := m.Evaluate(model.Object{})
	for _, in := range []model.Object{{{Key: "team", Value: "red"}}, {{Key: "size", Value: int64(20)}}, {{Key: "size", Value: int64(5)}}} {
		after, _ := m.Evaluate(in)
		change := effect.New(m, m).Compare(before, after)
		fmt.Println(string(model.AppendJSON(nil, in)), change.Effect)
	}
	// Output:
	// {"team":"red"} metadata
	// {"size":20} live
	// {"size":5} data loss (terraform), blocked (kubectl)
}
