package main

import (
	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/batch"
)

// newVet is the command that gives verdicts.
func newVet(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "vet -f FILE",
		Short: "Report whether inputs are accepted, and what is wrong with those that are not",
		Long: `vet prints the verdict on every input and fails when one is refused. With -o json it
prints one line for each input: {"file", "document", "accepted", "diagnostics"}. Of an
input that is wrong in very many places it says the first 100, and in the "more" of one
further diagnostic how many there are besides.`,
		Example: `  gen vet -f input.yaml
  gen vet -f - -o json < inputs.ndjson`,
		Args: cobra.NoArgs,
	}
	names := addFiles(cmd)
	report := addOutput(cmd, string(batch.Text), string(batch.JSON))
	cmd.RunE = c.command(func(cmd *cobra.Command) error {
		b, err := c.batch(cmd, *names)
		if err != nil {
			return err
		}
		return b.Vet(cmd.OutOrStdout(), batch.Report(report.value))
	})
	return cmd
}
