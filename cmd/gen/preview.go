package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/serve"
)

// newPreview is the command that writes the preview as files.
func newPreview(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "preview --out-dir DIR",
		Short: "Write the preview of a contract as a folder for any static file host",
		Long: `preview makes a directory have the page that serve serves. It prints one line for each
file that changed. A run that fails changes nothing. Only files of an earlier run are
replaced or deleted, as .gen.sha256 in the directory lists them: what the host wants to
have there stays.`,
		Example: "  gen preview --out-dir public",
		Args:    noArguments,
	}
	inputs := addInputs(cmd)
	dir := addOutDir(cmd, "directory of the page")
	cmd.MarkFlagRequired("out-dir")
	cmd.RunE = c.command(func(cmd *cobra.Command) error {
		site, err := c.site(cmd, inputs)
		if err != nil {
			return err
		}
		files, err := site.Files()
		if err != nil {
			return err
		}
		return write(cmd, dir.name, func(ctx context.Context) ([]output.Change, error) {
			return serve.Tree(dir.name).Write(ctx, files)
		})
	})
	return cmd
}

// site is the preview of the contract.
func (c *cli) site(cmd *cobra.Command, inputs *directory) (*serve.Site, error) {
	data, err := c.contract(cmd, inputs).Preview()
	if err != nil {
		return nil, err
	}
	return serve.New(data)
}
