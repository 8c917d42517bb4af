package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/layer"
	"github.com/base-k8s/base-k8s/internal/output"
)

// based is the flags of init that are about a layer over a base.
type based struct {
	*cli
	base    contractName
	upgrade bool
	check   bool
	inputs  *files
}

// addBased gives init the flags.
func addBased(cmd *cobra.Command, c *cli) *based {
	b := &based{cli: c}
	cmd.Flags().Var(&b.base, "base", "contract that a layer stands on: a directory, or REV:DIR")
	cmd.Flags().BoolVar(&b.upgrade, "upgrade", false, "replace the vendored base in DIR with the one in --base")
	cmd.Flags().BoolVar(&b.check, "check", false, "with --upgrade, show what changes, and write nothing")
	b.inputs = addAnyFiles(cmd)
	cmd.MarkFlagDirname("base")
	return b
}

// flags refuses flags that do not go together.
func (b *based) flags(cmd *cobra.Command) error {
	switch {
	case b.upgrade && b.base.name == "":
		return errors.New("name the newer base with --base: a directory, or REV:DIR")
	case b.upgrade && cmd.Flag("name").Changed:
		return errors.New("the layers that are there keep their names: leave --name out")
	case !b.upgrade && (b.check || len(*b.inputs) > 0):
		return errors.New("--check and -f are for --upgrade: leave them out")
	}
	return nil
}

// source finds the base and reads it. Whoever called removes the source.
func (b *based) read(ctx context.Context) (*layer.Base, *source, error) {
	found, err := b.base.find(ctx)
	if err != nil {
		return nil, nil, err
	}
	base, err := layer.ReadBase(found.dir, found.name)
	if err != nil {
		return nil, nil, errors.Join(err, found.remove())
	}
	return base, found, nil
}

// begin makes a layer over the base, and says what to do next.
func (b *based) begin(cmd *cobra.Command, dir, name string) error {
	err := write(cmd, dir, func(ctx context.Context) ([]output.Change, error) {
		base, found, err := b.read(ctx)
		if err != nil {
			return nil, err
		}
		defer found.remove()
		if err := layer.Free(dir); err != nil {
			return nil, err
		}
		files, err := (&layer.Start{Name: name, Base: base, Gen: installable()}).Files()
		if err != nil {
			return nil, err
		}
		return output.Create(ctx, dir, files)
	})
	if err != nil {
		return err
	}
	return sayNext(cmd, dir, fmt.Sprintf(layer.Next, name))
}
