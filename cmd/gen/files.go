package main

import (
	"errors"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/generate"
)

// files is the flag -f, which can be given many times.
type files []string

// addFiles gives a subcommand the flag -f, which it needs.
func addFiles(cmd *cobra.Command) *files {
	f := addAnyFiles(cmd)
	cmd.MarkFlagRequired("file")
	return f
}

// addAnyFiles gives a subcommand the flag -f.
func addAnyFiles(cmd *cobra.Command) *files {
	f := &files{}
	cmd.Flags().VarP(f, "file", "f", "input file, YAML, JSON or NDJSON, of one document or many; - is standard input; can be repeated")
	cmd.MarkFlagFilename("file", "yaml", "yml", "json", "ndjson", "jsonl")
	return f
}

// Set adds a file, which must be there: a missing one is wrong use, not a refusal.
func (f *files) Set(name string) error {
	if err := given(name); err != nil {
		return err
	}
	if name != batch.Stdin {
		info, err := os.Stat(name)
		if err != nil {
			return errors.New("there is no such file")
		}
		if info.IsDir() {
			return errors.New("it is a directory: name the files in it")
		}
	}
	*f = append(*f, name)
	return nil
}

func (f *files) String() string { return strings.Join(*f, ",") }

// Type is what --help calls the value.
func (f *files) Type() string { return "file" }

// batch loads the model and prepares to evaluate it for the files.
func (c *cli) batch(cmd *cobra.Command, names files) (*batch.Batch, error) {
	limitMemory()
	m, err := generate.Load(c.schema.name, c.out.name)
	if err != nil {
		return nil, err
	}
	return &batch.Batch{Model: m, Files: names, Stdin: cmd.InOrStdin(), Messages: say(cmd)}, nil
}

// limitMemory keeps garbage small. A hostile input makes much of it: none needs more than
// 200 MB with this.
func limitMemory() { debug.SetMemoryLimit(110 << 20) }
