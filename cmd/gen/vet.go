package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/caller"
	"github.com/base-k8s/base-k8s/internal/compile"
)

// newVet is the command that gives verdicts.
func newVet(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "vet -f FILE",
		Short: "Report whether inputs are accepted, and what is wrong with those that are not",
		Long: `vet prints the verdict on every input and fails when one is refused. With -o json it
prints one line for each input: {"file", "document", "accepted", "diagnostics"}. Of an
input that is wrong in very many places it says the first 100, and in the "more" of one
further diagnostic how many there are besides.

FILE can be a .tf file, or a directory of them: then vet finds the calls of the contract's
module in it, and judges what is constant in their arguments and what the contract says
about its callers, without running Terraform. A module block is a call when its source is
a directory whose variables are the contract's inputs, or one that the contract names;
--module says which block is, whatever its source. The "document" is then the number of
the call in its file. docs/contracts.md says what is judged.`,
		Example: `  gen vet -f input.yaml
  gen vet -f - -o json < inputs.ndjson
  gen vet -f template`,
		Args: noArguments,
	}
	names := &vetted{}
	cmd.Flags().VarP(names, "file", "f", "input file, as of the other commands, or a .tf file, or a directory of .tf files; can be repeated")
	cmd.MarkFlagRequired("file")
	cmd.MarkFlagFilename("file", "yaml", "yml", "json", "ndjson", "jsonl", "tf")
	modules := cmd.Flags().StringArray("module", nil, "name of a module block that calls the contract's module; can be repeated")
	report := addOutput(cmd, string(batch.Text), string(batch.JSON))
	cmd.RunE = c.command(func(cmd *cobra.Command) error {
		b, err := c.batch(cmd, names.files)
		if err != nil {
			return err
		}
		if b.Modules = *modules; slices.ContainsFunc(b.Files, caller.IsConfiguration) {
			// What the contract says about its callers is not in the model that is stored.
			if b.Model, err = compile.Compile(c.schema.name); err != nil {
				return err
			}
		}
		return b.Vet(cmd.OutOrStdout(), batch.Report(report.value))
	})
	return cmd
}

// vetted is the flag -f of files and directories that can be vetted.
type vetted struct{ files }

// Set adds a file as [files.Set] does, or a directory of .tf files.
func (v *vetted) Set(name string) error {
	if isDir(name) && caller.HasFiles(name) {
		v.files = append(v.files, name)
		return nil
	}
	return v.files.Set(name)
}
