package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Messages are lines. What is in them from elsewhere, a file's name, a key, a flag, what
// CUE or the system says, must neither end a line and forge the next one, nor drive the
// terminal: so every message goes through line, as a whole. Manifests and outputs are
// no messages: they go to standard output as they are, in notations that escape by
// themselves.

// line prints a message on one line.
func line(w io.Writer, message any) error {
	_, err := fmt.Fprintln(w, model.Printable(fmt.Sprint(message)))
	return err
}

// say prints diagnostics on standard error.
func say(cmd *cobra.Command) func(model.Diagnostic) {
	return func(d model.Diagnostic) { line(cmd.ErrOrStderr(), d) }
}

// console is standard error. Nothing that libraries write there by themselves drives a
// terminal either.
type console struct{ w io.Writer }

func (c console) Write(text []byte) (int, error) {
	if _, err := io.WriteString(c.w, model.PrintableLines(string(text))); err != nil {
		return 0, err
	}
	return len(text), nil
}
