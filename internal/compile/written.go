package compile

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"

	"github.com/base-k8s/base-k8s/internal/model"
)

// CompileFrom is CompileAs for files that come from several places: positions have the name that
// rename gives to the one that they have otherwise.
func CompileFrom(dir, name string, rename func(string) string) (*model.Model, error) {
	files, err := openContract(dir, name)
	if err != nil {
		return nil, err
	}
	files.rename = rename
	return compileFiles(files)
}

// Written is a contract as it is written, of which nothing has been evaluated.
type Written struct {
	Package string
	Files   []*WrittenFile // in CUE's order
	// Definitions are the files with definitions of custom resources, which have no Syntax.
	Definitions []*WrittenFile
}

// WrittenFile is a file of a contract.
type WrittenFile struct {
	// Path is from the directory of the contract, with slashes: ../base.cue is of the
	// directory above.
	Path    string
	Content []byte
	Syntax  *ast.File
}

// Read reads the files of the contract in dir, those of the directories above it that belong to
// it among them. Positions have another name for dir. The error is a [model.Diagnostics].
func Read(dir, name string) (*Written, error) {
	files, err := openContract(dir, name)
	if err != nil {
		return nil, err
	}
	instance, err := supervise(cueLimits, name, files.load)
	if err != nil {
		return nil, err
	}
	w := &Written{Package: instance.PkgName}
	nodes := maxNodes
	for i, file := range instance.BuildFiles {
		f := &WrittenFile{Path: files.inside(file.FilenameLoc.Path), Syntax: instance.Files[i]}
		if f.Content, err = fs.ReadFile(files.fs, file.FilenameLoc.Path); err != nil {
			return nil, unreadable(err, "")
		}
		if err := tooLarge(f.Syntax, &nodes, fmt.Sprintf("%s has more than %d expressions and fields", name, maxNodes)); err != nil {
			return nil, err
		}
		w.Files = append(w.Files, f)
	}
	definitions, err := files.definitionFiles(instance)
	if err != nil {
		return nil, err
	}
	for _, name := range definitions {
		f := &WrittenFile{Path: files.inside(name)}
		if f.Content, err = fs.ReadFile(files.fs, name); err != nil {
			return nil, unreadable(err, "")
		}
		w.Definitions = append(w.Definitions, f)
	}
	return w, nil
}

// Imported are the packages of modules that the files import, each at its first place.
func (w *Written) Imported() map[string]model.Position {
	found := map[string]model.Position{}
	for _, f := range slices.Backward(w.Files) {
		for _, spec := range slices.Backward(slices.Collect(f.Syntax.ImportSpecs())) {
			if path, err := literal.Unquote(spec.Path.Value); err == nil && isOfModule(path) {
				found[path] = Position(spec.Path.Pos())
			}
		}
	}
	return found
}

// HasContract reports whether a directory has CUE files that belong to a contract.
func HasContract(entries []fs.DirEntry) bool { return slices.ContainsFunc(entries, isContractFile) }

// ModuleRoot is the directory around dir, or dir itself, that has a cue.mod, as a path from
// dir; "." when none has.
func ModuleRoot(dir string) (string, error) {
	root, err := moduleRoot(dir)
	if err != nil {
		return "", err
	}
	return filepath.Rel(filepath.FromSlash(path.Join("/", root.inside)), "/")
}
