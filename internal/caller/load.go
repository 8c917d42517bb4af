package caller

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/model"
)

// The limits on a configuration. They are far beyond what people write, and keep the memory and
// time of reading hostile text small: the parser of HCL calls itself for what is inside.
const (
	maxBytes     = model.MaxInputBytes     // of a file
	maxAllBytes  = 8 * model.MaxInputBytes // of the files of a directory
	maxDepth     = 2 * model.MaxInputDepth // of brackets and templates inside each other
	maxOperators = 10_000                  // in a file, with the lines and escapes of text
)

// load reads a configuration: that of a directory, or of the directory of a file, whose blocks
// alone are then calls. It fails when one cannot be read.
func load(name string) (*configuration, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	c := newConfiguration(name)
	if !info.IsDir() {
		c.dir, c.only = filepath.Dir(name), name
	}
	names, err := filesOf(c.dir)
	if err != nil {
		return nil, unreadable(c.dir, err)
	}
	if c.only != "" {
		names = append([]string{name}, without(names, info)...)
	}
	return c, c.loadFiles(names)
}

func (c *configuration) loadFiles(names []string) error {
	total := 0
	for _, name := range names {
		text, err := readFile(name)
		if err != nil && c.judges(name) {
			return unreadable(name, err)
		}
		if err != nil {
			continue
		}
		if total += len(text); total > maxAllBytes {
			c.refuse(name, model.Diagnostics{problem(model.Position{File: name}, fmt.Sprintf("the files of the directory are larger than %d MiB", maxAllBytes>>20), "name the file that has the call")})
			break
		}
		f, diagnostics := parse(name, text)
		if len(diagnostics) > 0 {
			c.refuse(name, diagnostics)
			continue
		}
		c.add(f)
	}
	c.merge()
	return nil
}

// refuse notes what is wrong with a file, when it is one that was asked about.
func (c *configuration) refuse(name string, diagnostics model.Diagnostics) {
	if c.judges(name) {
		c.broken = append(c.broken, &Verdict{File: name, Number: 1, Diagnostics: diagnostics})
	}
}

// judges reports whether the calls in a file are judged.
func (c *configuration) judges(name string) bool { return c.only == "" || c.only == name }

// filesOf are the paths of the files of a configuration, those last that override others.
func filesOf(dir string) (names []string, err error) {
	entries, err := os.ReadDir(dir)
	var overrides []string
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if !isFile(path) || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
			continue
		}
		if isOverride(path) {
			overrides = append(overrides, path)
		} else {
			names = append(names, path)
		}
	}
	return append(names, overrides...), err
}

// isOverride reports whether the blocks of a file change those of others:
// https://developer.hashicorp.com/terraform/language/files/override.
func isOverride(path string) bool {
	name := strings.TrimSuffix(filepath.Base(path), ".tf")
	return name == "override" || strings.HasSuffix(name, "_override")
}

// without are the names of all files but one.
func without(names []string, file os.FileInfo) (others []string) {
	for _, name := range names {
		if info, err := os.Stat(name); err != nil || !os.SameFile(info, file) {
			others = append(others, name)
		}
	}
	return others
}

// readFile reads no more of a file than it takes to find it too large.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxBytes+1))
}

// file is a parsed file.
type file struct {
	name string
	text []byte
	body *hclsyntax.Body
}

// parse parses a file.
func parse(name string, text []byte) (*file, model.Diagnostics) {
	f := &file{name: name, text: text}
	begin := model.Position{File: name, Line: 1, Column: 1}
	switch {
	case len(text) > maxBytes:
		return nil, model.Diagnostics{problem(begin, fmt.Sprintf("the file is larger than %d MiB", maxBytes>>20), "")}
	case !utf8.Valid(text):
		return nil, model.Diagnostics{problem(begin, "the file is not UTF-8 text", "")}
	}
	if pos, what := tooDeep(text); what != "" {
		return nil, model.Diagnostics{problem(f.position(pos), what, "name its parts with locals")}
	}
	parsed, diags := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	if diags.HasErrors() {
		return nil, bounded(f.errors(diags), begin)
	}
	f.body = parsed.Body.(*hclsyntax.Body)
	return f, nil
}

// errors are those of the parser.
func (f *file) errors(diags hcl.Diagnostics) (all model.Diagnostics) {
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			all = append(all, problem(f.position(start(d)), sentence(d.Summary), detail(d)))
		}
	}
	return all
}

func start(d *hcl.Diagnostic) hcl.Pos {
	if d.Subject == nil {
		return hcl.InitialPos
	}
	return d.Subject.Start
}

// detail is what a diagnostic says besides its summary, unless that shows what is written between
// quotes, which may be a secret.
func detail(d *hcl.Diagnostic) string {
	switch d.Summary {
	case "Invalid escape sequence", "Invalid template control keyword":
		return ""
	}
	return sentence(d.Detail)
}

// sentence is a text on one line, without its full stop.
func sentence(text string) string {
	return strings.TrimSuffix(strings.Join(strings.Fields(text), " "), ".")
}

// position is a place in the file, with the column in bytes.
func (f *file) position(pos hcl.Pos) model.Position {
	line := bytes.LastIndexByte(f.text[:min(pos.Byte, len(f.text))], '\n') + 1
	return model.Position{File: f.name, Line: pos.Line, Column: pos.Byte - line + 1}
}
