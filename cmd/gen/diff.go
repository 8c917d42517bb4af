package main

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/compat"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/effect"
)

// differ is the flags of diff.
type differ struct {
	*cli
	files     *files
	from, to  contractName
	callers   bool
	report    *choice
	cluster   *live
	mostShown limit
	failOn    *worst
}

// newDiff is the command that reports what a change does.
func newDiff(c *cli) *cobra.Command {
	d := &differ{cli: c, mostShown: mostShown}
	cmd := &cobra.Command{
		Use:   "diff -f BEFORE -f AFTER | --from CONTRACT [--to CONTRACT] [-f FLEET] | --live OBJECTS -f FILE",
		Short: "Report what a change of an input or of the contract does to what runs",
		Long: `diff reports what a change does to what runs, before anybody applies it.

With two files it compares what the inputs in them give, document by document. With --from
it compares two contracts, the one in --from and the one in --to, which is --schema when it
is left out: it reports what changed for callers, with the smallest input that is now refused
for each change that breaks them, and the step of the semantic version. With a file it puts
every recorded input in it, a fleet, before both contracts, too. With two files, the first
one is before the change of both. A contract is a directory, or REV:DIR, the directory in a
revision of the git repository that the current directory is in: from its root, or from here
when DIR begins with ./, as git has it.

The effects, from the least to the worst:

  none       the same objects
  metadata   labels or annotations of objects; no pod notices
  live       changed in place; the pods go on
  restart    pods end and are created again; volumes stay
  replace    an object is deleted, and created again when it is still rendered
  blocked    the apply fails, and nothing is lost
  data loss  a claim, or another object that holds data, goes
  refused    the new contract does not accept the new input
  invalid    the old contract does not accept the old input: there is nothing to compare

Where it matters how a change is applied, both effects are shown: that of the Terraform
module, and that of kubectl with the manifests. A NetworkPolicy that lets less through is
marked "traffic cut" beside its effect.

Of one input it prints each object and field that differs, its old and new value, and what
causes it. Of several it prints how many have which effect, then what changes for how many
of them, then the worst ones, --limit of each. With -o json there is one line for each
input, in their order, and at the end {"summary"}, before which there is {"interface"} with
--from. An input that cannot be read, or that was not accepted before, is reported on
standard error, and the others are compared nevertheless.

A sensitive input that only one side gives counts as equal. For those that neither side
gives, because they are not recorded, and that a contract asks for, placeholders stand;
how often is reported. Values of Secrets and of sensitive inputs are masked.

The exit code is 1 when an input is refused or invalid, and with --fail-on when an effect is
that one or worse.

With --live each input is compared with the objects of a cluster instead: what is not as
the contract says, who has set it, and whether a plan or "kubectl apply" undoes it, with
the effect of that. Any drift makes the exit code 1; with --fail-on only one whose
undoing has that effect or a worse one does.`,
		Example: `  gen diff -f before.yaml -f after.yaml
  gen diff --from v1.0.0:schema
  gen diff --from origin/main:schema -f fleet.ndjson --fail-on "data loss"
  gen diff --from old/schema --to new/schema -f - -o json < fleet.ndjson
  kubectl get deploy,pvc,svc,sa,secret,cm,netpol -n NAMESPACE -o json --show-managed-fields | gen diff -f input.yaml --live -`,
		Args: noArguments,
	}
	d.files = addAnyFiles(cmd)
	cmd.Flags().Var(&d.from, "from", "contract before the change: a directory, or REV:DIR")
	cmd.Flags().Var(&d.to, "to", "contract after the change, with --from (default that in --schema)")
	cmd.Flags().BoolVar(&d.callers, "interface", true, "with --from and a file, also report what changed for callers, which takes seconds for a large contract")
	cmd.Flags().Var(&d.mostShown, "limit", "how many changes and inputs are printed of several; 0 is all")
	for _, name := range []string{"from", "to"} {
		cmd.MarkFlagDirname(name)
	}
	d.cluster = addLive(cmd)
	d.report = addOutput(cmd, string(batch.Text), string(batch.JSON))
	d.failOn = addFailOn(cmd)
	cmd.PreRunE = func(*cobra.Command, []string) error { return d.check() }
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if d.cluster.given() {
			return c.command(d.drift)(cmd, args)
		}
		return interruptible(cmd.Context(), func(ctx context.Context) error { return d.run(ctx, cmd) })
	}
	return cmd
}

