package compile

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/mod/modfile"
	"cuelang.org/go/mod/module"

	"github.com/base-k8s/base-k8s/internal/model"
)

const (
	moduleFile = "cue.mod/module.cue"
	localFile  = "cue.mod/local-module.cue"
	generated  = "cue.mod/gen" // stands for all of vendored, as in cue/load
)

// vendored are the directories for packages of other modules.
var vendored = []string{generated, "cue.mod/pkg", "cue.mod/usr"}

// ownModule is the CUE module of a contract.
type ownModule struct {
	path  string   // without the major version
	major string   // v0
	deps  []string // the paths of the modules that it requires, which are not fetched
}

// openModule reads cue.mod/module.cue, if there is one. What is wrong with it cue/load says.
func (p *packages) openModule() error {
	if _, err := fs.Stat(p.contractFiles.fs, localFile); err == nil {
		return model.Diagnostics{{
			Severity: model.Error, Summary: "this file changes what packages mean, on one machine alone", Detail: "remove it, and copy the packages that it names into cue.mod/pkg",
			Positions: []model.Position{{File: p.named("/" + localFile), Line: 1, Column: 1}},
		}}
	}
	text, err := fs.ReadFile(p.fs, moduleFile)
	if err != nil {
		return nil // a contract without a module, which imports none
	}
	m, err := modfile.ParseNonStrict(text, p.named("/"+moduleFile))
	if err != nil || m.Module == "" {
		return nil
	}
	p.module = &ownModule{}
	p.module.path, p.module.major, _ = ast.SplitPackageVersion(m.QualifiedModule())
	for dep := range m.Deps {
		if of, _, ok := ast.SplitPackageVersion(dep); ok {
			dep = of
		}
		p.module.deps = append(p.module.deps, dep)
	}
	slices.Sort(p.module.deps)
	return nil
}

// find is the directory of a package, from the module's root.
func (p *packages) find(ip ast.ImportPath) (dir string, err error) {
	switch {
	case strings.HasPrefix(ip.Path, "."):
		return "", &importError{fmt.Sprintf("the import path %q is relative", ip.Path), "write the path of the module, which cue.mod/module.cue has, and of the directory in it"}
	case p.module == nil:
		return "", &importError{fmt.Sprintf("the package %q is imported, and the contract is in no CUE module", ip.Path), "make one of the directory around both: cue mod init acme.example/apps"}
	case ip.Qualifier == "":
		return "", &importError{fmt.Sprintf("the import path %q does not end with the name of a package", ip.Path), fmt.Sprintf("write the name behind it: import %q", ip.Path+":name")}
	}
	if err := module.CheckImportPath(ip.String()); err != nil {
		return "", &importError{err.Error(), "write the path of a module and of a directory in it: acme.example/apps/shared"}
	}
	own, isOwn := p.module.directory(ip)
	isOwn = isOwn && p.hasFiles(own) && !p.nested(own)
	isVendored := slices.ContainsFunc(vendored, func(in string) bool { return p.hasFiles(path.Join(in, ip.Path)) })
	required := slices.IndexFunc(p.module.deps, func(dep string) bool { _, inside := inPath(ip.Path, dep); return inside })
	switch {
	case required >= 0:
		return "", &importError{fmt.Sprintf("the package %q is of the module %s, and modules are not fetched", ip.Path, p.module.deps[required]),
			fmt.Sprintf("copy its CUE files into cue.mod/pkg/%s, and remove the module from deps in cue.mod/module.cue", ip.Path)}
	case isOwn && isVendored:
		return "", &importError{fmt.Sprintf("the package %q is in the module and in cue.mod", ip.Path), "remove one of the two"}
	case isOwn:
		return own, nil
	case isVendored:
		return path.Join(generated, ip.Path), nil
	}
	return "", p.missing(ip, own)
}

// missing reports a package that is nowhere.
func (p *packages) missing(ip ast.ImportPath, own string) error {
	summary := fmt.Sprintf("there is no package %q", ip.Path)
	if own != "" {
		return &importError{summary, "write its CUE files into " + p.named("/"+own) + ", or correct the path"}
	}
	return &importError{summary, fmt.Sprintf("packages are not fetched: copy its CUE files into cue.mod/pkg/%s", ip.Path)}
}

// directory is that of a package of the module, from its root.
func (m *ownModule) directory(ip ast.ImportPath) (dir string, ok bool) {
	if ip.Version != "" && ip.Version != m.major {
		return "", false
	}
	return inPath(ip.Path, m.path)
}

// inPath is what is left of a path behind another one that it begins with, "." for nothing.
func inPath(name, root string) (rest string, ok bool) {
	if name == root {
		return ".", true
	}
	if rest, ok = strings.CutPrefix(name, root+"/"); !ok {
		return "", false
	}
	return rest, true
}

// hasFiles reports whether a directory has CUE files.
func (p *packages) hasFiles(dir string) bool {
	entries, err := fs.ReadDir(p.contractFiles.fs, dir)
	return err == nil && slices.ContainsFunc(entries, isContractFile)
}

// nested reports whether a directory belongs to a module inside of this one.
func (p *packages) nested(dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if _, err := fs.Stat(p.contractFiles.fs, path.Join(dir, moduleFile)); !errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}
