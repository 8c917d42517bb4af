// Package requirements finds out which tests show which rows of a specification.
//
// What goes in is a tree of Go modules; what comes out is every row that a comment in a test
// names, with the test's name and the position:
//
//	// TestStop: the volume stays.
//	//
//	// Shows: 11a.1, output pvc_name.
//
// The list begins a line, is separated by commas, may go on in further lines of the same
// comment and ends with a full stop at the end of a line. It may stand in a test's doc
// comment or at a case within it. Which rows there are is for the caller to check.
package requirements

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// Mention is a row's name in a comment of a test.
type Mention struct {
	Row  string
	Test string // directory and function, such as internal/input.TestRead
	Pos  token.Position
}

// Find reads the test files of a tree, apart from hidden and testdata directories. It
// fails when a file cannot be parsed, or where a list of rows is outside of a test or
// does not end. Mentions come in the order of files and lines.
func Find(tree fs.FS) ([]Mention, error) {
	var found []Mention
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (entry.Name() == "testdata" || entry.Name()[0] == '.'):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, "_test.go"):
			return nil
		}
		mentions, err := inFile(tree, name)
		found = append(found, mentions...)
		return err
	})
	return found, err
}

func inFile(tree fs.FS, name string) ([]Mention, error) {
	src, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil, err
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var found []Mention
	for _, comment := range file.Comments {
		rows, err := rowsIn(comment.Text())
		pos := files.Position(comment.Pos())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", pos, err)
		}
		test := testAround(file, comment)
		if len(rows) > 0 && test == "" {
			return nil, fmt.Errorf("%s: rows are named outside of a test: move the comment to the test that shows them", pos)
		}
		for _, row := range rows {
			found = append(found, Mention{row, path.Dir(name) + "." + test, pos})
		}
	}
	return found, nil
}

// list is a list of rows with its end. A full stop inside a row is not followed by a
// line break.
var list = regexp.MustCompile(`(?ms)^Shows: (.*?)(\.$|\z)`)

// rowsIn are the rows that the text of a comment names.
func rowsIn(text string) ([]string, error) {
	var rows []string
	for _, match := range list.FindAllStringSubmatch(text, -1) {
		if match[2] == "" {
			return nil, fmt.Errorf("the list of rows after Shows: does not end with a full stop at the end of a line")
		}
		for _, row := range strings.Split(match[1], ",") {
			rows = append(rows, strings.Join(strings.Fields(row), " "))
		}
	}
	return rows, nil
}

// testAround is the test or fuzz test that the comment is about or inside of.
func testAround(file *ast.File, comment *ast.CommentGroup) string {
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Recv != nil || !strings.HasPrefix(f.Name.Name, "Test") && !strings.HasPrefix(f.Name.Name, "Fuzz") {
			continue
		}
		if f.Doc == comment || f.Pos() <= comment.Pos() && comment.End() <= f.End() {
			return f.Name.Name
		}
	}
	return ""
}
