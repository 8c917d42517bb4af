package manifest_test

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// The objects of several inputs are one stream. Secrets can be masked before.
func ExampleEncoder() {
	secret := model.Rendered{Name: "password", Body: model.Object{
		{Key: "apiVersion", Value: "v1"},
		{Key: "kind", Value: "Secret"},
		{Key: "data", Value: model.Object{{Key: "password", Value: "c2VjcmV0"}}},
	}}
	var e manifest.Encoder
	var out []byte
	for _, objects := range [][]model.Rendered{{secret}, manifest.Mask([]model.Rendered{secret})} {
		var err error
		if out, err = e.Encode(out, objects); err != nil {
			panic(err)
		}
	}
	fmt.Printf("%s", out)
	// Output:
	// apiVersion: v1
	// data:
	//   password: c2VjcmV0
	// kind: Secret
	// ---
	// apiVersion: v1
	// data:
	//   password: masked
	// kind: Secret
}
