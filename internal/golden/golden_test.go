package golden_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/golden"
)

// TestDiff: what is expected was written by hand after GNU diff -u.
func TestDiff(t *testing.T) {
	lines := func(from, to int) (text string) {
		for i := from; i <= to; i++ {
			text += fmt.Sprintln(i)
		}
		return text
	}
	for name, test := range map[string]struct{ want, got, diff string }{
		"the same":          {"a\nb\n", "a\nb\n", ""},
		"both empty":        {"", "", ""},
		"from nothing":      {"", "a\n", "@@ -0,0 +1,1 @@\n+a\n"},
		"to nothing":        {"a\n", "", "@@ -1,1 +0,0 @@\n-a\n"},
		"three lines stay":  {lines(1, 9), lines(1, 4) + "five\n" + lines(6, 9), "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"},
		"no newline":        {"a\n", "a", "@@ -1,1 +1,1 @@\n-a\n+a\n\\ No newline at end of file\n"},
		"blanks at the end": {"a b\n", "a b \t\n", "@@ -1,1 +1,1 @@\n-a b\n+a b\\x20\\t\n"},
		"a line end":        {"a\n", "a\r\n", "@@ -1,1 +1,1 @@\n-a\n+a\\r\n"},
		"what is not seen":  {"a\n", "a\u200b\x00\xff\n", "@@ -1,1 +1,1 @@\n-a\n+a\\u200b\\x00\\xff\n"},
		"what is seen":      {"é\n", "\t\"\\n\"\n", "@@ -1,1 +1,1 @@\n-é\n+\t\"\\n\"\n"},
		"what unifies":      {"+++ got\n", "--- want\n", "@@ -1,1 +1,1 @@\n-+++ got\n+--- want\n"},
	} {
		if diff := golden.Diff(test.want, test.got); diff != test.diff {
			t.Errorf("%s: got %q, want %q", name, diff, test.diff)
		}
	}
}

// reports keeps what a test would have reported.
type reports struct {
	errors, fatal []string
}

func (*reports) Helper() {}
func (r *reports) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}
func (r *reports) Fatal(args ...any) { r.fatal = append(r.fatal, fmt.Sprint(args...)) }

func TestCompare(t *testing.T) {
	t.Setenv("UPDATE", "")
	file := filepath.Join(t.TempDir(), "case.txt")
	if err := os.WriteFile(file, []byte("a\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	var r reports
	golden.Compare(&r, file, []byte("a\n"))
	golden.Compare(&r, file, []byte("b\n"))
	want := []string{"UPDATE=1 rewrites case.txt (-want +got):\n@@ -1,1 +1,1 @@\n-a\n+b\n"}
	if fmt.Sprint(r.errors) != fmt.Sprint(want) || r.fatal != nil {
		t.Errorf("got %q and %q, want %q", r.errors, r.fatal, want)
	}
}

func TestCompareWithoutAFile(t *testing.T) {
	t.Setenv("UPDATE", "")
	file := filepath.Join(t.TempDir(), "case.txt")
	var r reports
	golden.Compare(&r, file, nil)
	if len(r.fatal) != 1 || !strings.Contains(r.fatal[0], file) {
		t.Errorf("got %q, want an error that names %s", r.fatal, file)
	}
}

func TestCompareUpdates(t *testing.T) {
	t.Setenv("UPDATE", "1")
	file := filepath.Join(t.TempDir(), "case.txt")
	var r reports
	for _, want := range []string{"a\n", "b\n"} {
		golden.Compare(&r, file, []byte(want))
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	if r.errors != nil || r.fatal != nil {
		t.Errorf("got %q and %q", r.errors, r.fatal)
	}
}

// TestRun: a case of each file, in a subtest of its name, and only what matches.
func TestRun(t *testing.T) {
	t.Setenv("UPDATE", "1")
	dir := t.TempDir()
	for _, name := range []string{"one.txtar", "two.txtar", "three.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("-- in --\n"+name+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var names []string
	golden.Run(t, filepath.Join(dir, "*.txtar"), func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		names = append(names, t.Name())
		t.Chdir(t.TempDir()) // the file is found nevertheless
		archive.Files = append(archive.Files, txtar.File{Name: "out", Data: golden.Data(archive, "in")})
		return archive
	})
	if got, want := fmt.Sprint(names), "[TestRun/one TestRun/two]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	got, err := os.ReadFile(filepath.Join(dir, "two.txtar"))
	if want := "-- in --\ntwo.txtar\n-- out --\ntwo.txtar\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}
