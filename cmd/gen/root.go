package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// newRoot is the command gen, which generates, with its subcommands.
func newRoot(c *cli) *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "gen",
		Short: "Generate a Terraform module and manifests from a contract in CUE",
		Long: `gen compiles the contract in --schema and makes --out have everything that is
generated from it: terraform/ (the module), manifests/ (rendered examples, one for
each file in --inputs), model.json (the compiled contract) and input.schema.json. It
prints one line for each file that changed. A run that fails or is interrupted changes
nothing.

What it writes it lists in .gen.sha256 in the directory, and only that does it replace
or delete later. What others put into the directory stays; where that is in the way of a
file, or a file that is not generated any more was edited, the run is refused.

Before that it checks its own translation of a contract that has changed: CUE, the
compiled contract and the Terraform module have to answer alike for the examples and
for inputs that are made to show every rule, branch, presence and bound. verified.json
says that they do. gen verify does the same with any number of random inputs.

Exit codes: 0 fine, 1 refused or stale, 2 wrong use.`,
		Args:          noCommand,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       moduleVersion(),
	}
	c.schema.name, c.out.name = generate.DefaultSchema, "generated"
	cmd.PersistentFlags().Var(&c.schema, "schema", "directory of the contract")
	cmd.PersistentFlags().Var(&c.out, "out", "directory of what is generated")
	inputs := addInputs(cmd)
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; print a diff and fail when --out is stale")
	cmd.RunE = c.command(func(cmd *cobra.Command) error {
		files, err := c.contract(cmd, inputs).Files()
		if err != nil {
			return err
		}
		tree := generate.Tree(c.out.name)
		if check {
			return c.check(cmd, tree, files)
		}
		return write(cmd, c.out.name, func(ctx context.Context) ([]output.Change, error) {
			return tree.Write(ctx, files)
		})
	})
	for _, name := range []string{"schema", "out"} {
		cmd.MarkPersistentFlagDirname(name)
	}
	cmd.AddCommand(newRender(c), newVet(c), newOutputs(c), newDiff(c), newVerify(c), newServe(c), newPreview(c), newRelease(c), newVersion(c))
	for _, sub := range []*cobra.Command{newInit(c), newKinds(c), newFunctions(c)} {
		cmd.AddCommand(sub)
		// Their help does not show --schema and --out, which they refuse.
		sub.SetUsageTemplate(strings.Replace(sub.UsageTemplate(), ".HasAvailableInheritedFlags", "false", 1))
	}
	return cmd
}

// noCommand refuses an argument of gen itself, which was meant to be a command.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	meant := ""
	if names := cmd.SuggestionsFor(args[0]); len(names) > 0 {
		meant = ": did you mean " + strings.Join(names, " or ")
	}
	return fmt.Errorf("unknown command %q for %q%s", args[0], cmd.CommandPath(), meant)
}

// contract is the one that the flags name.
func (c *cli) contract(cmd *cobra.Command, inputs *directory) *generate.Contract {
	return &generate.Contract{
		Schema: c.schema.name, Inputs: c.inputs(inputs), Out: c.out.name,
		Say: say(cmd), Progress: progress(cmd.ErrOrStderr(), "checking the translation"),
	}
}

func (c *cli) check(cmd *cobra.Command, tree *output.Tree, files []output.File) error {
	changes, err := tree.Changes(files)
	if err != nil || len(changes) == 0 {
		return err
	}
	diff, err := tree.Diff(files, changes)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(cmd.OutOrStdout(), model.PrintableLines(string(diff))); err != nil {
		return err
	}
	return errors.New(c.out.name + " is stale: run " + fix(cmd))
}

// noArguments refuses arguments of a command that takes none: mostly files, whose flag was
// left out, or given to the first one of several.
func noArguments(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.Flag("file") != nil:
		return fmt.Errorf("%s takes no argument such as %s: write -f before the name of each file", cmd.CommandPath(), args[0])
	}
	return fmt.Errorf("%s takes no argument such as %s", cmd.CommandPath(), args[0])
}

// fix is the command that makes --check succeed: this one without --check.
func fix(cmd *cobra.Command) string {
	words := []string{"gen"}
	for _, name := range []string{"schema", "out", "inputs"} {
		if f := cmd.Flag(name); f.Changed {
			words = append(words, "--"+name, f.Value.String())
		}
	}
	return strings.Join(words, " ")
}
