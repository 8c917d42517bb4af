package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"golang.org/x/mod/semver"

	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/scaffold"
)

// newInit is the command that makes a contract to begin with.
func newInit(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Make a small contract that works, to begin one of your own",
		Long: `init makes a contract of a web service in DIR, which it makes as well: schema/ with a few
inputs, rules, objects and an output, in CUE; testdata/inputs and testdata/refused with
inputs that the contract accepts and refuses; a workflow of GitHub Actions that checks all
of it; cue.mod, which makes DIR a module of CUE. Change what you like: the files are
yours, and no command of gen writes to them again.

Nothing is written over. Where one of the files, or one of their directories, is there,
init says so, and writes nothing; .github may be there.`,
		Example: `  gen init shop
  gen init --name shop .`,
		Args: oneDirectory,
	}
	name := &packageName{}
	cmd.Flags().Var(name, "name", "name of the contract, a package of CUE (default the directory's)")
	layers := addBased(cmd, c)
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error { return layers.flags(cmd) }
	cmd.RunE = c.without(func(cmd *cobra.Command, args []string) error {
		switch {
		case layers.upgrade:
			return layers.replace(cmd, args[0])
		case name.name == "":
			var err error
			if name.name, err = scaffold.NameOf(args[0]); err != nil {
				return err
			}
		}
		if layers.base.name != "" {
			return layers.begin(cmd, args[0], name.name)
		}
		return initContract(cmd, args[0], name.name)
	})
	return cmd
}

// oneDirectory is the argument of init.
func oneDirectory(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("%d arguments: name one directory, such as gen init shop", len(args))
	}
	if args[0] == "" {
		return errors.New("the directory's name is empty: give one, such as gen init shop")
	}
	return nil
}

// initContract makes a contract called name, and says what to do next.
func initContract(cmd *cobra.Command, dir, name string) error {
	files, err := scaffold.Contract{Name: name, Gen: installable()}.Files()
	if err != nil {
		return err
	}
	err = write(cmd, dir, func(ctx context.Context) ([]output.Change, error) {
		return output.Create(ctx, dir, files)
	})
	if err != nil {
		return err
	}
	return sayNext(cmd, dir, scaffold.Next)
}

// installable is the version of this program, or "" if the Go command cannot install it: it
// was built from a directory, and not from the module.
func installable() string {
	if v := moduleVersion(); semver.IsValid(v) && semver.Build(v) == "" {
		return v
	}
	return ""
}

// packageName is the flag --name.
type packageName struct{ name string }

// Set accepts the name of a package.
func (p *packageName) Set(name string) error {
	p.name = name
	return scaffold.CheckName(name)
}

func (p *packageName) String() string { return p.name }

// Type is what --help calls the value.
func (p *packageName) Type() string { return "name" }
