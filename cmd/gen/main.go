// Command gen generates a Terraform module and manifests from a contract in CUE,
// and evaluates the contract for inputs.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/model"
)

// The exit codes.
const (
	fine     = 0
	refused  = 1 // an input or a contract is refused, generated files are stale, or a file cannot be written
	wrongUse = 2 // of the command line

	interruptedBy = 128 // plus the number of the signal, as shells have it
)

func main() {
	// Most runs end before their garbage is worth collecting.
	debug.SetGCPercent(400)
	ignoreFileSizeSignal()
	code := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if code > interruptedBy {
		endBySignal(code - interruptedBy)
	}
	os.Exit(code)
}

// run carries out a command line and returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c := &cli{}
	root := newRoot(c)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	stderr = console{stderr}
	root.SetErr(stderr)
	err := root.Execute()
	report(stderr, err)
	var signal interrupted
	switch {
	case err == nil:
		return fine
	case errors.As(err, &signal):
		return interruptedBy + int(signal)
	case !c.started:
		line(stderr, "gen --help shows how to use it")
		return wrongUse
	}
	return refused
}

// report writes what an error says, unless that was written before. Several errors in
// one are as many lines.
func report(stderr io.Writer, err error) {
	var diagnostics model.Diagnostics
	several, _ := err.(interface{ Unwrap() []error })
	var finding *conformance.Finding
	switch {
	case err == nil, errors.Is(err, batch.ErrRefused), errors.As(err, new(interrupted)):
	case several != nil:
		for _, err := range several.Unwrap() {
			report(stderr, err)
		}
	case errors.As(err, &diagnostics):
		for _, d := range diagnostics {
			line(stderr, d)
		}
	case errors.As(err, &finding):
		fmt.Fprintln(stderr, model.PrintableLines(finding.Error()))
	default:
		line(stderr, "error: "+err.Error())
	}
}

// cli is what the subcommands have in common.
type cli struct {
	started bool // the command line was understood
	schema  directory
	out     directory
}

// command makes a subcommand carry out do. Errors before that are wrong use.
func (c *cli) command(do func(*cobra.Command) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		if !isDir(c.schema.name) {
			return noSchema(c.schema.name)
		}
		c.started = true
		if err := c.edits(cmd); err != nil {
			return err
		}
		return do(cmd)
	}
}

// without makes a subcommand that needs no contract carry out do.
func (c *cli) without(do func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		for _, name := range []string{"schema", "out"} {
			if cmd.Flag(name).Changed {
				return fmt.Errorf("%s has no use for --%s: leave it out", cmd.CommandPath(), name)
			}
		}
		c.started = true
		return do(cmd, args)
	}
}

func noSchema(name string) error {
	return fmt.Errorf("there is no directory %s: name the contract's with --schema, or make one with gen init", name)
}
