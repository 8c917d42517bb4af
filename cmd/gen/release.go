package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	basek8s "github.com/base-k8s/base-k8s"
	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/release"
)

// newRelease is the command that lays out what is published.
func newRelease(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "release --out-dir DIR",
		Short: "Lay out a version of a contract as it is published",
		Long: `release makes a directory have what is published of the contract's version: the module
as a registry of Terraform modules wants it, with tests and examples, and in the further
forms that the contract has; the template and the prerequisites; each as a directory and
as an archive of it. Beside these are the compiled contract, the schema of its inputs, a
bill of materials (CycloneDX) and SHA256SUMS.

Everything is made from the contract, as gen does it, and nothing is read from --out but
the record of the last check. The same contract and the same gen give the same bytes.

It prints one line for each file that changed. A run that fails or is interrupted changes
nothing. Only files of an earlier run are replaced or deleted.`,
		Example: "  gen release --out-dir dist --include LICENSE --include CHANGELOG.md",
		Args:    noArguments,
	}
	inputs := addInputs(cmd)
	dir := addOutDir(cmd, "directory of what is published")
	cmd.MarkFlagRequired("out-dir")
	included := &includes{}
	cmd.Flags().Var(included, "include", "file that goes with everything that is archived, such as LICENSE; can be repeated")
	cmd.RunE = c.command(func(cmd *cobra.Command) error {
		with, err := included.read()
		if err != nil {
			return err
		}
		files, err := c.contract(cmd, inputs).Release(with, engine())
		if err != nil {
			return err
		}
		return write(cmd, dir.name, func(ctx context.Context) ([]output.Change, error) {
			return generate.ReleaseTree(dir.name).Write(ctx, files)
		})
	})
	return cmd
}

// engine is this program.
func engine() release.Engine {
	e := release.Engine{Name: "gen", Version: basek8s.Checker()}
	if info, ok := debug.ReadBuildInfo(); ok {
		e.Go, e.Modules = info.GoVersion, info.Deps
	}
	return e
}

// includes is the flag --include, which can be given many times.
type includes []string

// Set adds a file, whose name no other one has.
func (i *includes) Set(name string) error {
	if err := given(name); err != nil {
		return err
	}
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return errors.New("there is no such file")
	}
	for _, other := range *i {
		if filepath.Base(other) == filepath.Base(name) {
			return fmt.Errorf("%s has the same name, and both would be one file", other)
		}
	}
	*i = append(*i, name)
	return nil
}

func (i *includes) String() string { return strings.Join(*i, ",") }

// Type is what --help calls the value.
func (i *includes) Type() string { return "file" }

// read reads the files.
func (i *includes) read() (files []output.File, err error) {
	for _, name := range *i {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, output.File{Path: filepath.Base(name), Content: text})
	}
	return files, nil
}
