package gosource

import (
	"bytes"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const original = `//go:build js

// Package p is documented.
package p

import _ "embed"

//go:embed table.json
var table string // what is embedded

type pair struct {
	a   int
	bcd string
}

func f(a, b int) string {
	return "// no comment" + ` + "`/* nor\nthis */`" + ` + '\'' + "\"" // \'
}
`

// What is the same to the compiler gives the same, and nothing else does.
func TestReduce(t *testing.T) {
	want := string(Reduce([]byte(original)))
	for name, change := range map[string]struct {
		old, new string
		same     bool
	}{
		"a changed comment":          {"is documented", "has words", true},
		"no comment":                 {"// Package p is documented.\n", "", true},
		"a comment at a line's end":  {"a, b int) string {", "a, b int) string { // said", true},
		"a comment within a line":    {"(a, b int)", "(a, /* why */ b int)", true},
		"a comment over two lines":   {"var table string", "var table string /* one\ntwo */", true},
		"a comment at the end":       {"// \\'\n}\n", "\n}\n// The end", true},
		"a blank line":               {"import", "\n\nimport", true},
		"alignment":                  {"a   int", "a\tint", true},
		"Windows line ends":          {"\n", "\r\n", true},
		"a directive that is none":   {"// what is embedded", "//go:embed other.json", true},
		"a name":                     {"a, b int", "a, c int", false},
		"an operator":                {" + ", " / ", false},
		"what looks like a comment":  {"// no comment", "// a comment", false},
		"the same in a raw string":   {"/* nor", "/* or", false},
		"a space in a string":        {"no comment", "no  comment", false},
		"a build constraint":         {"go:build js", "go:build !js", false},
		"an embedded file":           {"table.json", "other.json", false},
		"a directive made a comment": {"//go:embed", "// go:embed", false},
		"a statement commented out":  {"var table", "// var table", false},
	} {
		changed := strings.ReplaceAll(original, change.old, change.new)
		if changed == original {
			t.Fatalf("%s changes nothing", name)
		}
		if got := string(Reduce([]byte(changed))); (got == want) != change.same {
			t.Errorf("%s gives\n%s", name, got)
		}
	}
}

// The scanner of Go's standard library finds the same tokens in what is reduced as in the
// file, and no comments: in those of the project, and in the standard library's own, which
// have more in them than one would write.
func TestTokensStay(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	goroot := strings.TrimSpace(string(root))
	var files []string
	for _, pattern := range []string{"../*/*.go", filepath.Join(goroot, "src/go/*/*.go"), filepath.Join(goroot, "test/*.go")} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 200 {
		t.Fatalf("there are only %d files", len(files))
	}
	checked := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want, ok := tokens(text)
		if !ok {
			continue // it tests the compiler with what is no Go
		}
		checked++
		if got, ok := tokens(Reduce(text)); !ok || !slices.Equal(got, want) {
			t.Errorf("%s is reduced to other tokens", name)
		}
	}
	t.Logf("%d of %d files have been compared", checked, len(files))
}

// tokens are those of a file, and its directives: comments that are the first on their line. It
// is false where the file has errors.
func tokens(text []byte) (found []string, ok bool) {
	line := 0 // that the last token ends on
	file := token.NewFileSet().AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, text, func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, literal := s.Scan()
		if tok == token.EOF {
			return found, s.ErrorCount == 0
		}
		directive := bytes.HasPrefix(text[file.Offset(pos):], []byte("//go:")) && // the scanner leaves \r out of literals
			file.PositionFor(pos, false).Line > line
		if inserted := tok == token.SEMICOLON && literal != ";"; tok != token.COMMENT && !inserted {
			line = file.PositionFor(pos, false).Line + bytes.Count(written(text[file.Offset(pos):], literal), []byte("\n"))
		}
		if tok != token.COMMENT || directive {
			found = append(found, tok.String()+" "+strings.TrimSpace(literal))
		}
	}
}

// written is the token that a text begins with as it stands there: the scanner leaves out what the
// compiler does not see in a raw string.
func written(text []byte, literal string) []byte {
	if !strings.HasPrefix(literal, "`") {
		return nil
	}
	return text[:1+through(text[1:], "`")]
}

// FuzzReduce: of any text that the scanner takes, the tokens stay, and what is reduced has no
// comments to lose.
func FuzzReduce(f *testing.F) {
	f.Add([]byte(original))
	for _, text := range []string{"a /*\n*/ b", "a /* */ /* */ b", "//go:x", "x/'/'", "`", "'", `"\`, "/*", "a//", "\r\n\r", "a/ /b", "1 /*\n*/ ; //go:x", "var (\n\t//go:embed x\n\tx string\n)", "/*\n*/ //go:x", "`a\r\n` //go:x\n", "//go:embed  \n", "//\rgo:"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		reduced := Reduce(text)
		want, ok := tokens(text)
		if !ok {
			return
		}
		if got, ok := tokens(reduced); !ok || !slices.Equal(got, want) {
			t.Errorf("%q is reduced to %q", text, reduced)
		}
		if again := Reduce(reduced); string(again) != string(reduced) {
			t.Errorf("%q is reduced to %q, and that to %q", text, reduced, again)
		}
	})
}
