package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// contract is what the compiler is tried on.
type contract struct {
	Name string
	Dir  string // of the CUE files
	// Examples is the directory of the inputs that gen itself checks the contract with; ""
	// for none.
	Examples string
	// Recorded are directories with inputs that the contract was given for.
	Recorded []string
}

// contracts are those of this repository, and every directory with CUE files below the
// extra ones. Cases are unpacked below dir.
func contracts(dir string, extra []string) ([]contract, error) {
	all := []contract{{"schema", "schema", "testdata/inputs", []string{"testdata/inputs", "testdata/refused"}}}
	own, err := filepath.Glob("testdata/contracts/*")
	if err != nil {
		return nil, err
	}
	for _, of := range own {
		inputs := filepath.Join(of, "inputs")
		all = append(all, contract{of, filepath.Join(of, "schema"), inputs, []string{inputs, filepath.Join(of, "refused")}})
	}
	for _, pattern := range []string{"internal/conformance/testdata/constructs/*.txtar", "internal/conformance/testdata/functions/*.txtar", "internal/compile/testdata/*.txtar"} {
		cases, err := unpacked(dir, pattern)
		if err != nil {
			return nil, err
		}
		all = append(all, cases...)
	}
	for _, root := range extra {
		found, err := below(root)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// unpacked are the contracts in cases: each CUE file is one, those in directories are of the
// modules of all of them, and the others are inputs.
func unpacked(dir, pattern string) (all []contract, err error) {
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no case matches %s: %v", pattern, err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			return nil, err
		}
		for _, f := range archive.Files {
			if filepath.Ext(f.Name) != ".cue" || isOfModule(f) {
				continue
			}
			c := contract{Name: strings.TrimSuffix(name, ".txtar") + "/" + f.Name, Dir: filepath.Join(dir, name, f.Name)}
			c.Recorded = []string{c.Dir}
			if err := unpack(archive, f, c.Dir); err != nil {
				return nil, err
			}
			all = append(all, c)
		}
	}
	return all, nil
}

func unpack(archive *txtar.Archive, cue txtar.File, dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, f := range archive.Files {
		if ext := filepath.Ext(f.Name); f.Name != cue.Name && !isOfModule(f) && ext != ".json" && ext != ".ndjson" {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

func isOfModule(f txtar.File) bool { return strings.Contains(f.Name, "/") }

// below are the directories with CUE files in root. The other files in them are inputs.
func below(root string) (all []contract, err error) {
	seen := map[string]bool{}
	err = filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		dir := filepath.Dir(path)
		if err == nil && filepath.Ext(path) == ".cue" && !entry.IsDir() && !seen[dir] {
			seen[dir] = true
			all = append(all, contract{Name: dir, Dir: dir, Recorded: []string{dir}})
		}
		return err
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("there are no CUE files below %s", root)
	}
	return all, err
}

// recorded are the inputs that can be read, as JSON texts.
func (c contract) recorded() (inputs [][]byte, err error) {
	for _, dir := range c.Recorded {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, entry := range entries {
			if ext := filepath.Ext(entry.Name()); entry.IsDir() || ext != ".json" && ext != ".ndjson" && ext != ".yaml" {
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
			if err != nil {
				return nil, err
			}
			inputs = append(inputs, documents(entry.Name(), text)...)
		}
	}
	return inputs, nil
}

func documents(name string, text []byte) (inputs [][]byte) {
	r := input.NewReader(bytes.NewReader(text), name, input.FormatOf(name))
	for {
		document, err := r.Next()
		switch {
		case err == nil:
			inputs = append(inputs, model.AppendJSON(nil, document.Value))
		case err == io.EOF:
			return inputs
		default:
			if _, refused := err.(model.Diagnostics); !refused {
				return inputs
			}
		}
	}
}
