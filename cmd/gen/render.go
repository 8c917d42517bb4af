package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/output"
)

// newRender is the command that writes manifests.
func newRender(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "render -f FILE",
		Short: "Render the Kubernetes manifests of inputs",
		Long: `render writes the manifests of every input that is accepted, real Secrets included,
and reports rejected inputs on standard error. With --out-dir it makes one
file for each object, in a directory for each input, or changes nothing when any input
is refused. Nobody but their owner can read the files. Only files of an earlier run are
replaced or deleted, as .gen.sha256 in the directory lists them: so name a new or an
empty directory at first.`,
		Example: `  gen render -f input.yaml | kubectl apply -f -
  gen render -f - -o json < inputs.ndjson
  gen render -f inputs.yaml --out-dir manifests`,
		Args: noArguments,
	}
	names := addFiles(cmd)
	format := addOutput(cmd, string(manifest.YAML), string(manifest.JSON))
	dir := addOutDir(cmd, "directory for one file for each object, instead of standard output")
	cmd.RunE = c.command(func(cmd *cobra.Command) error {
		b, err := c.batch(cmd, *names)
		if err != nil {
			return err
		}
		if dir.name == "" {
			return b.Render(cmd.OutOrStdout(), manifest.Format(format.value))
		}
		return write(cmd, dir.name, func(ctx context.Context) ([]output.Change, error) {
			return b.RenderDir(ctx, dir.name, manifest.Format(format.value))
		})
	})
	return cmd
}
