package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// newDiff is the command that tells what a change of an input does.
func newDiff(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "diff -f BEFORE -f AFTER",
		Short: "Tell what a change of an input does to a workspace that runs",
		Long: `diff compares what two inputs give, and tells the effect of applying the second one where
the first one runs, worst first: each object and field that differs, its old and new
value, and the inputs that cause it. The effects, from the least to the worst:

  none       the same objects
  metadata   labels or annotations of objects; no pod notices
  live       changed in place; the pods go on
  restart    pods end and are made again; volumes stay
  replace    an object is deleted, and made again when it is still rendered
  blocked    the apply fails, and nothing is lost
  data loss  a claim, or another object that holds data, goes
  refused    the contract does not accept the new input
  invalid    the contract does not accept the old input: there is nothing to compare

Where it matters how a change is applied, both effects are told: that of the Terraform
module, and that of kubectl with the manifests.

Files of many documents are compared document by document. A sensitive input that only
one side gives counts as equal. Values of Secrets and of sensitive inputs are masked.
With -o json there is one line for each comparison.

With --live each input is compared with the objects of a cluster instead: what is not as
the contract says, who has set it, and whether a plan or "kubectl apply" undoes it, with
the effect of that. Any drift makes the exit status 1; with --fail-on only one whose
undoing has that effect or a worse one does.`,
		Example: `  gen diff -f before.yaml -f after.yaml
  gen diff -f before.yaml -f after.yaml --fail-on restart
  kubectl get deploy,pvc,svc,sa,secret,cm,netpol -n NAMESPACE -o json --show-managed-fields | gen diff -f input.yaml --live -`,
		Args: cobra.NoArgs,
	}
	names := addFiles(cmd)
	report := addOutput(cmd, string(batch.Text), string(batch.JSON))
	failOn := addFailOn(cmd)
	cluster := addLive(cmd)
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if cluster.given() {
			return cluster.check(*names)
		}
		return names.beforeAndAfter()
	}
	cmd.RunE = c.command(func(cmd *cobra.Command) error {
		// A stored model has no places of the contract.
		b, err := c.batchOf(cmd, *names, func() (*model.Model, error) { return compile.Compile(c.schema.name) })
		if err != nil {
			return err
		}
		if cluster.given() {
			return b.Drift(cmd.OutOrStdout(), batch.Drift{Live: cluster.files[0], Report: batch.Report(report.value), FailOn: failOn.Effect})
		}
		return b.Diff(cmd.OutOrStdout(), batch.Diff{Report: batch.Report(report.value), FailOn: failOn.Effect})
	})
	return cmd
}

// beforeAndAfter refuses any other number of files than two.
func (f files) beforeAndAfter() error {
	switch {
	case len(f) != 2:
		return errors.New("name two files: the input before the change, and the one after it")
	case f[0] == batch.Stdin && f[1] == batch.Stdin:
		return errors.New("standard input can be one of the two files")
	}
	return nil
}

// worst is a flag with an effect.
type worst struct{ effect.Effect }

// addFailOn gives a subcommand the flag --fail-on.
func addFailOn(cmd *cobra.Command) *worst {
	w := &worst{}
	allowed := effect.Names()
	cmd.Flags().Var(w, "fail-on", "fail when the effect is this one or worse: "+strings.Join(allowed, ", "))
	cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions(allowed, cobra.ShellCompDirectiveNoFileComp))
	return w
}

// Set accepts the name of an effect.
func (w *worst) Set(name string) (err error) {
	w.Effect, err = effect.Parse(name)
	return err
}

// String is the effect; that of none is no default to be shown.
func (w *worst) String() string {
	if w.Effect == effect.None {
		return ""
	}
	return w.Effect.String()
}

// Type is what --help calls the value.
func (w *worst) Type() string { return "effect" }
