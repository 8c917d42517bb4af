package walkthrough

import (
	"os"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/golden"
)

// document is one that holds, but for what cat prints the second time. One of its blocks has
// no text above.
const document = "# Steps\n\nNow. Write `a/b.txt`:\n\n```text\none\n  two\nthree\n```\n\n```console\n$ ls\na\n```\n\nFrom `a/b.txt`:\n\n```text\ntwo\nthree\n```\n\n" +
	"Then:\n\n```console\n$ cd a\n$ cat b.txt\none\n…\n$ cat b.txt\nother\n$ echo error: no; false\nerror: no\n```\n\nNot run:\n\n```sh\nexit 1\n```\n"

// TestRun: commands are run, files are written and looked at, and what commands print takes
// the place of what the document has.
func TestRun(t *testing.T) {
	got, err := Run(document, t.TempDir(), os.Getenv("PATH"))
	if err != nil {
		t.Error(err)
	}
	golden.Equal(t, "the document", strings.Replace(document, "other\n", "one\n  two\nthree\n", 1), got)
}

// TestRunFinds: what does not hold is found.
func TestRunFinds(t *testing.T) {
	for name, test := range map[string]struct{ document, want string }{
		"a command that fails":          {"Do:\n\n```console\n$ echo hello; false\nhello\n```\n", "exit status 1"},
		"a command that does not":       {"Do:\n\n```console\n$ echo error:\nerror:\n```\n", "<nil>, and it prints"},
		"a directory that is not there": {"Do:\n\n```console\n$ cd missing\n```\n", "missing"},
		"lines that a file has not":     {"Write `a`:\n\n```text\nb\n```\n\nFrom `a`:\n\n```text\nc\n```\n", "a does not have"},
		"lines within others":           {"Write `a`:\n\n```text\nbc\n```\n\nFrom `a`:\n\n```text\nc\n```\n", "a does not have"},
		"a file that is not there":      {"From `a`:\n\n```text\nc\n```\n", "no such file"},
		"a block of no kind":            {"Look:\n\n```yaml\na: 1\n```\n", "does not say what it is"},
		"output of no command":          {"Do:\n\n```console\noutput\n```\n", "belongs to no command"},
	} {
		_, err := Run(test.document, t.TempDir(), os.Getenv("PATH"))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
