package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/base-k8s/base-k8s/internal/compat"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/revision"
)

// contractName is a flag that names the directory of a contract, or one in a revision of
// the repository, as REV:DIR.
type contractName struct{ name string }

// Set accepts the name of a directory that exists, and any other one that can be REV:DIR.
func (n *contractName) Set(name string) error {
	if err := given(name); err != nil {
		return err
	}
	if _, ok := revision.Parse(name); !ok && !isDir(name) {
		return errors.New("there is no such directory: name one, or write REV:DIR for one in a revision of the git repository")
	}
	n.name = name
	return nil
}

func (n *contractName) String() string { return n.name }

// Type is what --help calls the value.
func (n *contractName) Type() string { return "contract" }

// source is the files of a contract.
type source struct {
	dir, name string // name is what messages call the directory
	remove    func() error
}

// find finds the files of a contract, which are a copy when they are those of a revision:
// whoever called removes it. A directory that exists is meant before a revision is.
func (n *contractName) find(ctx context.Context) (*source, error) {
	revised, ok := revision.Parse(n.name)
	if !ok || isDir(n.name) {
		return &source{n.name, n.name, func() error { return nil }}, nil
	}
	checkout, err := revision.Checkout(ctx, revised, compile.IsPart)
	if err != nil {
		return nil, err
	}
	return &source{checkout.Dir, n.name, checkout.Remove}, nil
}

// compile compiles the contract.
func (s *source) compile() (compat.Contract, error) {
	m, err := compile.CompileAs(s.dir, s.name)
	return compat.Contract{Dir: s.dir, Model: m}, err
}

// limit is a flag for a number of things, 0 being all.
type limit int

// Set accepts a number from 0.
func (l *limit) Set(value string) error {
	var n int
	if _, err := fmt.Sscanf(value, "%d", &n); err != nil || n < 0 || fmt.Sprint(n) != value {
		return errors.New("must be a whole number, and 0 is all")
	}
	*l = limit(n)
	return nil
}

func (l *limit) String() string { return fmt.Sprint(int(*l)) }

// Type is what --help calls the value.
func (l *limit) Type() string { return "number" }
