package model

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Severity says whether a diagnostic refuses.
type Severity string

// An error refuses, a warning never does.
const (
	Error Severity = "error"
	Warn  Severity = "warning"
)

// Diagnostic is a message about an input or a contract, the same for the compiler,
// the command line, the golden files and the browser.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	// Path names the input that the message is about; "" for a contract.
	Path Path `json:"path,omitempty"`
	// Summary is a whole sentence without its full stop. For an input it names the
	// input, its value and the rule.
	Summary string `json:"summary"`
	// Detail says what to write instead, when the summary does not.
	Detail string `json:"detail,omitempty"`
	// Positions are the places in the user's files, the most precise one first.
	Positions []Position `json:"positions,omitempty"`
	// Warning is what a warning about an input comes from.
	Warning *Warning `json:"-"`
	// More is how many errors a [Collector] left out. The diagnostic that has it is the
	// last one, and is about nothing else.
	More int `json:"more,omitempty"`
}

// String is the diagnostic on one line, with its first position before it and its
// detail after it, all of it [Printable]. The middle of a very long one, which is what
// the user has written, is left out.
func (d Diagnostic) String() string {
	var b strings.Builder
	if len(d.Positions) > 0 {
		fmt.Fprintf(&b, "%s: ", d.Positions[0])
	}
	fmt.Fprintf(&b, "%s: %s", d.Severity, d.Summary)
	if d.Detail != "" {
		fmt.Fprintf(&b, " (%s)", d.Detail)
	}
	return Printable(abridged(b.String()))
}

// The parts of a long line that are shown, in bytes: its place and the beginning of what
// it is about, and at the end what is wrong.
const longestHead, longestTail = 3000, 1000

func abridged(line string) string {
	if len(line) <= longestHead+longestTail {
		return line
	}
	head, tail := longestHead, len(line)-longestTail
	for range utf8.UTFMax - 1 { // neither ends nor begins inside a character
		if !utf8.RuneStart(line[head]) {
			head--
		}
		if !utf8.RuneStart(line[tail]) {
			tail++
		}
	}
	return line[:head] + " […] " + line[tail:]
}

// Place is the first of the positions; the zero one when there is none.
func (d Diagnostic) Place() (p Position) {
	if len(d.Positions) > 0 {
		p = d.Positions[0]
	}
	return p
}

// ByPlace orders messages by their places.
func ByPlace(a, b Diagnostic) int { return a.Place().Compare(b.Place()) }

// Diagnostics is a list of messages that serves as an error.
type Diagnostics []Diagnostic

// Error joins the diagnostics, one a line.
func (ds Diagnostics) Error() string {
	lines := make([]string, len(ds))
	for i, d := range ds {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

// HasErrors reports whether any diagnostic refuses.
func (ds Diagnostics) HasErrors() bool {
	for _, d := range ds {
		if d.Severity == Error {
			return true
		}
	}
	return false
}

// Position is a place in a file; lines and columns (in bytes) count from 1. A zero
// line stands for the whole file.
type Position struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// Compare orders places by file, line and column.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// String is file:line:column, as far as it is known.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Path is the place of a value in an input, written as Terraform and CUE write it:
// compute_profile.cpu, tolerations[2].key, overrides.labels["example.com/team"].
type Path string

// Key is the path of the member called name.
func (p Path) Key(name string) Path {
	if !isIdentifier(name) {
		return p + Path("["+Quote(name)+"]")
	}
	if p == "" {
		return Path(name)
	}
	return p + "." + Path(name)
}

// Index is the path of element i.
func (p Path) Index(i int) Path {
	return p + Path("["+strconv.Itoa(i)+"]")
}

// PathOf is the path of keys, which are strings, and indices, as the target of a check has them.
func PathOf(steps []Value) (p Path) {
	for _, step := range steps {
		switch step := step.(type) {
		case string:
			p = p.Key(step)
		case int64:
			p = p.Index(int(step))
		}
	}
	return p
}

// Steps are what the path is made of: the key of a member as a string, the index of an
// element as an int. It ends where the path is none.
func (p Path) Steps() []any {
	var steps []any
	for rest := string(p); rest != ""; {
		var step any
		if step, rest = firstStep(rest); step == nil {
			break
		}
		steps = append(steps, step)
	}
	return steps
}

func firstStep(path string) (step any, rest string) {
	inside, bracket := strings.CutPrefix(path, "[")
	if !bracket {
		path = strings.TrimPrefix(path, ".")
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		return path[:end], path[end:]
	}
	if strings.HasPrefix(inside, `"`) {
		r := &reader{text: inside}
		key := r.quoted()
		if !r.take(']') {
			return nil, ""
		}
		return key, inside[r.at:]
	}
	digits, rest, _ := strings.Cut(inside, "]")
	if i, err := strconv.Atoi(digits); err == nil {
		return i, rest
	}
	return nil, ""
}

func isIdentifier(s string) bool {
	for i, r := range s {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}
