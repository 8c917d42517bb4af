package output

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lay makes files, directories ("dir/": "") and links ("name": "-> target") in a
// directory.
func lay(t *testing.T, dir string, list map[string]string) {
	t.Helper()
	for name, content := range list {
		path := filepath.Join(dir, name)
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		switch target, link := strings.CutPrefix(content, "-> "); {
		case err != nil:
		case link:
			err = os.Symlink(target, path)
		case strings.HasSuffix(name, "/"):
			err = os.MkdirAll(path, 0o755)
		default:
			err = os.WriteFile(path, []byte(content), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Whatever is in the way of a file and was not written by an earlier run is refused,
// by a look as by a run, and nothing is touched.
func TestWhatIsInTheWayStays(t *testing.T) {
	for name, tc := range map[string]struct {
		there, want string
		make        map[string]string // in the directory of the tree
	}{
		"file":      {want: "new is there, and gen has not written it: move or delete it", make: map[string]string{"new": "mine"}},
		"same file": {want: "new is there, and gen has not written it: move or delete it", make: map[string]string{"new": "2"}},
		"directory": {want: "new is there, and gen has not written it: move or delete it", make: map[string]string{"new/": ""}},
		"link":      {want: "new is there, and gen has not written it: move or delete it", make: map[string]string{"new": "-> ../victim"}},
		"link in the place of a file": {want: "old is there, and gen has not written it: move or delete it",
			make: map[string]string{"old": "-> ../victim"}},
		"file in the place of a directory": {want: "dir is not a directory, and new would be in it: move or delete it",
			make: map[string]string{"dir": "mine"}},
		"link in the place of a directory": {want: "dir is not a directory, and new would be in it: move or delete it",
			make: map[string]string{"dir": "-> ../elsewhere"}},
		"edited file that is not generated any more": {want: "gone is not generated any more, and was edited since it was: move or delete it",
			make: map[string]string{"gone": "edited"}},
	} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			tr := tree(filepath.Join(parent, "out"))
			write(t, tr, files("old", "1", "gone", "1"))
			for path := range tc.make {
				os.Remove(filepath.Join(tr.Dir, path))
			}
			lay(t, tr.Dir, tc.make)
			lay(t, parent, map[string]string{"victim": "v", "elsewhere/new": "v"})
			before := contents(t, parent)
			list := files("old", "2", "new", "2", "dir/new", "2")
			for does, err := range map[string]error{"Changes": second(tr.Changes(list)), "Write": second(tr.Write(t.Context(), list))} {
				if err == nil || !strings.HasSuffix(err.Error(), tc.want) {
					t.Errorf("%s: got %v, want %s", does, err, tc.want)
				}
			}
			equal(t, before, contents(t, parent))
		})
	}
}

func second[T any](_ T, err error) error { return err }

func TestDirectoriesOfOthersStay(t *testing.T) {
	parent := t.TempDir()
	lay(t, parent, map[string]string{"theirs/main.go": "package main", "file": "", "mine/a": "", "dangling": "-> nothing", "linked/.gen.sha256": "-> ../file"})
	write(t, &Tree{Dir: filepath.Join(parent, "preview"), Writer: "gen preview"}, files("a", "1"))
	t.Chdir(filepath.Join(parent, "mine"))
	for dir, want := range map[string]string{
		"../theirs":   "../theirs has files in it but no .gen.sha256, the record of what gen wrote there: name an empty or a new directory (if a gen that kept no record wrote it, delete it)",
		"../file":     "../file is not a directory",
		"../dangling": "../dangling is a symbolic link to nothing: delete it, or make the directory that it names",
		"../linked":   "../linked/.gen.sha256 is not a file, so gen has not written it: name an empty or a new directory",
		"../preview":  "../preview/.gen.sha256: this directory was written by gen preview, not by gen: name an empty or a new directory",
		".":           ". is or contains the working directory: name a directory inside it, or elsewhere",
		"..":          ".. is or contains the working directory: name a directory inside it, or elsewhere",
	} {
		before := contents(t, parent)
		_, err := tree(dir).Write(t.Context(), files("a", "1"))
		equal(t, want, fmt.Sprint(err))
		equal(t, before, contents(t, parent))
	}
}

// A record that somebody else made cannot name anything outside the directory, nor
// what lies behind a link in it, nor a file of other content.
func TestAForgedRecordDeletesNothing(t *testing.T) {
	const sum = "3bfc269594ef649228e9a74bab00f042efc91d5acc6fbee31a382e80d42388fe" // of "2"
	const header = "# Files that gen wrote here, and may replace or delete.\n"
	for record, want := range map[string]string{
		header + sum + "  ../victim\n":      `.gen.sha256:2: "../victim" is not a path inside a directory: restore the file, or keep the lines of both sides of a merge`,
		header + sum + "  a/../../victim\n": `.gen.sha256:2: "a/../../victim" is not a path inside a directory: restore the file, or keep the lines of both sides of a merge`,
		header + sum + "  /etc/passwd\n":    `.gen.sha256:2: "/etc/passwd" is not a path inside a directory: restore the file, or keep the lines of both sides of a merge`,
		header + sum + "  .\n":              `.gen.sha256:2: "." is not a path inside a directory: restore the file, or keep the lines of both sides of a merge`,
		header + sum + "  .gen.sha256\n":    `.gen.sha256:2: ".gen.sha256" has the name of the record of what was written: choose another name: restore the file, or keep the lines of both sides of a merge`,
		header + sum + "  a\x1b[2J\n":       `.gen.sha256:2: "a\x1b[2J" has a character that cannot be in a file's name on every system: choose another name: restore the file, or keep the lines of both sides of a merge`,
		header + sum[1:] + "  a\n":          ".gen.sha256:2: is not a digest and a path: restore the file, or keep the lines of both sides of a merge",
		header + sum + sum + "  a\n":        ".gen.sha256:2: is not a digest and a path: restore the file, or keep the lines of both sides of a merge",
		header + "<<<<<<< HEAD\n":           ".gen.sha256:2: is not a digest and a path: restore the file, or keep the lines of both sides of a merge",
		"":                                  ".gen.sha256:1: is not the first line of a record of what gen wrote: restore the file",
		sum + "  victim\n":                  ".gen.sha256:1: is not the first line of a record of what gen wrote: restore the file",
		header + sum + "  link/victim\n":    "<nil>",
		header + sum + "  link\n":           "<nil>",
		header + sum + "  elsewhere\n":      "<nil>",
		header + sum + "  missing\n":        "<nil>",
		header + sum + "  theirs\n":         "theirs is not generated any more, and was edited since it was: move or delete it",
	} {
		parent := t.TempDir()
		lay(t, parent, map[string]string{"victim": "2", "elsewhere/victim": "2", "out/link": "-> ../elsewhere", "out/elsewhere/victim": "2", "out/theirs": "3", "out/.gen.sha256": record})
		before := contents(t, parent)
		_, err := tree(filepath.Join(parent, "out")).Write(t.Context(), files("new", "1"))
		if got := fmt.Sprint(err); !strings.HasSuffix(got, want) {
			t.Errorf("%q:\ngot  %v\nwant %s", record, got, want)
		}
		if err == nil {
			before["out/new"] = "1"
		}
		equal(t, before, contents(t, parent))
	}
}

// Two branches that each generated a file are merged with the lines of both records.
func TestAMergedRecord(t *testing.T) {
	tr := tree(filepath.Join(t.TempDir(), "out"))
	record := "# Files that gen wrote here, and may replace or delete.\n" +
		"4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865  gone\n" + // "1\n"
		"53c234e5e8472b6ac51c1ae1cab3fe06fad053beb8ebfd8977b010655bfdd3c3  gone\r\n" + // "2\n"
		"4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865  a\n"
	lay(t, tr.Dir, map[string]string{RecordName: record, "gone": "2\n", "a": "1\n"})
	equal(t, "[deleted gone]", write(t, tr, files("a", "1\n")))
	content, _ := os.ReadFile(filepath.Join(tr.Dir, RecordName))
	equal(t, "# Files that gen wrote here, and may replace or delete.\n4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865  a\n", string(content))
}

func TestPathsThatAreNotInTheTree(t *testing.T) {
	for _, path := range []string{"", ".", "..", "../a", "a/../b", "a/../../b", "/a", "a/", "a//b", "./a", `a\b`, "a\nb", "a\x00b", "a\x1b[2Jb", "a\xffb", "a\u202eb", ".gen.sha256", ".GEN.sha256", ".gen.sha256/a"} {
		parent := t.TempDir()
		tr := tree(filepath.Join(parent, "out"))
		_, changes := tr.Changes(files(path, "1"))
		_, err := tr.Write(t.Context(), files(path, "1"))
		for _, err := range []error{changes, err} {
			if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%q", path)) {
				t.Errorf("%q: got %v", path, err)
			}
		}
		equal(t, map[string]string{".": "/"}, contents(t, parent))
	}
}

// The other name of a file is another file, and is not written through.
func TestAHardLinkKeepsItsContent(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("a", "1", "b", "1"))
	if err := os.Link(filepath.Join(tr.Dir, "a"), filepath.Join(parent, "theirs")); err != nil {
		t.Fatal(err)
	}
	write(t, tr, files("a", "2"))
	equal(t, map[string]string{"out/a": "2", "theirs": "1"}, contents(t, parent))
}
