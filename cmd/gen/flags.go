package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/generate"
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

// addInputs gives a command the flag --inputs.
func addInputs(cmd *cobra.Command) *directory {
	d := new(directory)
	cmd.Flags().Var(d, "inputs", "directory of example inputs (default "+generate.DefaultInputs+" for the contract in schema, and otherwise inputs beside the contract)")
	cmd.MarkFlagDirname("inputs")
	return d
}

// inputs is the directory that the flag names, or the contract's own.
func (c *cli) inputs(named *directory) string {
	if *named == "" {
		return generate.InputsOf(c.schema)
	}
	return string(*named)
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
