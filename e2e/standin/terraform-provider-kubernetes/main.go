// Command terraform-provider-kubernetes serves the stand-in of package standin to
// Terraform and OpenTofu.
package main

import (
	"log"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"

	"github.com/base-k8s/base-k8s/e2e/standin"
)

func main() {
	provider, err := standin.New()
	if err != nil {
		log.Fatal(err)
	}
	err = tf5server.Serve("registry.terraform.io/hashicorp/kubernetes", func() tfprotov5.ProviderServer { return provider })
	if err != nil {
		log.Fatal(err)
	}
}