// check refuses flags that do not go together.
func (d *differ) check() error {
	files := *d.files
	switch {
	case d.cluster.given() && (d.from.name != "" || d.to.name != ""):
		return errors.New("--live compares a cluster with the contract in --schema: leave --from and --to out")
	case d.cluster.given() && len(files) == 0:
		return errors.New("name a file with the inputs that the cluster is compared with")
	case d.cluster.given():
		return d.cluster.check(files)
	case d.from.name == "" && d.to.name != "":
		return errors.New("--to is the contract after a change: name the one before it with --from")
	case d.from.name == "" && len(files) != 2:
		return errors.New("name two files: the input before the change, and the one after it; or a contract before the change with --from")
	case len(files) > 2:
		return errors.New("name one file with all inputs, or two: those before the change, and those after it")
	case len(files) == 2 && files[0] == batch.Stdin && files[1] == batch.Stdin:
		return errors.New("standard input can be one of the two files")
	case len(files) == 0 && !d.callers:
		return errors.New("nothing is left to compare: name a file with recorded inputs")
	}
	if d.to.name == "" && !isDir(d.schema.name) {
		return noSchema(d.schema.name)
	}
	return nil
}

// run compares. That a contract cannot be found is wrong use.
func (d *differ) run(ctx context.Context, cmd *cobra.Command) (err error) {
	names := d.contracts()
	contracts, failed := make([]compat.Contract, len(names)), make([]error, len(names))
	var compiling sync.WaitGroup
	defer compiling.Wait()
	for i, name := range names {
		source, err := name.find(ctx)
		if err != nil {
			return err
		}
		defer source.remove()
		compiling.Go(func() { contracts[i], failed[i] = source.compile() })
	}
	d.started = true
	if err := d.edits(cmd); err != nil {
		return err
	}
	compiling.Wait()
	if err := cmp.Or(failed...); err != nil {
		return err
	}
	return d.comparison(cmd, contracts).Run(ctx, cmd.OutOrStdout())
}

// drift compares with a cluster.
func (d *differ) drift(cmd *cobra.Command) error {
	limitMemory()
	m, err := compile.Compile(d.schema.name) // a stored model has no places of the contract
	if err != nil {
		return err
	}
	b := &batch.Batch{Model: m, Files: *d.files, Stdin: cmd.InOrStdin(), Messages: say(cmd)}
	return b.Drift(cmd.OutOrStdout(), batch.Drift{Live: d.cluster.files[0], Report: batch.Report(d.report.value), FailOn: d.failOn.Effect})
}

// contracts are the names of the two contracts, or of one when only inputs change. What is
// stored of a contract has no places in it, so it is compiled.
func (d *differ) contracts() []contractName {
	to := d.to
	if to.name == "" {
		to.name = d.schema.name
	}
	if d.from.name == "" {
		return []contractName{to}
	}
	return []contractName{d.from, to}
}

func (d *differ) comparison(cmd *cobra.Command, contracts []compat.Contract) *batch.Comparison {
	old, new := contracts[0], contracts[len(contracts)-1]
	comparison := &batch.Comparison{
		Old: old.Model, New: new.Model, Files: *d.files, Stdin: cmd.InOrStdin(), Messages: say(cmd),
		Report: batch.Report(d.report.value), Limit: int(d.mostShown), FailOn: d.failOn.Effect,
	}
	if d.from.name != "" && d.callers {
		comparison.Interface = func() (*compat.Report, error) { return compat.Compare(old, new) }
	} else {
		limitMemory()
	}
	if d.report.value == string(batch.Text) || !isTerminal(cmd.OutOrStdout()) {
		comparison.Progress = progress(cmd.ErrOrStderr(), "comparing inputs")
	}
	return comparison
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
