package main

import (
	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/layer"
	"github.com/base-k8s/base-k8s/internal/model"
)

// generating are the commands that write what others take for made from the base as it came.
// They refuse one that was edited: the next upgrade would lose the edit. The other commands
// show what an edit gives, and warn.
var generating = map[string]bool{"gen": true, "preview": true, "release": true}

// edits says what was edited of the vendored base that the contract stands on.
func (c *cli) edits(cmd *cobra.Command) error {
	edits, err := layer.Edits(c.schema.name)
	if err != nil {
		return err
	}
	if generating[cmd.Name()] && len(edits) > 0 {
		return edits
	}
	for _, d := range edits {
		d.Severity = model.Warn
		say(cmd)(d)
	}
	return nil
}
