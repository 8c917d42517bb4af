package main

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/output"
)

// write carries out do, which writes the directory, so that a signal leaves nothing half
// written, and prints one line for each changed file.
func write(cmd *cobra.Command, dir string, do func(context.Context) ([]output.Change, error)) error {
	var changes []output.Change
	err := interruptible(cmd.Context(), func(ctx context.Context) (err error) {
		changes, err = do(ctx)
		return err
	})
	for _, change := range changes {
		change.Path = filepath.Join(dir, filepath.FromSlash(change.Path))
		line(cmd.OutOrStdout(), change)
	}
	return err
}
