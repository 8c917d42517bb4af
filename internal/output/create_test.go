package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// started are the files that the tests of Create make.
var started = files("a/x", "1", "a/y", "2", "b", "3", "c/d/e", "4")

func create(t *testing.T, dir string) error {
	t.Helper()
	_, err := Create(t.Context(), dir, started)
	return err
}

// TestCreate: the files are in a new directory, and in one that has others, without a record.
func TestCreate(t *testing.T) {
	parent := t.TempDir()
	lay(t, parent, map[string]string{"there/.git/config": "theirs"})
	for _, dir := range []string{"new", "there"} {
		if err := create(t, filepath.Join(parent, dir)); err != nil {
			t.Error(err)
		}
		if exists(filepath.Join(parent, dir, RecordName)) {
			t.Errorf("%s has a record", dir)
		}
	}
	want := map[string]string{"there/.git/config": "theirs"}
	for _, f := range started {
		want["new/"+f.Path], want["there/"+f.Path] = string(f.Content), string(f.Content)
	}
	equal(t, want, contents(t, parent))
}

// TestCreateInTheWorkingDirectory: a process can fill the directory that it is in.
func TestCreateInTheWorkingDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := create(t, "."); err != nil {
		t.Error(err)
	}
	equal(t, len(started), len(contents(t, ".")))
}

// TestCreateBesideOthers: in a hidden directory, which programs share, files stand beside those
// of others, and only the very file is in the way.
func TestCreateBesideOthers(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, map[string]string{".github/dependabot.yml": "theirs"})
	for _, test := range []struct {
		files []File
		want  string
	}{
		{files(".github/workflows/a.yml", "1", "b", "2"), ""},
		{files(".github/workflows/c.yml", "3"), ""},
		{files(".github/workflows/a.yml", "4", "d", "5"), filepath.Join(dir, ".github/workflows/a.yml") + " is there"},
		{files(".github/dependabot.yml/e", "6"), ".github/dependabot.yml is there"},
	} {
		if _, err := Create(t.Context(), dir, test.files); test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%v: %v, want %q", test.files, err, test.want)
		}
	}
	equal(t, map[string]string{".github/dependabot.yml": "theirs", ".github/workflows/a.yml": "1", ".github/workflows/c.yml": "3", "b": "2"}, contents(t, dir))
}

// TestCreateWritesNothingOver: everything that is in the way is said, and nothing is written.
func TestCreateWritesNothingOver(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, map[string]string{"a/theirs": "1", "b": "-> nowhere"})
	before := contents(t, dir)
	several, ok := create(t, dir).(interface{ Unwrap() []error })
	if !ok || len(several.Unwrap()) != 2 {
		t.Errorf("the error is %v", several)
	}
	equal(t, before, contents(t, dir))
}

// TestCreateFails: where a file cannot be moved, those before it are moved back.
func TestCreateFails(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, map[string]string{"theirs": "1"})
	before, full := contents(t, dir), errors.New("full")
	replaceMoves(t, swap, func(from, to string) error {
		if to == filepath.Join(dir, "c") {
			return full
		}
		return os.Rename(from, to)
	})
	if err := create(t, dir); !errors.Is(err, full) {
		t.Errorf("the error is %v", err)
	}
	equal(t, before, contents(t, dir))
}

// TestCreateIsInterrupted: at every step of a run its end leaves nothing.
func TestCreateIsInterrupted(t *testing.T) {
	for _, name := range []string{"new", "there"} {
		parent := t.TempDir()
		lay(t, parent, map[string]string{"there/theirs": "1"})
		before, steps := contents(t, parent), 0
		for ; ; steps++ {
			_, err := Create(endsAfter(t.Context(), steps), filepath.Join(parent, name), started)
			if err == nil {
				break
			}
			if !errors.Is(err, errInterrupted) {
				t.Fatalf("after %d steps: %v", steps, err)
			}
			equal(t, before, contents(t, parent))
		}
		if steps < len(started) {
			t.Errorf("there are only %d steps", steps)
		}
		equal(t, len(before)+len(started), len(contents(t, parent)))
	}
}

// TestCreateAfterAKilledRun: what a killed run has staged goes with the next one.
func TestCreateAfterAKilledRun(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, map[string]string{".new.staging-1/staged-by-gen": "", ".new.staging-1/new/a/x": "half"})
	if err := os.Chmod(filepath.Join(dir, ".new.staging-1"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := create(t, dir); err != nil {
		t.Error(err)
	}
	want := map[string]string{}
	for _, f := range started {
		want[f.Path] = string(f.Content)
	}
	equal(t, want, contents(t, dir))
}

// Where nothing can be made is said, and not how the directory is called that is made on the way.
func TestCreateSaysWhereNothingCanBeMade(t *testing.T) {
	parent := t.TempDir()
	_, err := Create(t.Context(), filepath.Join(parent, strings.Repeat("x", 250)), started) // a longer name is too long
	if want := "no directory can be made in " + parent + ": file name too long"; err == nil || err.Error() != want {
		t.Errorf("the error is %v, want %s", err, want)
	}
}
