package compile

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// packages loads a contract with the packages that it imports: those of its own module, and
// those that the module has below cue.mod. It finds them as cue does, without a registry, a
// cache or the environment, so that a contract means the same everywhere.
type packages struct {
	*contractFiles
	fs      *limitedFS
	context *build.Context
	module  *ownModule
	loading []string // the packages that are being loaded, each imported by the one before
	failed  model.Diagnostics
}

// load parses the files of the contract, of the directories above it and of the packages
// that they import, and evaluates nothing.
func (f *contractFiles) load() (*build.Instance, error) {
	p := &packages{contractFiles: f, fs: newLimitedFS(f)}
	p.context = build.NewContext(build.Loader(p.imported))
	if err := p.openModule(); err != nil {
		return nil, err
	}
	instance := p.instance(".", "/"+f.dir)
	switch {
	case len(p.failed) > 0:
		return nil, p.failed
	case errors.Is(instance.Err, errTooLarge):
		return nil, schemaError("", "the CUE files in %s have more than %d MiB", f.name, maxSchema>>20)
	case instance.Err != nil:
		return nil, p.unloaded(instance.Err)
	}
	return instance, f.nameless(instance)
}

// instance is a package, as cue/load finds it: with the files of the directories above.
func (p *packages) instance(arg, dir string) *build.Instance {
	instance := load.Instances([]string{arg}, &load.Config{
		Context:     p.context,
		FS:          p.fs,
		FromFSPath:  p.named,
		Dir:         dir,
		ModuleRoot:  "/",
		SkipImports: true, // of load itself, which asks a registry; the context loads them
		AllCUEFiles: true, // see misreadAttribute
	})[0]
	inOrder(instance)
	return instance
}

// inOrder puts the files of a package in the order in which CUE unifies them, and so the fields:
// those of a directory before those in directories below it. What they are called from the
// current directory, which cue/load goes by, must not matter.
func inOrder(of *build.Instance) {
	if len(of.Files) != len(of.BuildFiles) {
		return // one could not be parsed, which is reported
	}
	syntax := map[*build.File]*ast.File{}
	for i, file := range of.BuildFiles {
		syntax[file] = of.Files[i]
	}
	slices.SortFunc(of.BuildFiles, func(a, b *build.File) int {
		x, y := a.FilenameLoc.Path, b.FilenameLoc.Path
		return cmp.Or(cmp.Compare(strings.Count(x, "/"), strings.Count(y, "/")), cmp.Compare(x, y))
	})
	for i, file := range of.BuildFiles {
		of.Files[i] = syntax[file]
	}
}

// imported loads an imported package; nil is one of CUE's own.
func (p *packages) imported(pos token.Pos, importPath string) *build.Instance {
	if !isOfModule(importPath) {
		return nil
	}
	ip := ast.ParseImportPath(importPath)
	dir, err := p.find(ip)
	if err != nil {
		return p.fail(pos, err)
	}
	name := ast.ImportPath{Path: ip.Path, Qualifier: ip.Qualifier}.Canonical().String()
	if i := slices.Index(p.loading, name); i >= 0 {
		return p.fail(pos, &importError{"packages import each other: " + strings.Join(append(p.loading[i:], name), " → "), "move what both need into a package of its own"})
	}
	p.loading = append(p.loading, name)
	defer func() { p.loading = p.loading[:len(p.loading)-1] }()
	instance := p.instance("./"+dir+":"+ip.Qualifier, "/")
	var none *load.NoFilesError
	switch {
	case len(p.failed) > 0:
	case errors.Is(instance.Err, errTooLarge):
		return p.fail(pos, &importError{fmt.Sprintf("the packages that are imported have more than %d MiB", maxImports>>20), "import smaller ones, or copy what is needed into a package of its own"})
	case errors.As(instance.Err, &none):
		return p.fail(pos, p.otherName(ip, dir))
	case instance.Err != nil:
		p.failed = p.unloaded(instance.Err)
	}
	return instance
}

// importError says why a package cannot be imported, and what to do.
type importError struct{ summary, advice string }

func (e *importError) Error() string { return e.summary }

// fail is a package that cannot be imported. The first one is reported.
func (p *packages) fail(pos token.Pos, err error) *build.Instance {
	if len(p.failed) == 0 {
		d := model.Diagnostic{Severity: model.Error, Summary: err.Error(), Positions: []model.Position{Position(pos)}}
		var e *importError
		if errors.As(err, &e) {
			d.Detail = e.advice
		}
		p.failed = model.Diagnostics{d}
	}
	return p.context.NewInstance("", nil)
}

// unloaded are the errors of cue/load. A link out of the module is not followed.
func (p *packages) unloaded(err error) model.Diagnostics {
	var link *fs.PathError
	if errors.As(err, &link) && strings.HasSuffix(link.Err.Error(), "escapes from parent") {
		return model.Diagnostics{{
			Severity: model.Error, Summary: "this is a symbolic link that leads out of the CUE module, or is absolute", Detail: "copy what it leads to",
			Positions: []model.Position{{File: p.named(link.Path), Line: 1, Column: 1}},
		}}
	}
	return cueDiagnostics(err)
}

// otherName reports a directory without files of the package that is imported.
func (p *packages) otherName(ip ast.ImportPath, dir string) error {
	return &importError{
		fmt.Sprintf("there are no CUE files with the clause package %s in %s", ip.Qualifier, p.named(path.Join("/", dir))),
		fmt.Sprintf("write the name that they have behind the path: import %q", ip.Path+":name"),
	}
}
