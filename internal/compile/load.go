package compile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	cueerrors "cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	basek8s "github.com/base-k8s/base-k8s"
	"github.com/base-k8s/base-k8s/internal/model"
)

// source is a contract that CUE has accepted.
type source struct {
	name, doc string
	digest    string
	files     []*ast.File
	start     token.Pos
	value     cue.Value
}

func (s *source) lookup(field string) cue.Value { return s.value.LookupPath(cue.ParsePath(field)) }

// loadSource lets CUE check the contract that contents are the files of.
func loadSource(dir string, contents []content) (*source, error) {
	return supervise(cueLimits, contents[0].path, func() (*source, error) { return parseSource(dir, contents) })
}

func parseSource(dir string, contents []content) (*source, error) {
	instance := build.NewContext().NewInstance(dir, nil)
	src := &source{digest: digest(contents)}
	nodes := maxNodes
	for _, f := range contents {
		file, err := parser.ParseFile(f.path, f.data, parser.ParseComments)
		if err != nil {
			return nil, cueDiagnostics(err)
		}
		if err := tooLarge(file, &nodes); err != nil {
			return nil, err
		}
		if found := misread(file); len(found) > 0 {
			return nil, found
		}
		if err := instance.AddSyntax(file); err != nil {
			return nil, cueDiagnostics(err)
		}
		src.doc = joinDocs(src.doc, packageDoc(file))
	}
	if err := instance.Complete(); err != nil {
		return nil, cueDiagnostics(err)
	}
	src.name, src.files, src.start = instance.PkgName, instance.Files, instance.Files[0].Pos()
	src.value = cuecontext.New().BuildInstance(instance)
	if err := src.value.Validate(); err != nil {
		return nil, src.placed(cueDiagnostics(err))
	}
	return src, nil
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
		all[i].Positions = []model.Position{position(pos)}
	}
	return all
}

// content is a file of a contract.
type content struct {
	path string
	data []byte
}

// readFiles reads the CUE files in dir that stock cue would read, in the order of
// their names. Their paths, and messages, have another name for dir.
func readFiles(dir, name string) ([]content, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, model.Diagnostics{{Severity: model.Error, Summary: fmt.Sprintf("the schema cannot be read: %v", err), Detail: "name its directory with --schema"}}
	}
	var files []content
	total := 0
	for _, entry := range entries {
		if !isContractFile(entry) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return nil, model.Diagnostics{{Severity: model.Error, Summary: fmt.Sprintf("the schema cannot be read: %v", err)}}
		}
		if total += len(data); total > maxSchema {
			return nil, model.Diagnostics{{Severity: model.Error, Summary: fmt.Sprintf("the CUE files in %s have more than %d MiB", name, maxSchema>>20)}}
		}
		files = append(files, content{filepath.Join(name, entry.Name()), data})
	}
	if len(files) == 0 {
		return nil, model.Diagnostics{{Severity: model.Error, Summary: fmt.Sprintf("there are no CUE files in %s", name), Detail: "name the schema's directory with --schema"}}
	}
	return files, nil
}

func isContractFile(entry os.DirEntry) bool {
	name := entry.Name()
	return !entry.IsDir() && strings.HasSuffix(name, ".cue") && !strings.HasSuffix(name, "_tool.cue") &&
		!strings.HasSuffix(name, "_test.cue") && name[0] != '_' && name[0] != '.'
}

// Digest identifies the CUE files in dir and this version of the compiler: two
// contracts with the same digest compile to the same model. The error is a
// [model.Diagnostics].
func Digest(dir string) (string, error) {
	files, err := readFiles(dir, dir)
	if err != nil {
		return "", err
	}
	return digest(files), nil
}

// digest takes no notice of carriage returns at the ends of lines, as CUE does not.
func digest(files []content) string {
	h := sha256.New()
	fmt.Fprintf(h, "compiler %s\n", basek8s.Compiler())
	for _, f := range files {
		data := bytes.ReplaceAll(f.data, []byte("\r\n"), []byte("\n"))
		fmt.Fprintf(h, "%s %d\n%s", filepath.Base(f.path), len(data), data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// cueDiagnostics turns CUE's errors into diagnostics, each with the position of the
// user's own text first.
func cueDiagnostics(err error) model.Diagnostics {
	var all model.Diagnostics
	seen := map[string]bool{}
	for _, e := range cueerrors.Errors(err) {
		format, args := e.Msg()
		d := model.Diagnostic{Severity: model.Error, Summary: fmt.Sprintf(format, args...)}
		if path := strings.Join(e.Path(), "."); path != "" {
			d.Summary = path + ": " + d.Summary
		}
		for _, pos := range cueerrors.Positions(e) {
			d.Positions = append(d.Positions, position(pos))
		}
		if !seen[d.String()] {
			seen[d.String()] = true
			all = append(all, d)
		}
	}
	return all
}
