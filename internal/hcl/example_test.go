package hcl_test

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/hcl"
)

// A block is a tree until its text is asked for: names are aligned, and a text is quoted
// where it needs to be.
func ExampleBody() {
	metadata := &hcl.Body{}
	metadata.Attribute("name", hcl.Template{hcl.String("notes-"), hcl.Name("var.owner")})
	metadata.Attribute("labels", hcl.Name("local.labels"))

	resource := &hcl.Body{}
	resource.Attribute("count", hcl.Conditional{Cond: hcl.Name("var.shown"), Then: hcl.Int(1), Else: hcl.Int(0)})
	resource.Block("Where it is found.", metadata, "metadata")

	var file hcl.Body
	file.Block("", resource, "resource", "kubernetes_config_map_v1", "notes")
	fmt.Print(file.String())
	fmt.Println(hcl.Quote("${not.interpolated}"))
	// Output:
	// resource "kubernetes_config_map_v1" "notes" {
	//   count = var.shown ? 1 : 0
	//
	//   # Where it is found.
	//   metadata {
	//     name   = "notes-${var.owner}"
	//     labels = local.labels
	//   }
	// }
	// "$${not.interpolated}"
}
