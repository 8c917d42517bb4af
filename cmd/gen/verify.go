package main

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/generate"
)

// newVerify is the command that checks the translation with random inputs.
func newVerify(c *cli) *cobra.Command {
	count, seed := positive(1000), uint64(1)
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check with random inputs that CUE, gen and Terraform understand a contract alike",
		Long: `verify makes random inputs for the contract, more than half of them acceptable, and
evaluates each in three ways: with CUE's own evaluator, the compiled contract, and the
Terraform module. All three have to give the same verdict, the same objects, the same
outputs and the same warnings. It fails at the first input for which they do not, with
the smallest such input, what each says about it, and the place in the contract.

It prints how many inputs were accepted, and which constraints, checks and conditions
none of them has reached: nothing is known about those. Find out whether they can be
reached at all, and write an example input that reaches them.

The same --seed makes the same inputs, however many processors there are. An input
takes about a hundredth of a second for a large contract.`,
		Example: `  gen verify
  gen verify --schema contract/schema --count 100000 --seed 7`,
		Args: noArguments,
	}
	cmd.Flags().Var(&count, "count", "number of inputs")
	cmd.Flags().Uint64Var(&seed, "seed", seed, "number that chooses the inputs")
	cmd.RunE = c.command(func(cmd *cobra.Command) error {
		contract := generate.Contract{Schema: c.schema.name, Progress: progress(cmd.ErrOrStderr(), "judging inputs")}
		return contract.Verify(cmd.OutOrStdout(), int(count), seed)
	})
	return cmd
}

// positive is a flag for a number of things, at least one.
type positive int

// Set accepts a number from 1.
func (p *positive) Set(value string) error {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return errors.New("must be a whole number from 1")
	}
	*p = positive(n)
	return nil
}

func (p *positive) String() string { return strconv.Itoa(int(*p)) }

// Type is what --help calls the value.
func (p *positive) Type() string { return "number" }
