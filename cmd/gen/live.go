package main

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/batch"
)

// live is the flag that names the objects of a cluster.
type live struct{ files }

// addLive gives a subcommand the flag --live.
func addLive(cmd *cobra.Command) *live {
	l := &live{}
	cmd.Flags().Var(l, "live", `objects of a cluster as "kubectl get -o json --show-managed-fields" prints them; - is standard input`)
	cmd.MarkFlagFilename("live", "json", "yaml", "yml", "ndjson")
	return l
}

// given reports whether inputs are compared with a cluster, and not with each other.
func (l *live) given() bool { return len(l.files) > 0 }

// check refuses what cannot be compared with a cluster.
func (l *live) check(inputs files) error {
	switch {
	case len(l.files) > 1:
		return errors.New("name one file of live objects: kubectl gets objects of many kinds at once")
	case l.files[0] == batch.Stdin && slices.Contains(inputs, batch.Stdin):
		return errors.New("standard input has either the inputs or the live objects")
	}
	return nil
}
