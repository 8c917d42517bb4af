// Package walkthrough does what a document shows.
//
// What goes in is a document in Markdown, whose code blocks are steps, and a directory to do
// them in; what comes out is the document with what its commands really print, and what else
// does not hold. A block is one of these:
//
//   - below a text that ends in "Write `FILE`:", a file that is written;
//   - below a text that ends in "From `FILE`:", lines that a file has, wherever they are indented;
//   - console: commands behind "$ ", each with what it prints. A line "…" stands for any
//     lines. A command fails when, and only when, "error:" is in what it prints. The
//     directory that cd changes to holds for the commands below;
//   - sh: commands that are not run.
//
// The package does not know what the commands do.
package walkthrough

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var block = regexp.MustCompile("(?m)^```([a-z]+)\n((?s:.*?))^```$")

// Walk is a document that is being done.
type Walk struct {
	dir  string // the working directory of the next command
	path string // in which commands are looked for
	errs []error
}

// Run does what the document shows, in dir, where the commands are found in the
// directories of path. It returns the document with what the commands print, and all that
// does not hold, joined.
func Run(document, dir, path string) (string, error) {
	w := &Walk{dir: dir, path: path}
	var got strings.Builder
	end := 0
	for _, at := range block.FindAllStringSubmatchIndex(document, -1) {
		above := strings.TrimRight(document[end:at[0]], "\n")
		got.WriteString(document[end:at[4]] + w.do(above, document[at[2]:at[3]], document[at[4]:at[5]]))
		end = at[5]
	}
	got.WriteString(document[end:])
	return got.String(), errors.Join(w.errs...)
}

var writes, shows = regexp.MustCompile("Write `([^`]+)`:$"), regexp.MustCompile("From `([^`]+)`:$")

// do does a block below a text, and returns what should be in it.
func (w *Walk) do(above, language, text string) string {
	switch {
	case writes.MatchString(above):
		w.failed(w.write(writes.FindStringSubmatch(above)[1], text))
	case shows.MatchString(above):
		w.failed(w.show(shows.FindStringSubmatch(above)[1], text))
	case language == "console":
		return w.console(text)
	case language != "sh":
		w.failed(fmt.Errorf("the text above a block does not say what it is:\n%s", text))
	}
	return text
}

func (w *Walk) failed(err error) {
	if err != nil {
		w.errs = append(w.errs, err)
	}
}

func (w *Walk) write(name, text string) error {
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o666)
}

// show demands that a file has the lines.
func (w *Walk) show(name, text string) error {
	all, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	if !strings.Contains("\n"+flush(string(all)), "\n"+flush(text)) {
		return fmt.Errorf("%s does not have\n%s", name, text)
	}
	return nil
}

var indentation = regexp.MustCompile(`(?m)^[ \t]+`)

func flush(text string) string { return indentation.ReplaceAllString(text, "") }
