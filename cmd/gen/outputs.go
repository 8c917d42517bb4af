package main

import "github.com/spf13/cobra"

// newOutputs is the command that writes the module's outputs.
func newOutputs(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "outputs -f FILE",
		Short: "Print the outputs that the module gives for inputs, as JSON",
		Long: `outputs prints one JSON object for each input that is accepted. A value that
Terraform records at the first apply is null.`,
		Example: "  gen outputs -f input.yaml",
		Args:    noArguments,
	}
	names := addFiles(cmd)
	cmd.RunE = c.command(func(cmd *cobra.Command) error {
		b, err := c.batch(cmd, *names)
		if err != nil {
			return err
		}
		return b.Outputs(cmd.OutOrStdout())
	})
	return cmd
}
