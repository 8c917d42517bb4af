package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/generate"
)

// directory is a flag that names a directory.
type directory struct {
	name      string
	mustExist bool
}

// Set accepts the name of a directory.
func (d *directory) Set(name string) error {
	if err := given(name); err != nil {
		return err
	}
	if d.mustExist && !isDir(name) {
		return errors.New("there is no such directory")
	}
	d.name = name
	return nil
}

// given refuses an empty path, which no default or other meaning may stand in for: it
// is an unset variable in a script.
func given(path string) error {
	if path == "" {
		return errors.New("the name is empty: give one, or leave the flag out")
	}
	return nil
}

func (d *directory) String() string { return d.name }

// Type is what --help calls the value.
func (d *directory) Type() string { return "directory" }

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// addInputs gives a command the flag --inputs.
func addInputs(cmd *cobra.Command) *directory {
	d := &directory{mustExist: true}
	cmd.Flags().Var(d, "inputs", "directory of example inputs (default "+generate.DefaultInputs+" for the contract in schema, and otherwise inputs beside the contract)")
	cmd.MarkFlagDirname("inputs")
	return d
}

// inputs is the directory that the flag names, or the contract's own.
func (c *cli) inputs(named *directory) string {
	if named.name == "" {
		return generate.InputsOf(c.schema.name)
	}
	return named.name
}

// addOutDir gives a command the flag --out-dir.
func addOutDir(cmd *cobra.Command, usage string) *directory {
	d := new(directory)
	cmd.Flags().Var(d, "out-dir", usage)
	cmd.MarkFlagDirname("out-dir")
	return d
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
