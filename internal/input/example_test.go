package input_test

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// A document that cannot be read is refused with its place; the ones after it are read.
func ExampleReader() {
	const stream = `owner: alice
capabilities: {home: true}
---
owner: [
---
owner: bob
owner: carol
---
owner: dave
`
	r := input.NewReader(strings.NewReader(stream), "fleet.yaml", input.YAML)
	for {
		document, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(document.Number, string(model.AppendJSON(nil, document.Value)))
		fmt.Println("owner is at", document.Position(model.Path("").Key("owner")))
	}
	// Output:
	// 1 {"capabilities":{"home":true},"owner":"alice"}
	// owner is at fleet.yaml:1:1
	// fleet.yaml:4:1: error: the document is not YAML: did not find expected node content
	// fleet.yaml:7:1: error: owner is given twice
	// 4 {"owner":"dave"}
	// owner is at fleet.yaml:9:1
}
