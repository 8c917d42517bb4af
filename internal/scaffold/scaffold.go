// Package scaffold has a small contract that works, as a start of one's own.
//
// What goes in is the name of the contract and the versions of the programs that check it;
// what comes out is files: the contract, inputs that it accepts and refuses, and a workflow
// of GitHub Actions. They are those of the directory contract, which is such a contract
// itself.
package scaffold

import (
	"embed"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"

	"cuelang.org/go/cue/parser"

	"github.com/base-k8s/base-k8s/internal/output"
)

//go:embed all:contract
var embedded embed.FS

// Next are commands that use the files, in their directory.
const Next = `gen                                               # make the module and the manifests, in generated/
gen vet -f testdata/refused/one-pod-outside.yaml  # what a refusal says
gen serve                                         # type an input and see what it gives, in the browser
`

// Contract is what the files differ in from one contract to another.
type Contract struct {
	Name string // of the CUE package, as [Name] has it
	// Gen is the version of gen that the workflow installs, such as "v1.2.0", or "" for the
	// latest one.
	Gen string
}

// Files returns the files of the contract.
func (c Contract) Files() (files []output.File, err error) {
	return Fill(embedded, "contract", c.words())
}

// Fill returns the files in a directory, with other words in their texts.
func Fill(from fs.FS, dir string, words *strings.Replacer) (files []output.File, err error) {
	root, err := fs.Sub(from, dir)
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(root, path)
		files = append(files, output.File{Path: path, Content: []byte(words.Replace(string(text)))})
		return err
	})
	return files, err
}

// words puts what is the contract's own in the place of what the embedded one has.
func (c Contract) words() *strings.Replacer {
	pairs := []string{"package app\n", "package " + c.Name + "\n", "example.com/app@", "example.com/" + c.Name + "@", "# app\n", "# " + c.Name + "\n", `"app"`, `"` + c.Name + `"`}
	if c.Gen != "" {
		pairs = append(pairs, "/cmd/gen@latest", "/cmd/gen@"+c.Gen)
	}
	return strings.NewReplacer(pairs...)
}

var notInNames = regexp.MustCompile("[^a-z0-9]+")

// NameOf derives the name of a contract from that of its directory: "My shop" gives my_shop.
// The error says that there is none.
func NameOf(dir string) (string, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	base := filepath.Base(absolute)
	name := strings.Trim(notInNames.ReplaceAllString(strings.ToLower(base), "_"), "_")
	if CheckName(name) != nil {
		return "", fmt.Errorf("the directory's name %q gives no name of a CUE package: give one with --name", base)
	}
	return name, nil
}

// names are those that CUE, Terraform and a path of a module all take as they are.
var names = regexp.MustCompile("^[a-z][a-z0-9_]{0,39}$")

// CheckName refuses a name that the contract cannot have.
func CheckName(name string) error {
	if f, err := parser.ParseFile("", "package "+name+"\n"); err != nil || !names.MatchString(name) || f.PackageName() != name {
		return fmt.Errorf("must be 1 to 40 lower-case letters, digits and underscores, beginning with a letter, and no keyword of CUE")
	}
	return nil
}
