package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/compat"
	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/layer"
	"github.com/base-k8s/base-k8s/internal/output"
)

// errDoesNotFit means that a layer does not fit a newer base. What does not has been written.
var errDoesNotFit = errors.New("nothing was written: mend the layer for the newer base first")

// replace replaces the vendored base in a directory, after it has shown what changes.
func (b *based) replace(cmd *cobra.Command, dir string) error {
	base := filepath.Join(dir, layer.Dir)
	return write(cmd, base, func(ctx context.Context) ([]output.Change, error) {
		vendored, err := layer.Open(base)
		if err != nil {
			return nil, err
		}
		if vendored == nil {
			return nil, fmt.Errorf("%s has no base that gen init --base has vendored: name the directory that has %s", dir, base)
		}
		to, found, err := b.read(ctx)
		if err != nil {
			return nil, err
		}
		defer found.remove()
		upgrade, err := vendored.Upgrade(to)
		if err != nil {
			return nil, err
		}
		defer upgrade.Close()
		return b.show(ctx, cmd, upgrade)
	})
}

// show writes what changes, and takes the base unless it does not fit.
func (b *based) show(ctx context.Context, cmd *cobra.Command, u *layer.Upgrade) ([]output.Change, error) {
	writeVersions(cmd.OutOrStdout(), u)
	if u.Same() {
		return nil, nil
	}
	for _, c := range u.Contracts {
		if c.New == nil {
			continue
		}
		if err := b.compare(ctx, cmd, c); err != nil {
			return nil, err
		}
	}
	say := say(cmd)
	for _, d := range append(u.Notes, u.Faults...) {
		say(d)
	}
	if len(u.Faults) > 0 {
		return nil, errDoesNotFit
	}
	if b.check {
		return nil, nil
	}
	fmt.Fprintln(cmd.OutOrStdout())
	return u.Write(ctx)
}

// writeVersions writes which base is replaced by which.
func writeVersions(w io.Writer, u *layer.Upgrade) {
	if u.Same() {
		line(w, fmt.Sprintf("%s is there already: nothing changes", u.To))
		return
	}
	line(w, fmt.Sprintf("from %s, sha256 %s", u.From.Identity, u.From.Digest))
	line(w, fmt.Sprintf("to   %s, sha256 %s", u.To.Identity, u.To.Digest))
	if u.From.String() == u.To.String() {
		line(w, "the files differ, and the version does not")
	}
}

// compare writes what changes for callers of a layer, and for the workspaces in files, or in the
// examples without any. That inputs are refused is part of it.
func (b *based) compare(ctx context.Context, cmd *cobra.Command, c *layer.Contract) error {
	files, err := generate.InputFiles(generate.InputsOf(c.Name))
	if len(*b.inputs) > 0 {
		files, err = *b.inputs, nil
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout())
	line(cmd.OutOrStdout(), c.Name+":")
	old, new := compat.Contract{Dir: c.Before, Model: c.Old}, compat.Contract{Dir: c.After, Model: c.New}
	comparison := &batch.Comparison{
		Old: c.Old, New: c.New, Files: files, Together: true, Stdin: cmd.InOrStdin(), Messages: say(cmd),
		Interface: func() (*compat.Report, error) { return compat.Compare(old, new) },
		Report:    batch.Text, Limit: mostShown,
	}
	return withoutRefusals(comparison.Run(ctx, cmd.OutOrStdout()))
}

// withoutRefusals is an error, unless it says only that inputs were refused.
func withoutRefusals(err error) error {
	several, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	var others []error
	for _, err := range several.Unwrap() {
		if !errors.Is(err, batch.ErrRefused) {
			others = append(others, err)
		}
	}
	return errors.Join(others...)
}

// mostShown is how many changes and inputs are printed of several.
const mostShown = 20
