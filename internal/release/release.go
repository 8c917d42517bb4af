// Package release lays out what is generated from a contract as it is published.
//
// What goes in is a contract with a version, everything that is generated from it, and which
// program has made that; what comes out is a tree of files: the module, in the layout of
// Terraform's registries and in the further forms that the contract has, the template and the
// prerequisites, each as a directory and as an archive of it; the compiled contract and the
// schema of its inputs; a bill of materials, and the digests of all files beside the
// directories. The same input gives the same bytes: nothing is asked of the clock, the
// environment or the disk.
package release

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// Contract is a contract and what has been made of it.
type Contract struct {
	Model *model.Model
	// Generated is everything that is generated from the contract, by its path there.
	Generated []output.File
	// Included are files that go with everything that is archived, such as a licence. Their
	// paths are names. One that is there already stays as it is.
	Included []output.File
	// Engine is the program that generates.
	Engine Engine
}

// ErrNoVersion is the error of a contract that does not say which version it is.
var ErrNoVersion = errors.New(`the contract has no version, which names what is released: write version: "1.0.0" at its top`)

// The names of what every release has, and the directories of what is generated that these
// are made of.
const (
	ModulePart       = "terraform"
	PrerequisitePart = "prerequisites"
	TemplatePart     = "template"
)

// SumsFile lists the digests of the files beside the directories, as sha256sum reads them.
const SumsFile = "SHA256SUMS"

// copied are generated files that are released as they are.
var copied = []string{"model.json", "input.schema.json"}

// Files are the files of a release.
func (c *Contract) Files() ([]output.File, error) {
	if c.Model.Surroundings().Version == "" {
		return nil, ErrNoVersion
	}
	parts, err := c.parts()
	if err != nil {
		return nil, err
	}
	var trees []output.File
	beside := c.copies()
	for i := range parts {
		p := &parts[i]
		if err := p.pack(); err != nil {
			return nil, fmt.Errorf("%s: %w", p.archive.Path, err)
		}
		trees, beside = append(trees, below(p.dir, p.files)...), append(beside, p.archive)
	}
	bill, err := c.bill(parts, beside)
	if err != nil {
		return nil, err
	}
	beside = append(beside, bill)
	return append(append(trees, beside...), sums(beside)), nil
}

// copies are the generated files that are released as they are.
func (c *Contract) copies() (files []output.File) {
	for _, f := range c.Generated {
		if slices.Contains(copied, f.Path) {
			files = append(files, output.File{Path: c.stem() + "." + f.Path, Content: f.Content})
		}
	}
	return files
}

// stem begins the name of all that is released.
func (c *Contract) stem() string { return c.name() + "-" + c.Model.Surroundings().Version }

func (c *Contract) name() string {
	if name := c.Model.Surroundings().Release.Name; name != "" {
		return name
	}
	return c.Model.Name
}

// below moves files into a directory.
func below(dir string, files []output.File) []output.File {
	moved := make([]output.File, len(files))
	for i, f := range files {
		moved[i] = output.File{Path: path.Join(dir, f.Path), Content: f.Content}
	}
	return moved
}

// under are the files of a directory, by their paths in it.
func under(dir string, files []output.File) (found []output.File) {
	for _, f := range files {
		if inner, ok := strings.CutPrefix(f.Path, dir+"/"); ok {
			found = append(found, output.File{Path: inner, Content: f.Content})
		}
	}
	return found
}

// sums is the file with the digests of others, in the order of their paths.
func sums(files []output.File) output.File {
	var text bytes.Buffer
	for _, f := range sorted(files) {
		fmt.Fprintf(&text, "%s  %s\n", digest(f.Content), f.Path)
	}
	return output.File{Path: SumsFile, Content: text.Bytes()}
}
