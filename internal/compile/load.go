package compile

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/cuecontext"
	cueerrors "cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// maxSchema bounds the size of a contract's files together, in bytes.
const maxSchema = 4 << 20

// source is a contract that CUE has accepted.
type source struct {
	name, doc string
	digest    string
	files     []*ast.File
	start     token.Pos
	value     cue.Value
}

func (s *source) lookup(field string) cue.Value { return s.value.LookupPath(cue.ParsePath(field)) }

// loadSource reads the contract in dir and lets CUE check it.
func loadSource(dir string) (*source, error) {
	digest, err := Digest(dir)
	if err != nil {
		return nil, err
	}
	instance := load.Instances([]string{"."}, &load.Config{Dir: dir})[0]
	if instance.Err != nil {
		return nil, cueDiagnostics(instance.Err)
	}
	value := cuecontext.New().BuildInstance(instance)
	if err := value.Validate(); err != nil {
		return nil, cueDiagnostics(err)
	}
	src := &source{name: instance.PkgName, digest: digest, files: instance.Files, value: value}
	for _, f := range instance.Files {
		src.doc = joinDocs(src.doc, packageDoc(f))
	}
	src.start = instance.Files[0].Pos()
	return src, nil
}

// Digest identifies the CUE files in dir and this compiler's form of a model: two
// contracts with the same digest compile to the same model. The error is a
// [model.Diagnostics].
func Digest(dir string) (string, error) {
	paths, err := filepath.Glob(filepath.Join(globEscape(dir), "*.cue"))
	if err != nil || len(paths) == 0 {
		return "", model.Diagnostics{{Severity: model.Error, Summary: noFiles(dir), Detail: "name the directory with --schema"}}
	}
	h := sha256.New()
	fmt.Fprintf(h, "model %d\n", formatVersion)
	total := 0
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return "", model.Diagnostics{{Severity: model.Error, Summary: err.Error()}}
		}
		if total += len(data); total > maxSchema {
			return "", model.Diagnostics{{Severity: model.Error, Summary: fmt.Sprintf("the CUE files in %s have more than %d MiB", dir, maxSchema>>20)}}
		}
		fmt.Fprintf(h, "%s %d\n%s", filepath.Base(path), len(data), data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// formatVersion changes whenever the same contract compiles to another model.
const formatVersion = 1

func noFiles(dir string) string {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("there is no directory %s", dir)
	}
	return fmt.Sprintf("there are no CUE files in %s", dir)
}

// globEscape protects a path from being read as a pattern.
func globEscape(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
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
