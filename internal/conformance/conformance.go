// Package conformance checks that a contract means the same to everything that reads it: CUE,
// the compiled model and the generated Terraform module.
//
// What goes in is a [Contract] and inputs: examples and those of package testinput
// ([Contract.Check]), or random ones ([Contract.Random]). What comes out is a [Report], with
// the first [Difference] between the verdicts of the three evaluators in package evaluator
// and below it. A [Finding] is a difference as the author of a contract can use it.
//
// The package knows no particular contract and no cluster, so that no difference can be
// excused for one of them. Where the languages are known to differ, the difference is an
// entry in a list, with its reason: [KnownDifferences] for inputs, [Forms] for objects.
package conformance

import "github.com/base-k8s/base-k8s/internal/model"

// Contract is what the evaluators read.
type Contract struct {
	Dir    string // of the CUE files
	Model  *model.Model
	Module map[string][]byte // the contents of the module's files by their names
}
