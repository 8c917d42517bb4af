package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// directory is a flag that names a directory, which must be there.
type directory string

// Set accepts the name of a directory.
func (d *directory) Set(name string) error {
	if !isDir(name) {
		return errors.New("there is no such directory")
	}
	*d = directory(name)
	return nil
}

func (d *directory) String() string { return string(*d) }

// Type is what --help calls the value.
func (d *directory) Type() string { return "directory" }

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// choice is a flag with a fixed set of values, the first one being the default.
type choice struct {
	value   string
	allowed []string
}

// addOutput gives a subcommand the flag -o.
func addOutput(cmd *cobra.Command, allowed ...string) *choice {
	c := &choice{allowed[0], allowed}
	cmd.Flags().VarP(c, "output", "o", "output format: "+strings.Join(allowed, " or "))
	cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(allowed, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// Set accepts one of the allowed values.
func (c *choice) Set(value string) error {
	for _, allowed := range c.allowed {
		if value == allowed {
			c.value = value
			return nil
		}
	}
	return fmt.Errorf("must be %s", strings.Join(c.allowed, " or "))
}

func (c *choice) String() string { return c.value }

// Type is what --help calls the value.
func (c *choice) Type() string { return "format" }
