// Package contract evaluates compiled contracts inside other programs: it reads inputs, gives the
// verdict on them and, when they are accepted, the Kubernetes objects and outputs, and says what a
// change of an input does to what runs.
//
// What goes in is model.json, which gen writes from a contract in CUE, and inputs in YAML or JSON;
// what comes out is what the commands render, vet, outputs and diff of gen print, as values or byte
// for byte as text. The package needs neither CUE nor Terraform, opens no file and no connection,
// and has the limits of the command line on inputs, so that it can be given hostile ones. Of a model
// that is made to do harm it may be slow, or use much memory: a model.json is trusted as a program is.
//
//	model.json ── Load ──▶ Contract ── Evaluate(Input) ──▶ Result: objects, outputs, warnings
//	                                                  └──▶ Diagnostics, which are the error
//
// Everything in the package may be used by several goroutines at once.
package contract

import (
	"fmt"
	"sync"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Contract is a compiled contract that is ready for use. It is made by [Load], and does not change.
type Contract struct {
	model    *model.Model
	comparer func() *effect.Comparer // made at its first use
}

// Load reads a model.json, as gen writes and publishes it. It takes some milliseconds: load a
// contract once, and keep it. It fails on text that is no model.json, and on one that a later version
// of gen has stored in a form which this package does not know; then update this module, or write the
// file again with the gen of its version. What earlier versions have written can be read.
func Load(modelJSON []byte) (*Contract, error) {
	m, err := model.Read(modelJSON)
	if err != nil {
		return nil, fmt.Errorf("the contract cannot be read from model.json: %w", err)
	}
	return &Contract{model: m, comparer: sync.OnceValue(func() *effect.Comparer { return effect.New(m, m) })}, nil
}

// Name is the name of the contract's CUE package.
func (c *Contract) Name() string { return c.model.Name }

// Doc is what the contract says about itself; "" for nothing.
func (c *Contract) Doc() string { return c.model.Doc }

// Digest identifies the contract and the compiler that model.json was written by: contracts with
// one digest give the same for every input.
func (c *Contract) Digest() string { return c.model.Digest }
