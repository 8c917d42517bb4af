package compile

import (
	"fmt"
	"path/filepath"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	cueerrors "cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
)

// source is a contract that CUE has accepted.
type source struct {
	name, doc string
	digest    string
	dir       string // as messages call it
	upheld    []upholder
	instance  *build.Instance
	order     map[string]int  // of the files, as CUE unifies them, those of other packages last
	vendored  map[string]bool // the files of packages below cue.mod
	start     token.Pos
	value     cue.Value
	// definitions are those of custom resources, beside the contract.
	definitions []*kubernetes.Definition
}

func (s *source) lookup(field string) cue.Value { return s.value.LookupPath(cue.ParsePath(field)) }

// loadSource lets CUE check a contract.
func loadSource(files *contractFiles) (*source, error) {
	return supervise(cueLimits, files.name, func() (*source, error) { return parseSource(files) })
}

func parseSource(files *contractFiles) (*source, error) {
	instance, err := files.load()
	if err != nil {
		return nil, err
	}
	src := &source{dir: filepath.Clean(files.name), order: map[string]int{}, vendored: map[string]bool{}}
	if src.digest, err = files.digest(instance); err != nil {
		return nil, err
	}
	if err := src.readFiles(instance); err != nil {
		return nil, err
	}
	if src.definitions, err = files.definitions(instance); err != nil {
		return nil, err
	}
	for _, file := range instance.Files {
		src.doc = joinDocs(src.doc, packageDoc(file))
	}
	src.name, src.instance, src.start = instance.PkgName, instance, instance.Files[0].Pos()
	src.upheld = upholders(instance.Files)
	src.value = cuecontext.New().BuildInstance(instance)
	if err := src.value.Validate(); err != nil {
		all := src.placed(cueDiagnostics(err))
		for _, d := range all {
			src.ownFirst(d)
		}
		all = withoutEchoes(all)
		src.nameBroken(all)
		return nil, all
	}
	return src, nil
}

// readFiles notes what files there are, and reports those that CUE is not given.
func (s *source) readFiles(instance *build.Instance) error {
	var imported []*ast.File
	for _, of := range append([]*build.Instance{instance}, instance.Dependencies()...) {
		for i, file := range of.BuildFiles {
			name := of.Files[i].Filename
			s.vendored[name] = strings.HasPrefix(file.FilenameLoc.Path, "cue.mod/")
			s.order[name] = len(s.order)
		}
		if of != instance {
			imported = append(imported, of.Files...)
		}
	}
	if err := readable(instance.Files, maxNodes, "the contract"); err != nil {
		return err
	}
	return readable(imported, maxImportedNodes, "what the contract imports")
}

// readable reports files that are too large for CUE, or that would be misread.
func readable(files []*ast.File, nodes int, what string) error {
	left := nodes
	for _, file := range files {
		if err := tooLarge(file, &left, fmt.Sprintf("%s has more than %d expressions and fields", what, nodes)); err != nil {
			return err
		}
		if found := misread(file); len(found) > 0 {
			return found
		}
	}
	return nil
}

// placed gives errors that CUE names no place for that of the field which they are about.
func (s *source) placed(all model.Diagnostics) model.Diagnostics {
	for i, d := range all {
		if len(d.Positions) > 0 {
			continue
		}
		pos := s.start
		path, _, _ := strings.Cut(d.Summary, ": ")
		for ; path != ""; path = path[:max(0, strings.LastIndex(path, "."))] {
			if v := s.lookup(path); v.Pos().IsValid() {
				pos = v.Pos()
				break
			}
		}
		all[i].Positions = []model.Position{Position(pos)}
	}
	return all
}

// withoutEchoes leaves out the errors of CUE that follow from others: the same one at another
// path, and those about texts and calls that what is erroneous stands in.
func withoutEchoes(all model.Diagnostics) (kept model.Diagnostics) {
	seen := map[string]bool{}
	for _, d := range all {
		what := d.Summary[strings.LastIndex(d.Summary, ": ")+1:]
		key := fmt.Sprint(d.Place(), what)
		if !seen[key] && what != " invalid interpolation" && !strings.HasPrefix(what, " error in call to ") {
			seen[key] = true
			kept = append(kept, d)
		}
	}
	if len(kept) == 0 {
		return all
	}
	return kept
}

// cueDiagnostics turns CUE's errors into diagnostics, each with the position of the
// user's own text first.
func cueDiagnostics(err error) model.Diagnostics {
	var all model.Diagnostics
	seen := map[string]bool{}
	for _, e := range cueerrors.Errors(err) {
		format, args := e.Msg()
		d := model.Diagnostic{Severity: model.Error, Summary: fmt.Sprintf(format, args...)}
		if strings.HasPrefix(d.Summary, "builtin package ") {
			d.Detail = "correct the name; a package of a module has a path that begins with a host: acme.example/apps/shared"
		}
		if path := strings.Join(e.Path(), "."); path != "" {
			d.Summary = path + ": " + d.Summary
		}
		for _, pos := range cueerrors.Positions(e) {
			d.Positions = append(d.Positions, Position(pos))
		}
		if !seen[d.String()] {
			seen[d.String()] = true
			all = append(all, d)
		}
	}
	return all
}
